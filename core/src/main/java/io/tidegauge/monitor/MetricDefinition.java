package io.tidegauge.monitor;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A metric family: everything that the exporter, the rules, the dashboards and the reference need
 * to know of it.
 *
 * @param name by the Prometheus conventions: base unit last; a counter's ends in {@code _total}
 * @param unit what the values are measured in, as the name says
 * @param help one sentence that never changes with the readings
 * @param labels in the order of a reading's label values; {@code model} comes first, except of the
 *     exporter's own families
 */
public record MetricDefinition(
    String name, Type type, Unit unit, String help, List<String> labels) {
  private static final String OWN = "ml_exporter_";
  private static final Pattern NAME = Pattern.compile("ml_[a-z0-9]+(_[a-z0-9]+)*");
  private static final Pattern LABEL = Pattern.compile("[a-z][a-z0-9]*(_[a-z0-9]+)*");
  private static final List<String> RESERVED =
      List.of("job", "instance", "type", "env", "le", "quantile");
  private static final List<String> SUFFIXES =
      List.of("_count", "_sum", "_bucket", "_created", "_info", "_total");

  /** The kinds of metric families that monitors publish. */
  public enum Type {
    GAUGE,
    COUNTER,
    HISTOGRAM,
    INFO
  }

  public MetricDefinition {
    labels = List.copyOf(labels);
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name for a metric: " + name);
    }
    String suffix =
        switch (type) {
          case GAUGE, HISTOGRAM -> "";
          case COUNTER -> "_total";
          case INFO -> "_info";
        };
    if (!name.endsWith(suffix)
        || (suffix.isEmpty() && SUFFIXES.stream().anyMatch(name::endsWith))) {
      throw new IllegalArgumentException(name + " is not a name for a " + type);
    }
    for (String label : labels) {
      if (!LABEL.matcher(label).matches() || RESERVED.contains(label)) {
        throw new IllegalArgumentException("not a name for a label: " + label);
      }
    }
    boolean own = name.startsWith(OWN);
    if (!own && (labels.isEmpty() || !labels.get(0).equals("model"))) {
      throw new IllegalArgumentException("the first label of " + name + " must be the model");
    }
  }

  /** Whether its series are each of a model; of the exporter's own families some are not. */
  public boolean isOfModel() {
    return !labels.isEmpty() && labels.get(0).equals("model");
  }

  /** Whether its values only grow: they count what happened since the start. */
  public boolean isCumulative() {
    return type == Type.COUNTER || type == Type.HISTOGRAM;
  }

  /** A gauge with the label {@code model} and these. */
  public static MetricDefinition gauge(String name, String help, String... labels) {
    return of(name, Type.GAUGE, help, labels);
  }

  /** A counter with the label {@code model} and these. */
  public static MetricDefinition counter(String name, String help, String... labels) {
    return of(name, Type.COUNTER, help, labels);
  }

  /** A classic histogram with the label {@code model} and these. */
  public static MetricDefinition histogram(String name, String help, String... labels) {
    return of(name, Type.HISTOGRAM, help, labels);
  }

  /** A series whose labels are the message and whose value is 1. */
  public static MetricDefinition info(String name, String help, String... labels) {
    return of(name, Type.INFO, help, labels);
  }

  /** A family of the exporter's own, with just these labels. */
  public static MetricDefinition own(String name, Type type, String help, String... labels) {
    return new MetricDefinition(OWN + name, type, Unit.of(OWN + name), help, List.of(labels));
  }

  private static MetricDefinition of(String name, Type type, String help, String... labels) {
    List<String> all = new java.util.ArrayList<>(List.of("model"));
    all.addAll(List.of(labels));
    return new MetricDefinition(name, type, Unit.of(name), help, all);
  }
}
