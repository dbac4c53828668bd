package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.Condition;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import java.util.ArrayList;
import java.util.List;

/**
 * The series that a clause of a condition reads, and what they are judged by.
 *
 * @param labels of each version that is added up, or of one
 * @param limits the series of its limits, where the rule reads them
 * @param enough the fewest rows of which the alert is told
 */
record JudgedSeries(
    Condition.Past past,
    List<SampleLabels> labels,
    LimitSeries limits,
    Timeline time,
    double enough) {
  /** The exporter that most series are of. */
  static final String REPLICA = "a";

  /** Of a database that is not the explanation. */
  static final double ANSWERS = 1;

  JudgedSeries {
    labels = List.copyOf(labels);
  }

  JudgedSeries judgedBy(LimitSeries others) {
    return new JudgedSeries(past, labels, others, time, enough);
  }

  SampleLabels first() {
    return labels.get(0);
  }

  JudgedSeries of(String label, String value) {
    return new JudgedSeries(
        past, labels.stream().map(each -> each.with(label, value)).toList(), limits, time, enough);
  }

  /** A version's part of a sum. */
  double each(double sum) {
    return sum / labels.size();
  }

  /** A reading all the time, not explained by noise or by too few rows. */
  List<Samples> with(double value) {
    return with(value, value / 2, enough);
  }

  /** The same, with a missed scrape where limits are series that were missed, too. */
  List<Samples> at(double value) {
    return limits.isEmpty()
        ? with(value)
        : of(
            REPLICA,
            time.butOnce(each(value)),
            time.butOnce(value / 2),
            time.butOnce(enough),
            time.butOnce(ANSWERS));
  }

  List<Samples> with(double value, double noise, double rows) {
    return of(
        REPLICA,
        time.always(each(value)),
        time.always(noise),
        time.always(rows),
        time.always(ANSWERS));
  }

  List<Samples> explained(double value) {
    return of(
        REPLICA, time.always(each(value)), time.always(0), time.always(enough), time.always(0));
  }

  /** The reading of one exporter and whatever it is judged by, in promtool's notation. */
  List<Samples> of(String replica, String values, String noise, String rows, String explanation) {
    List<Samples> series = new ArrayList<>();
    labels.forEach(each -> series.add(new Samples(each.series(past.reading(), replica), values)));
    past.noise()
        .ifPresent(metric -> series.add(new Samples(first().series(metric, replica), noise)));
    past.rows().ifPresent(metric -> series.add(new Samples(first().series(metric, replica), rows)));
    past.unless()
        .ifPresent(
            zero -> {
              SampleLabels named = first().with(zero.label(), zero.value());
              series.add(new Samples(named.series(zero.metric(), replica), explanation));
            });
    series.addAll(limits.samples(replica, values));
    return series;
  }
}
