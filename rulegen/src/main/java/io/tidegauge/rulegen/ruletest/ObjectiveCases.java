package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.objective.BurnWindow;
import io.tidegauge.rulegen.objective.ObjectiveRules;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.ruletest.TestCase.Fires;
import io.tidegauge.rulegen.ruletest.TestCase.Firing;
import io.tidegauge.rulegen.ruletest.TestCase.Rests;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ObjectiveSpec;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The tests of an objective's alert, for each pair of its windows: it fires just past its limit in
 * both, once for all replicas and versions, and is silent past it in one of them, at it in one of
 * them, and with too few bad predictions. Before each window many good predictions dilute every
 * longer one, so that no other pair lends a hand.
 */
final class ObjectiveCases {
  private static final String OTHER_MODEL = "another-model";
  private static final double MANY = 1000;

  /** A step before which nothing need have happened. */
  private static final int SOON = 1;

  /** What {@code increase} makes of eight samples. */
  private static final double OF_EIGHT = 15.0 / 14;

  private final ModelSpec spec;
  private final ObjectiveSpec objective;
  private final QueryRule rule;
  private final Duration step;

  ObjectiveCases(ModelSpec spec, ObjectiveSpec objective, QueryRule rule) {
    this.spec = spec;
    this.objective = objective;
    this.rule = rule;
    // Three days in minutes would take promtool minutes.
    this.step = rule.severity() == Severity.CRITICAL ? Duration.ofMinutes(1) : rule.pending();
  }

  List<TestCase> all() {
    return ObjectiveRules.windows(objective, rule.severity()).stream()
        .flatMap(window -> new Pair(window).cases().stream())
        .toList();
  }

  /** One pair of windows, in steps. */
  private final class Pair {
    private final BurnWindow window;
    private final int less;
    private final int more;
    private final double limit;

    /** When what is judged begins: after what dilutes longer windows, where there are such. */
    private final int start;

    private final double enough = objective.minBadRows();

    Pair(BurnWindow window) {
      this.window = window;
      this.less = Math.toIntExact(window.shortWindow().dividedBy(step));
      this.more = Math.toIntExact(window.longWindow().dividedBy(step));
      this.limit = window.limit(objective).doubleValue();
      List<BurnWindow> tier = ObjectiveRules.windows(objective, rule.severity());
      boolean last = tier.indexOf(window) == tier.size() - 1;
      this.start = last ? SOON : more + 1;
    }

    List<TestCase> cases() {
      return List.of(
          past(),
          silent("in the long window only", onlyLong(), 2, start + less + 3),
          silent("in the short window only", onlyShort(), 1, more - 3, more - 2),
          silent("at its limit in the short window", atShortLimit(), 1, start + less + 2),
          silent("at its limit in the long window", atLongLimit(), 1, start + less + 2),
          silent("too few", story(enough - 0.75), 2, more + less + 6));
    }

    /** Just past the limit, and not past that of a faster pair. */
    private double justPast() {
      return Math.min(1.01 * limit, (limit + 1) / 2);
    }

    private double farPast() {
      return (limit + 1) / 2;
    }

    /**
     * As many mostly good ones, long ago, as make nothing of what comes then in every longer
     * window.
     */
    private SparseCounter diluted(double events) {
      return new SparseCounter()
          .add(0, 0, 0)
          .add(1, Math.ceil(MANY * Math.max(events, enough) / limit), 2 * enough);
    }

    /** The same, where a longer window could be past its limit otherwise. */
    private SparseCounter alone(double events) {
      return start > SOON ? diluted(events) : new SparseCounter();
    }

    /**
     * Half of what is bad comes before the short window, half in it, each too few by itself. Some
     * samples before each keep down what is extrapolated of it.
     *
     * @param bad how many, after what is extrapolated
     */
    private SparseCounter story(double bad) {
      double half = rounded(bad / OF_EIGHT / 2);
      double events = rounded(half / justPast());
      int first = more + 1;
      int second = first + less + 2;
      return diluted(2 * events)
          .add(first, 0, 0)
          .add(first + 1, 0, 0)
          .add(first + 2, 0, 0)
          .add(first + 3, events, half)
          .add(second, 0, 0)
          .add(second + 1, 0, 0)
          .add(second + 2, 0, 0)
          .add(second + 3, events, half);
    }

    private TestCase past() {
      int begins = more + less + 6;
      int pending = Math.toIntExact(rule.pending().dividedBy(step));
      SortedMap<String, String> labels = new TreeMap<>(rule.labels());
      labels.put("job", SampleLabels.JOB);
      labels.put("model", spec.name());
      Firing firing = new Firing(labels, new TreeMap<>(rule.annotations(labels, justPast())));
      SparseCounter counted = story(enough + 0.25);
      List<Samples> series = new ArrayList<>();
      for (String replica : List.of("a", "b")) {
        series.addAll(series(counted, spec.name(), replica, 2));
      }
      series.addAll(series(counted, OTHER_MODEL, "a", 1));
      return new TestCase(
          name("past its limit"),
          step,
          series,
          List.of(
              fires(begins + pending - 1), fires(begins + pending, firing), fires(begins + less)));
    }

    private SparseCounter onlyLong() {
      double bad = 2 * enough;
      double all = rounded(bad / farPast());
      double good = rounded(2 * bad / (limit + farPast()) - all);
      int over = start + less + 2;
      return alone(all + good)
          .add(start, 0, 0)
          .add(start + 1, all, bad)
          .add(over, good / 2, 0)
          .add(over + 1, good / 2, 0);
    }

    private SparseCounter onlyShort() {
      double bad = 2 * enough;
      double all = rounded(bad / justPast());
      return diluted(all).add(more - 4, 0, 0).add(more - 3, all, bad);
    }

    private SparseCounter atShortLimit() {
      Exact exact = exact();
      return alone(2 * exact.all())
          .add(start, 0, 0)
          .add(start + 1, exact.all(), rounded(exact.all() * farPast()))
          .add(start + less + 1, 0, 0)
          .add(start + less + 2, exact.all(), exact.bad());
    }

    private SparseCounter atLongLimit() {
      Exact exact = exact();
      double recent = Math.ceil(exact.bad() / farPast());
      return alone(exact.all())
          .add(start + 1, 0, 0)
          .add(start + less + 1, exact.all() - recent, 0)
          .add(start + less + 2, recent, exact.bad());
    }

    /** Whole numbers in the limit's ratio, enough of them. */
    private Exact exact() {
      BigDecimal share = window.limit(objective);
      BigDecimal all = BigDecimal.ONE.movePointRight(Math.max(1, share.scale()));
      double times = Math.ceil(2 * enough / share.multiply(all).doubleValue());
      return new Exact(times * all.doubleValue(), times * share.multiply(all).doubleValue());
    }

    private record Exact(double all, double bad) {}

    private TestCase silent(String when, SparseCounter counted, int versions, int... steps) {
      List<TestCase.Expectation> expected = new ArrayList<>();
      for (int at : steps) {
        expected.add(rests(at));
      }
      return new TestCase(name(when), step, series(counted, spec.name(), "a", versions), expected);
    }

    private String name(String when) {
      return "%s: %s, %s and %s"
          .formatted(
              rule.name(),
              when,
              Windows.label(window.longWindow()),
              Windows.label(window.shortWindow()));
    }
  }

  private static double rounded(double value) {
    return Math.max(0.001, Math.round(value * 1000) / 1000.0);
  }

  private Fires fires(int at, Firing... firing) {
    return new Fires(step.multipliedBy(at), rule.name(), List.of(firing));
  }

  private Rests rests(int at) {
    return new Rests(step.multipliedBy(at), rule.name(), Optional.of(rule.severity()));
  }

  /**
   * What an exporter has counted.
   *
   * @param count how many versions there are, of which the first alone has what is bad; of several
   *     there is a shadow, too
   */
  private List<Samples> series(SparseCounter counted, String model, String replica, int count) {
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
