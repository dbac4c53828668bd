package io.tidegauge.exporter.metrics;

import io.tidegauge.monitor.Histogram;
import io.tidegauge.monitor.LabelText;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A series as OpenMetrics writes it. client_java writes one moment; a history needs each series by
 * itself.
 *
 * @param family the metric's name
 * @param text name and labels
 */
public record OpenMetricsSeries(String family, String text)
    implements Comparable<OpenMetricsSeries> {
  private static final Comparator<OpenMetricsSeries> ORDER =
      Comparator.comparing(OpenMetricsSeries::family).thenComparing(OpenMetricsSeries::text);

  /** A value of a series. */
  public record Sample(OpenMetricsSeries series, double value) {}

  /**
   * The samples of a reading: one, but of a histogram.
   *
   * @param more labels that are added to the reading's
   */
  public static List<Sample> samples(Reading reading, Map<String, String> more) {
    SortedMap<String, String> labels = new TreeMap<>(more);
    reading.byLabel().forEach((label, value) -> labels.put(label, LabelValues.of(value)));
    String name = reading.metric().name();
    if (reading.histogram().isEmpty()) {
      double value = reading.metric().type() == MetricDefinition.Type.INFO ? 1 : reading.value();
      return List.of(sample(name, name, labels, value));
    }
    Histogram histogram = reading.histogram().get();
    List<Sample> samples = new ArrayList<>();
    double below = 0;
    for (int i = 0; i < histogram.counts().size(); i++) {
      boolean last = i == histogram.bounds().size();
      below += histogram.counts().get(i);
      SortedMap<String, String> bucket = new TreeMap<>(labels);
      bucket.put("le", last ? "+Inf" : number(histogram.bounds().get(i)));
      samples.add(sample(name, name + "_bucket", bucket, below));
    }
    samples.add(sample(name, name + "_count", labels, (double) histogram.count()));
    samples.add(sample(name, name + "_sum", labels, histogram.sum()));
    return samples;
  }

  private static Sample sample(
      String family, String name, SortedMap<String, String> labels, double value) {
    String text =
        labels.entrySet().stream()
            .filter(label -> !label.getValue().isEmpty())
            .map(label -> label.getKey() + "=" + LabelText.quoted(label.getValue()))
            .collect(Collectors.joining(",", name + "{", "}"));
    return new Sample(new OpenMetricsSeries(family, text), value);
  }

  private static String number(double value) {
    return Double.toString(value);
  }

  /** What stands above the series of a family. */
  public static String head(MetricDefinition metric) {
    String name = FamilyNames.base(metric.name());
    String type = metric.type().name().toLowerCase(Locale.ROOT);
    return "# TYPE %s %s\n# HELP %s %s\n"
        .formatted(name, type, name, LabelText.escaped(metric.help()));
  }

  /** The line of a sample. */
  public String line(long millis, double value) {
    String time =
        millis % 1000 == 0
            ? Long.toString(millis / 1000)
            : String.format(Locale.ROOT, "%.3f", millis / 1e3);
    return text + " " + number(value) + " " + time + "\n";
  }

  /** How a history ends. */
  public static String end() {
    return "# EOF\n";
  }

  /** The metrics by name. */
  public static Map<String, MetricDefinition> byName(Collection<MetricDefinition> metrics) {
    Map<String, MetricDefinition> known = new TreeMap<>();
    metrics.forEach(metric -> known.put(metric.name(), metric));
    return known;
  }

  @Override
  public int compareTo(OpenMetricsSeries other) {
    return ORDER.compare(this, other);
  }
}
