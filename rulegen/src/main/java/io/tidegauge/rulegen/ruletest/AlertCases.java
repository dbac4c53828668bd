package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.rulegen.ruletest.TestCase.Expectation;
import io.tidegauge.rulegen.ruletest.TestCase.Fires;
import io.tidegauge.rulegen.ruletest.TestCase.Firing;
import io.tidegauge.rulegen.ruletest.TestCase.Rests;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import io.tidegauge.spec.ModelSpec;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.DoubleFunction;

/**
 * The tests of one alert: it fires just past its limit, once, at its time and no sooner; a missed
 * scrape neither resets nor resolves it; it ends when it should; and whatever explains the reading
 * keeps it silent.
 */
final class AlertCases {
  private static final String REPLICA = "a";
  private static final String OTHER_REPLICA = "b";
  private static final String OTHER_MODEL = "another-model";

  /** How far past its limit a reading is: far less than the change of a limit that anyone makes. */
  private static final BigDecimal STEP = new BigDecimal("0.01");

  private static final double SMALLEST_SHARE = 0.001;

  /** Of a database that is not the explanation. */
  private static final double ANSWERS = 1;

  private final Optional<ModelSpec> spec;
  private final AlertRule rule;
  private final AlertDefinition alert;
  private final Timeline time;

  AlertCases(Optional<ModelSpec> spec, AlertRule rule) {
    this.spec = spec;
    this.rule = rule;
    this.alert = rule.definition();
    this.time = Timeline.of(alert.settings());
  }

  List<TestCase> all() {
    return alert.condition() instanceof Condition.Past past
        ? past(past)
        : absent((Condition.Absent) alert.condition());
  }

  private List<TestCase> past(Condition.Past past) {
    List<TestCase> cases = new ArrayList<>();
    for (int i = 0; i < rule.clauses().size(); i++) {
      Clause clause = rule.clauses().get(i);
      String where = rule.clauses().size() == 1 ? "" : ", part " + (i + 1);
      Readings readings = readings(past, clause);
      double over = over(past, clause.limit());
      cases.add(story(past, clause, where));
      cases.add(silent("at its limit" + where, readings.with(clause.limit())));
      if (past.noise().isPresent()) {
        cases.add(silent("no more than noise" + where, readings.with(over, over, enough())));
      }
      if (past.rows().isPresent()) {
        cases.add(
            silent("too few rows" + where, readings.with(over, clause.limit(), enough() - 1)));
      }
      if (past.unless().isPresent()) {
        cases.add(silent("explained by another failure" + where, readings.explained(over)));
      }
    }
    cases.add(silent("no data", elsewhere(past)));
    return cases;
  }

  /** All that happens to an alert that two replicas see, from pending to resolved. */
  private TestCase story(Condition.Past past, Clause clause, String where) {
    Readings readings = readings(past, clause);
    double over = over(past, clause.limit());
    String values = time.healing(readings.each(over), readings.each(clause.limit()));
    List<Samples> series = new ArrayList<>();
    for (String replica : List.of(REPLICA, OTHER_REPLICA)) {
      series.addAll(
          readings.of(replica, values, time::withMissedScrapes, clause.limit(), enough(), ANSWERS));
    }
    Firing firing = firing(readings.first(), over);
    return new TestCase(name("past its limit" + where), time.step(), series, lifeOf(firing));
  }

  private List<Expectation> lifeOf(Firing firing) {
    List<Expectation> expected = new ArrayList<>();
    if (time.pending() > 0) {
      expected.add(expect(time.pending() - 1));
    }
    expected.add(expect(time.pending(), firing));
    expected.add(expect(time.healed() - 1, firing));
    if (time.keeps() > 0) {
      expected.add(expect(time.resolved() - 1, firing));
    }
    expected.add(expect(time.resolved()));
    return expected;
  }

  private List<TestCase> absent(Condition.Absent absent) {
    SampleLabels labels = SampleLabels.of(spec, absent);
    String series = labels.series(absent.reading(), REPLICA);
    int there = time.resolved() + 2 - time.healed();
    String comes = "_x" + time.healed() + " 1x" + (there - 1);
    TestCase fires =
        new TestCase(
            name("no series"),
            time.step(),
            List.of(new Samples(series, comes)),
            lifeOf(firing(labels, 1)));
    String gaps = "1 _ 1x" + (time.resolved() - 1);
    return List.of(fires, silent("a missed scrape", List.of(new Samples(series, gaps))));
  }

  /** A condition as it would be for a model of another name. */
  private List<Samples> elsewhere(Condition.Past past) {
    if (spec.isEmpty()) {
      return List.of();
    }
    Clause clause = rule.clauses().get(0);
    Readings readings = readings(past, clause).ofAnotherModel();
    return readings.with(over(past, clause.limit()));
  }

  private TestCase silent(String when, List<Samples> series) {
    return new TestCase(
        name(when),
        time.step(),
        series,
        List.of(new Rests(time.at(1), alert.name()), new Rests(time.at(2), alert.name())));
  }

  private String name(String when) {
    return alert.name() + ": " + when;
  }

  private Expectation expect(int step, Firing... firing) {
    return new Fires(time.at(step), alert.name(), List.of(firing));
  }

  private Firing firing(SampleLabels sample, double value) {
    SortedMap<String, String> labels = new TreeMap<>(rule.labels());
    for (String label : alert.condition().labels()) {
      labels.put(label, sample.values().getOrDefault(label, label));
    }
    if (alert.condition() instanceof Condition.Past) {
      labels.put("job", SampleLabels.JOB);
    }
    SortedMap<String, String> annotations = new TreeMap<>();
    annotations.put("summary", alert.summary());
    annotations.put("description", rule.description().rendered(labels, value));
    return new Firing(labels, annotations);
  }

  private Readings readings(Condition.Past past, Clause clause) {
    List<SampleLabels> labels = SampleLabels.of(spec, past, clause);
    return new Readings(past, past.overVersions() ? labels : labels.subList(0, 1));
  }

  private long enough() {
    return alert.settings().minRows();
  }

  private static double over(Condition.Past past, double limit) {
    int sign = past.side() == Side.ABOVE ? 1 : -1;
    double step =
        switch (past.reading().unit()) {
          case FLAG, COUNT -> 1;
          default ->
              limit == 0
                  ? SMALLEST_SHARE
                  : Selector.decimal(limit).abs().multiply(STEP).doubleValue();
        };
    return Selector.decimal(limit).add(Selector.decimal(sign * step)).doubleValue();
  }

  /** The series that a clause reads: of each version that is added up, or of one. */
  private final class Readings {
    private final Condition.Past past;
    private final List<SampleLabels> labels;

    Readings(Condition.Past past, List<SampleLabels> labels) {
      this.past = past;
      this.labels = labels;
    }

    SampleLabels first() {
      return labels.get(0);
    }

    Readings ofAnotherModel() {
      return new Readings(
          past, labels.stream().map(each -> each.with("model", OTHER_MODEL)).toList());
    }

    /** A version's part of a sum. */
    double each(double sum) {
      return sum / labels.size();
    }

    /** A reading all the time, not explained by noise or by too few rows. */
    private List<Samples> with(double value) {
      return with(value, value / 2, enough());
    }

    private List<Samples> with(double value, double noise, long rows) {
      return of(REPLICA, time.always(each(value)), time::always, noise, rows, ANSWERS);
    }

    private List<Samples> explained(double value) {
      return of(REPLICA, time.always(each(value)), time::always, 0, enough(), 0);
    }

    /**
     * The reading of one exporter and whatever it is judged by.
     *
     * @param values of the reading, in promtool's notation
     * @param steady the same for what stays as it is
     */
    private List<Samples> of(
        String replica,
        String values,
        DoubleFunction<String> steady,
        double noise,
        long rows,
        double explanation) {
      List<Samples> series = new ArrayList<>();
      labels.forEach(each -> series.add(new Samples(each.series(past.reading(), replica), values)));
      past.noise()
          .ifPresent(
              metric ->
                  series.add(new Samples(first().series(metric, replica), steady.apply(noise))));
      past.rows()
          .ifPresent(
              metric ->
                  series.add(
                      new Samples(first().series(metric, replica), steady.apply((double) rows))));
      past.unless()
          .ifPresent(
              zero -> {
                SampleLabels named = first().with(zero.label(), zero.value());
                series.add(
                    new Samples(named.series(zero.metric(), replica), steady.apply(explanation)));
              });
      return series;
    }
  }
}
