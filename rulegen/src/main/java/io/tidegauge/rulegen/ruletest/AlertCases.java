package io.tidegauge.rulegen.ruletest;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.Limits;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tests of one alert: it fires just past its limit, once, at its time and no sooner; a missed
 * scrape neither resets nor resolves it; it ends when it should; and whatever explains the reading
 * keeps it silent. Where one of its name is critical from another limit on, each is tested beside
 * the other.
 */
final class AlertCases {
  private static final String OTHER_REPLICA = "b";
  private static final String OTHER_MODEL = "another-model";

  /** How far past its limit a reading is: far less than the change of a limit that anyone makes. */
  private static final BigDecimal STEP = new BigDecimal("0.01");

  private static final double SMALLEST_SHARE = 0.001;

  /** So many missed scrapes are bridged, a minute apart. */
  private static final int MOST_MISSED = 3;

  private final Optional<ModelSpec> spec;
  private final AlertRule rule;
  private final AlertDefinition alert;
  private final Timeline time;
  private final LimitSeries limits;

  /** The rule of the same name that fires from a nearer limit on. */
  private final Optional<AlertRule> milder;

  /** The rule of the same name that fires from a further limit on. */
  private final Optional<AlertRule> worse;

  /**
   * The tests of a rule.
   *
   * @param all the rules that are evaluated with it; of its name, the nearer limits come first
   * @param limits the series of its limits, where the rule reads them
   */
  AlertCases(Optional<ModelSpec> spec, AlertRule rule, List<AlertRule> all, LimitSeries limits) {
    this.limits = limits;
    this.spec = spec;
    this.rule = rule;
    this.alert = rule.definition();
    List<AlertRule> named = all.stream().filter(other -> other.name().equals(rule.name())).toList();
    int place = named.indexOf(rule);
    this.milder = named.subList(0, place).stream().findFirst();
    this.worse = named.stream().skip(place + 1L).findFirst();
    this.time =
        Timeline.of(
            alert.settings(), milder.stream().map(AlertRule::pending).toArray(Duration[]::new));
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
      JudgedSeries readings = readings(past, clause);
      double over = over(past, clause.limit());
      cases.add(story(past, clause, where));
      cases.add(silent("at its limit" + where, readings.at(clause.limit())));
      if (!limits.isEmpty()) {
        LimitSeries others = limits.ofOthers(AlertLimits.LIMIT);
        cases.add(silent("limits of others" + where, readings.judgedBy(others).with(over)));
      }
      if (past.noise().isPresent()) {
        cases.add(silent("no more than noise" + where, readings.with(over, over, enough())));
      }
      if (past.rows().isPresent()) {
        cases.add(
            silent("too few rows" + where, readings.with(over, clause.limit(), enough() - 1)));
      }
      if (alert.until().isPresent()) {
        cases.addAll(lingering(past, clause, where));
        cases.add(silent("not yet past its limit" + where, readings.with(between(past, clause))));
      }
      if (past.unless().isPresent()) {
        cases.add(silent("explained by another failure" + where, readings.explained(over)));
      }
    }
    cases.add(silent("no data", elsewhere(past)));
    past.limits().byFeature().entrySet().stream()
        .filter(own -> own.getValue() == Limits.NEVER)
        .findFirst()
        .ifPresent(
            own ->
                cases.add(silent("a feature without a limit", withoutLimit(past, own.getKey()))));
    return cases;
  }

  /** All that happens to an alert that two replicas see, from pending to resolved. */
  private TestCase story(Condition.Past past, Clause clause, String where) {
    JudgedSeries readings = readings(past, clause).judgedBy(limits.amongOthers());
    double over = over(past, clause.limit());
    double healed = healed(clause);
    String values = time.healing(readings.each(over), readings.each(healed));
    double noise = milder.map(other -> nearerLimit(other, clause)).orElse(clause.limit());
    List<Samples> series = new ArrayList<>();
    for (String replica : List.of(JudgedSeries.REPLICA, OTHER_REPLICA)) {
      series.addAll(
          readings.of(
              replica,
              values,
              time.withMissedScrapes(noise),
              time.withMissedScrapes(enough()),
              time.withMissedScrapes(JudgedSeries.ANSWERS)));
    }
    Firing firing = firing(rule, readings.first(), over);
    List<Expectation> life =
        lifeOf(firing).stream()
            .map(
                expectation ->
                    milder
                        .map(other -> beside(expectation, other, readings.first(), over, healed))
                        .orElse(expectation))
            .toList();
    return new TestCase(name("past its limit" + where), time.step(), series, life);
  }

  /** Where a critical alert begins and ends, the milder one holds throughout. */
  private Expectation beside(
      Expectation expectation, AlertRule other, SampleLabels labels, double over, double healed) {
    if (expectation.at().compareTo(other.pending()) < 0) {
      return expectation;
    }
    double value = expectation.at().compareTo(time.at(time.healed())) < 0 ? over : healed;
    List<Firing> firing = new ArrayList<>(((Fires) expectation).firing());
    firing.add(firing(other, labels, value));
    return new Fires(expectation.at(), alert.name(), firing);
  }

  /** A reading that does not keep the alert firing. */
  private double healed(Clause clause) {
    return alert.until().map(until -> until.of(feature(clause))).orElse(clause.limit());
  }

  private static double nearerLimit(AlertRule other, Clause clause) {
    return other.definition().limits().of(feature(clause));
  }

  /** One that the clause is for; no name where it is for all. */
  private static String feature(Clause clause) {
    return clause.features().others() ? "" : clause.features().values().first();
  }

  /** Within its limit, but not so far that an alert that fires would end. */
  private double between(Condition.Past past, Clause clause) {
    double justPast = over(past, healed(clause));
    return past.side() == Side.ABOVE
        ? Math.min(justPast, clause.limit())
        : Math.max(justPast, clause.limit());
  }

  /**
   * What fires goes on until it is within other limits, more than noise or not; but not by fewer
   * rows than are enough.
   */
  private List<TestCase> lingering(Condition.Past past, Clause clause, String where) {
    int back = time.pending() + 2;
    int end = back + time.keeps() + 3;
    int over = end + time.keeps();
    JudgedSeries readings = readings(past, clause).judgedBy(limits.amongOthers());
    List<TestCase> cases = new ArrayList<>();
    cases.add(
        new TestCase(
            name("between its limits" + where),
            time.step(),
            fading(past, readings, clause, back, end, over, enough()),
            life(past, clause, end, over)));
    if (past.rows().isPresent()) {
      cases.add(
          new TestCase(
              name("between its limits, too few rows" + where),
              time.step(),
              fading(past, readings, clause, back, end, over, enough() - 1),
              soonOver(past, clause, back)));
    }
    if (!limits.isEmpty()) {
      cases.add(
          new TestCase(
              name("between limits of others" + where),
              time.step(),
              fading(
                  past,
                  readings(past, clause).judgedBy(limits.ofOthers(AlertLimits.CLEARING)),
                  clause,
                  back,
                  end,
                  over,
                  enough()),
              soonOver(past, clause, back)));
    }
    return cases;
  }

  private List<Expectation> soonOver(Condition.Past past, Clause clause, int back) {
    return List.of(
        expect(back - 1, firing(rule, first(past, clause), over(past, clause.limit()))),
        expect(back + time.keeps()));
  }

  private List<Expectation> life(Condition.Past past, Clause clause, int end, int over) {
    SampleLabels labels = first(past, clause);
    Firing lingers = firing(rule, labels, between(past, clause));
    List<Expectation> expected = new ArrayList<>();
    expected.add(expect(time.pending(), firing(rule, labels, over(past, clause.limit()))));
    expected.add(expect(end - 1, lingers));
    if (time.keeps() > 0) {
      expected.add(expect(over - 1, lingers));
    }
    expected.add(expect(over));
    return expected;
  }

  private SampleLabels first(Condition.Past past, Clause clause) {
    return readings(past, clause).first();
  }

  /**
   * Past its limit, then only past the one within which it ends, at last there. Meanwhile scrapes
   * are missed, if possible for longer than an alert is kept firing.
   */
  private List<Samples> fading(
      Condition.Past past,
      JudgedSeries readings,
      Clause clause,
      int back,
      int end,
      int over,
      double rowsLater) {
    double first = over(past, clause.limit());
    String values =
        String.join(
            " ",
            Timeline.repeated(readings.each(first), back),
            withMissedScrapes(readings.each(between(past, clause)), end - back),
            Timeline.repeated(readings.each(healed(clause)), over - end + 2));
    return readings.of(
        JudgedSeries.REPLICA,
        values,
        changed(first / 2, 2 * first, back, over),
        changed(enough(), rowsLater, back, over),
        changed(JudgedSeries.ANSWERS, JudgedSeries.ANSWERS, back, over));
  }

  private String changed(double value, double later, int back, int over) {
    return Timeline.repeated(value, back) + " " + withMissedScrapes(later, over - back + 2);
  }

  private String withMissedScrapes(double value, int samples) {
    int missed = Math.min(time.keeps() + 1, MOST_MISSED);
    return String.join(
        " ",
        Timeline.repeated(value, 1),
        "_x" + missed,
        Timeline.repeated(value, samples - 1 - missed));
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
    String series = labels.series(absent.reading(), JudgedSeries.REPLICA);
    int there = time.resolved() + 2 - time.healed();
    String comes = "_x" + time.healed() + " 1x" + (there - 1);
    TestCase fires =
        new TestCase(
            name("no series"),
            time.step(),
            List.of(new Samples(series, comes)),
            lifeOf(firing(rule, labels, 1)));
    String gaps = "1 _ 1x" + (time.resolved() - 1);
    return List.of(fires, silent("a missed scrape", List.of(new Samples(series, gaps))));
  }

  /** A condition as it would be for a model of another name. */
  private List<Samples> elsewhere(Condition.Past past) {
    if (spec.isEmpty()) {
      return List.of();
    }
    Clause clause = rule.clauses().get(0);
    JudgedSeries readings = readings(past, clause).of("model", OTHER_MODEL);
    return readings.with(over(past, clause.limit()));
  }

  /** A reading of a feature that has no limit, past that of the others. */
  private List<Samples> withoutLimit(Condition.Past past, String feature) {
    Clause clause = rule.clauses().get(0);
    JudgedSeries readings = readings(past, clause).of("feature", feature);
    return readings.with(over(past, clause.limit()));
  }

  private TestCase silent(String when, List<Samples> series) {
    return new TestCase(
        name(when), time.step(), series, List.of(rests(time.at(1)), rests(time.at(2))));
  }

  private Rests rests(Duration at) {
    return new Rests(at, alert.name(), milder.map(other -> alert.settings().severity()));
  }

  private String name(String when) {
    String severity = milder.isPresent() ? ", " + alert.settings().severity().label() : "";
    return alert.name() + ": " + when + severity;
  }

  private Expectation expect(int step, Firing... firing) {
    return new Fires(time.at(step), alert.name(), List.of(firing));
  }

  private Firing firing(AlertRule of, SampleLabels sample, double value) {
    SortedMap<String, String> labels = new TreeMap<>(of.labels());
    for (String label : alert.condition().labels()) {
      labels.put(label, sample.values().getOrDefault(label, label));
    }
    if (alert.condition() instanceof Condition.Past) {
      labels.put("job", SampleLabels.JOB);
    }
    return new Firing(labels, new TreeMap<>(of.annotations(labels, value)));
  }

  private JudgedSeries readings(Condition.Past past, Clause clause) {
    List<SampleLabels> labels = SampleLabels.of(spec, past, clause);
    return new JudgedSeries(
        past, past.overVersions() ? labels : labels.subList(0, 1), limits, time, enough());
  }

  private double enough() {
    return (double) alert.settings().minRows();
  }

  /** Just past a limit, and not past that of the worse alert. */
  private double over(Condition.Past past, double limit) {
    int sign = past.side() == Side.ABOVE ? 1 : -1;
    double usual =
        switch (past.reading().unit()) {
          case FLAG, COUNT -> 1;
          default ->
              limit == 0
                  ? SMALLEST_SHARE
                  : Selector.decimal(limit).abs().multiply(STEP).doubleValue();
        };
    double step =
        worse
            .map(other -> Math.abs(other.definition().limits().usual() - limit) / 2)
            .filter(half -> half < usual && half > 0)
            .orElse(usual);
    return Selector.decimal(limit).add(Selector.decimal(sign * step)).doubleValue();
  }
}
