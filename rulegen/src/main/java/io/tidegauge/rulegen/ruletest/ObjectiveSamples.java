package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ObjectiveSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The counters of an objective's indicator, as exporters publish them. */
record ObjectiveSamples(ModelSpec spec, ObjectiveSpec objective) {

  /**
   * What an exporter has counted.
   *
   * @param count how many versions there are, of which the first alone has what is bad; of several
   *     there is a shadow, too
   */
  List<Samples> of(SparseCounter counted, String model, String replica, int count) {
    List<Samples> series = new ArrayList<>();
    List<String> versions =
        Stream.of("v1", "v2", "v3", "v4", "v5")
            .filter(version -> !spec.predictions().shadows().contains(version))
            .limit(count)
            .toList();
    for (String version : versions) {
      boolean first = version.equals(versions.get(0));
      String all = counted.all(count);
      String bad = first ? counted.bad() : counted.none();
      add(model, replica, version, all, bad, first ? counted.good(count) : all, series);
    }
    if (count > 1) {
      spec.predictions().shadows().stream()
          .findFirst()
          .ifPresent(
              shadow -> {
                String all = counted.all(1);
                add(model, replica, shadow, all, all, counted.none(), series);
              });
    }
    return series;
  }

  private void add(
      String model,
      String replica,
      String version,
      String all,
      String bad,
      String good,
      List<Samples> to) {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("model", model);
    labels.put("version", version);
    labels.put("job", SampleLabels.JOB);
    labels.put("instance", replica + ":10049");
    labels.put("pod", "exporter-" + replica);
    switch (objective.indicator()) {
      case LATENCY -> {
        String name = RowMetrics.DURATION.name();
        to.add(new Samples(text(name + "_count", labels), all));
        labels.put("le", "+Inf");
        to.add(new Samples(text(name + "_bucket", labels), all));
        labels.put("le", bound());
        to.add(new Samples(text(name + "_bucket", labels), good));
      }
      case AVAILABILITY -> {
        to.add(new Samples(text(RowMetrics.PREDICTIONS, labels), all));
        to.add(new Samples(text(RowMetrics.FAILED, labels), bad));
      }
      case QUALITY -> {
        to.add(new Samples(text(RowMetrics.JUDGED, labels), all));
        to.add(new Samples(text(RowMetrics.WRONG, labels), bad));
      }
    }
  }

  private String bound() {
    String text = Selector.number(objective.below());
    return text.contains(".") ? text : text + ".0";
  }

  private static String text(MetricDefinition metric, SortedMap<String, String> labels) {
    return text(metric.name(), labels);
  }

  private static String text(String name, SortedMap<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> label.getKey() + "=" + Selector.quoted(label.getValue()))
        .collect(Collectors.joining(", ", name + "{", "}"));
  }
}
