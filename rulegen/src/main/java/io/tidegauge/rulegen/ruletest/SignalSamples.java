package io.tidegauge.rulegen.ruletest;

import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import io.tidegauge.rulegen.serving.ServingRules.Judged;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.SignalSpec;
import io.tidegauge.spec.SignalSpec.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * The series of a signal that has a given value.
 *
 * @param steps samples, a minute apart
 */
record SignalSamples(Judged judged, ModelSpec spec, int steps) {
  /** Requests in five minutes that are enough for any rule. */
  static final double MANY = 1e7;

  private static final double MINUTES = 5;
  private static final double SECONDS = 60;
  private static final double ALL = 1e9;
  private static final String INSTANCE = "a:80";

  /** A label's value in the series. */
  static String labelValue(String label) {
    return label.equals("instance") ? INSTANCE : label;
  }

  /**
   * The series.
   *
   * @param value of the signal, as the rule sees it
   * @param requests in five minutes, where it is made of requests
   */
  List<Samples> of(String job, double value, double requests) {
    SignalSpec signal = judged.signal();
    double each = requests / MINUTES;
    double unscaled = value / signal.scale();
    List<Samples> series = new ArrayList<>();
    switch (signal.kind()) {
      case RATE -> series.add(counter(job, signal.of(), "", unscaled * SECONDS));
      case RATIO -> addRatio(job, unscaled * each, each, series);
      case MEAN -> {
        series.add(counter(job, signal.of(), "", unscaled * each));
        series.add(counter(job, signal.to().get(0), "", each));
      }
      case QUANTILE -> addHistogram(job, unscaled, each, series);
      case USED -> {
        series.add(gauge(job, signal.of(), value * ALL));
        series.add(gauge(job, signal.to().get(0), ALL));
      }
      case FREE -> {
        series.add(gauge(job, signal.of(), (1 - value) * ALL));
        series.add(gauge(job, signal.to().get(0), ALL));
      }
      case IDLE -> series.add(counter(job, signal.of(), "", (1 - value) * SECONDS));
      case LEVEL -> series.add(gauge(job, signal.of(), unscaled));
    }
    return series;
  }

  /** Bad ones, and as many others as make all of them: of the first that is not the same series. */
  private void addRatio(String job, double bad, double all, List<Samples> to) {
    SignalSpec signal = judged.signal();
    to.add(counter(job, signal.of(), "", bad));
    boolean among =
        signal.to().stream().anyMatch(total -> total.metric().equals(signal.of().metric()));
    Series rest =
        signal.to().stream()
            .filter(total -> !total.equals(signal.of()))
            .findFirst()
            .orElse(signal.of());
    boolean same = rest.metric().equals(signal.of().metric());
    NavigableMap<String, String> labels = labels(job, rest);
    if (same) {
      signal
          .of()
          .where()
          .forEach(
              (label, pattern) -> {
                if (!rest.where().containsKey(label)) {
                  labels.put(label, other(pattern));
                }
              });
    }
    to.add(new Samples(ServingCases.text(rest.metric(), labels), rising(among ? all - bad : all)));
  }

  /** All in one narrow bucket, whose edges are on both sides of the value. */
  private void addHistogram(String job, double value, double each, List<Samples> to) {
    SignalSpec signal = judged.signal();
    String name = signal.of().metric();
    to.add(counter(job, signal.of(), "_count", each));
    NavigableMap<String, String> labels = labels(job, signal.of());
    double narrow = 1e-9 * value;
    labels.put("le", Selector.number(value - narrow));
    to.add(new Samples(ServingCases.text(name + "_bucket", labels), rising(0)));
    labels.put("le", Selector.number(value + narrow));
    to.add(new Samples(ServingCases.text(name + "_bucket", labels), rising(each)));
    labels.put("le", "+Inf");
    to.add(new Samples(ServingCases.text(name + "_bucket", labels), rising(each)));
  }

  private Samples counter(String job, Series of, String suffix, double each) {
    return new Samples(ServingCases.text(of.metric() + suffix, labels(job, of)), rising(each));
  }

  private Samples gauge(String job, Series of, double value) {
    return new Samples(
        ServingCases.text(of.metric(), labels(job, of)), Timeline.repeated(value, steps + 1));
  }

  /** From so high on that nothing is extrapolated to below 0. */
  private String rising(double each) {
    return Selector.number(100 * each) + "+" + Selector.number(each) + "x" + steps;
  }

  private NavigableMap<String, String> labels(String job, Series of) {
    NavigableMap<String, String> labels = new TreeMap<>(judged.part().labels());
    judged.signal().ignoring().forEach(labels::remove);
    labels.put("instance", INSTANCE);
    judged.signal().by().forEach(label -> labels.put(label, labelValue(label)));
    of.where().forEach((label, pattern) -> labels.put(label, matching(pattern)));
    labels.put("job", job);
    return labels;
  }

  /** A value that a pattern matches. */
  private static String matching(String pattern) {
    return pattern.startsWith("!") ? "something-else" : first(pattern);
  }

  /** A value that it does not match. */
  private static String other(String pattern) {
    return pattern.startsWith("!") ? first(pattern.substring(1)) : "something-else";
  }

  private static String first(String pattern) {
    return pattern.split("\\|", -1)[0].replace('.', '0');
  }
}
