package io.tidegauge.monitor;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.LabelledCounts;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ComparisonSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.Interval;
import io.tidegauge.statistics.MixtureSequentialTest;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Proportion;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.Reason;
import io.tidegauge.statistics.SampleSize;
import io.tidegauge.statistics.TwoProportions;
import io.tidegauge.statistics.WelchTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Whether another version is better or worse than the champion, by the labels of the same window.
 *
 * <p>Rows are taken as independent. Versions that share the traffic answer different requests, and
 * so they are. A shadow answers the champion's own: two models of one thing are mostly right on the
 * same rows, so that their difference varies less than is reckoned here. The tests then find less
 * than they could, and err no more often. (They would err more often of versions that are right
 * where the other is wrong more than chance has it.)
 *
 * <p>A dashboard is looked at all the time. A test for one planned look would find something sooner
 * or later; the always-valid one may be looked at after every row. That holds for rows that only
 * become more: of a version that is younger than the window. In a window that slides, false alarms
 * keep below {@code alpha} for each length of the window that passes, and add up over many.
 */
public final class VersionComparison implements Monitor {
  private static final double LEVEL = 0.95;

  /** The tests are stated for groups that are normal on average, not for a handful of rows. */
  private static final long LEAST_ROWS = 100;

  private static final long LEAST_OUTCOMES = 10;

  private static final String POSITIVE_RATE = "positive_rate";

  private static final String LESS_BASELINE =
      " A metric of a version less that of the baseline, by the labels of one window.";

  private static final MetricDefinition ESTIMATE =
      gauge("estimate", "The difference in the rows that were counted.");
  private static final MetricDefinition LOW =
      gauge("low", "Lower end of the 95 percent confidence interval, for one planned look.");
  private static final MetricDefinition HIGH =
      gauge("high", "Upper end of the 95 percent confidence interval, for one planned look.");
  private static final MetricDefinition P_VALUE =
      gauge(
          "p_value",
          "Probability of so large a difference without any effect, for one planned look.");
  private static final MetricDefinition ALWAYS_VALID_LOW =
      gauge(
          "always_valid_low",
          "Lower end of the interval that all looks together miss with a probability of alpha at"
              + " most.");
  private static final MetricDefinition ALWAYS_VALID_HIGH =
      gauge(
          "always_valid_high",
          "Upper end of the interval that all looks together miss with a probability of alpha at"
              + " most.");
  private static final MetricDefinition ALWAYS_VALID_P_VALUE =
      gauge(
          "always_valid_p_value",
          "A p-value that may be looked at after every row: without any effect it ever falls to"
              + " alpha with a probability of alpha at most.");
  private static final MetricDefinition ROWS =
      gauge("rows", "Labelled rows of the version that has fewer of them.");
  private static final MetricDefinition NEEDED_ROWS =
      gauge(
          "needed_rows",
          "Labelled rows that the version with fewer still needs for one planned look to find the"
              + " declared effect with the declared power; looks at will need more.");

  private static final List<MetricDefinition> DIFFERENCES =
      List.of(
          ESTIMATE,
          LOW,
          HIGH,
          P_VALUE,
          ALWAYS_VALID_LOW,
          ALWAYS_VALID_HIGH,
          ALWAYS_VALID_P_VALUE,
          ROWS,
          NEEDED_ROWS);

  private static MetricDefinition gauge(String name, String help) {
    return MetricDefinition.gauge(
        "ml_version_difference_" + name,
        help + LESS_BASELINE,
        "version",
        "baseline",
        "window",
        "metric");
  }

  @Override
  public String name() {
    return "version_comparison";
  }

  @Override
  public String description() {
    return "Compares every version with the champion, by the labels of both.";
  }

  @Override
  public Input input() {
    return Input.LABELS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return Stream.concat(DIFFERENCES.stream(), PairedVersions.metrics()).toList();
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.labels().isPresent()
        && spec.predictions().champion().isPresent()
        && spec.predictions().kind() != PredictionKind.RANKING;
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long pairs = (scope.versions() - 1) * scope.windows();
    return pairs * compared(spec).size() * DIFFERENCES.size() + PairedVersions.series(spec, scope);
  }

  /** What versions are compared by, the one that says which is better first. */
  private static List<String> compared(ModelSpec spec) {
    String better = judged(spec).label();
    return spec.predictions().kind() == PredictionKind.BINARY
        ? List.of(better, POSITIVE_RATE)
        : List.of(better);
  }

  private static QualityMetric judged(ModelSpec spec) {
    return spec.predictions().kind() == PredictionKind.REGRESSION
        ? QualityMetric.MAE
        : QualityMetric.ACCURACY;
  }

  /** The end of the always-valid interval that is the better one for the version. */
  private static MetricDefinition best(ModelSpec spec) {
    return judged(spec).higherIsBetter() ? ALWAYS_VALID_HIGH : ALWAYS_VALID_LOW;
  }

  private static MetricDefinition worst(ModelSpec spec) {
    return judged(spec).higherIsBetter() ? ALWAYS_VALID_LOW : ALWAYS_VALID_HIGH;
  }

  /** Of versions with a role alone: one that drains away may have been worse, it is going. */
  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    SortedSet<String> challengers = spec.predictions().challengers();
    if (challengers.isEmpty()) {
      return List.of();
    }
    MetricDefinition best = best(spec);
    Condition.Past worse =
        judged(spec).higherIsBetter()
            ? Condition.below(best, 0)
            : Condition.above(best, Limits.of(0));
    return List.of(
        new AlertDefinition(
            "MLModelVersionWorse",
            "By its labels, a version is worse than the champion.",
            "{metric} less that of {baseline} is {value} at best",
            "The {metric} of {model} {version} less that of {baseline} is {value} at best, by the"
                + " labels of both in {window}: worse, by a test that may be looked at any time.",
            worse
                .where("metric", List.of(judged(spec).label()))
                .where("version", challengers)
                .onRows(ROWS),
            spec.alerts().comparison().orIn(spec.longestWindow())));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    String metric = judged(spec).label();
    panels.add(
        PanelDefinition.trend(
            "Against the champion: " + judged(spec).title(),
            "The "
                + judged(spec).title()
                + " of the version less that of the champion, at best, as counted and at worst. Where 0 is no more"
                + " between the first and the last, the version is better or worse, however often"
                + " one looks.",
            Shown.of(best(spec), "version").where("metric", metric).called("at best"),
            Shown.of(ESTIMATE, "version").where("metric", metric).called("as counted"),
            Shown.of(worst(spec), "version").where("metric", metric).called("at worst")));
    if (compared(spec).contains(POSITIVE_RATE)) {
      panels.add(
          PanelDefinition.trend(
              "Against the champion: share of positives",
              "How much more often the version says yes than the champion does, with the bounds that"
                  + " hold however often one looks.",
              Shown.of(ALWAYS_VALID_HIGH, "version")
                  .where("metric", POSITIVE_RATE)
                  .called("at most"),
              Shown.of(ESTIMATE, "version").where("metric", POSITIVE_RATE).called("as counted"),
              Shown.of(ALWAYS_VALID_LOW, "version")
                  .where("metric", POSITIVE_RATE)
                  .called("at least")));
    }
    panels.add(
        PanelDefinition.table(
            "Versions side by side",
            "How sure the differences are. The p-value is for one look that was planned before, the"
                + " always-valid one for looks at will. A version that is looked at before it has the"
                + " rows it needs may well be different without showing it.",
            Shown.of(ESTIMATE, "version", "metric").called("Difference"),
            Shown.of(LOW, "version", "metric").called("Low"),
            Shown.of(HIGH, "version", "metric").called("High"),
            Shown.of(P_VALUE, "version", "metric").called("P-value"),
            Shown.of(ALWAYS_VALID_P_VALUE, "version", "metric").called("Always-valid p-value"),
            Shown.of(ROWS, "version", "metric").called("Rows"),
            Shown.of(NEEDED_ROWS, "version", "metric").called("Rows needed")));
    panels.addAll(PairedVersions.panels(spec));
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    ModelSpec spec = observation.spec();
    String champion = spec.predictions().champion().orElseThrow();
    CohortColumns columns = CohortColumns.of(spec).orElseThrow();
    Map<String, LabelledCounts> champions = new TreeMap<>();
    for (WindowCounts cohort : observation.labelled().cohorts()) {
      if (cohort.cell().isAll() && cohort.cell().version().equals(champion)) {
        champions.put(cohort.window(), new LabelledCounts(columns, cohort.counts()));
      }
    }
    for (WindowCounts cohort : observation.labelled().cohorts()) {
      PairedVersions.read(spec, columns, cohort, readings);
      if (cohort.cell().isAll() && !cohort.cell().version().equals(champion)) {
        LabelledCounts baseline = champions.get(cohort.window());
        for (String metric : compared(spec)) {
          String[] labels = {cohort.cell().version(), champion, cohort.window(), metric};
          Optional.ofNullable(baseline)
              .flatMap(
                  known ->
                      difference(spec, metric, known, new LabelledCounts(columns, cohort.counts())))
              .ifPresentOrElse(
                  difference -> difference.read(readings, spec.comparison(), labels),
                  () -> readings.absent(Reason.NO_DATA));
        }
      }
    }
  }

  /** Empty where one of the two has no labels. */
  private static Optional<Difference> difference(
      ModelSpec spec, String metric, LabelledCounts champion, LabelledCounts other) {
    if (metric.equals(QualityMetric.MAE.label())) {
      return Difference.ofMeans(
          spec.comparison(), champion.absoluteErrors(), other.absoluteErrors());
    }
    Function<LabelledCounts, Proportion> share =
        metric.equals(POSITIVE_RATE) ? LabelledCounts::predictedPositive : LabelledCounts::right;
    return Difference.ofShares(spec.comparison(), champion.effective(share), other.effective(share))
        .map(
            difference ->
                difference.of(
                    new TwoProportions(share.apply(champion), share.apply(other)).difference()));
  }

  /**
   * A version held against the champion.
   *
   * @param interval of one planned look
   * @param effect the one worth finding, in units of the difference; positive
   * @param needed rows of each for one planned look
   * @param rows of the one that has fewer
   * @param testable whether there are enough rows for the tests to be what they say
   */
  private record Difference(
      Estimate estimate,
      Optional<Interval> interval,
      Outcome pValue,
      double effect,
      Outcome needed,
      long rows,
      boolean testable) {

    static Optional<Difference> ofShares(
        ComparisonSpec settings, Proportion champion, Proportion other) {
      long rows = Math.min(champion.trials(), other.trials());
      if (rows == 0) {
        return Optional.empty();
      }
      TwoProportions test = new TwoProportions(champion, other);
      double share = (double) champion.successes() / champion.trials();
      // Towards a half a difference needs more rows than away from it, and is always possible.
      double effect = share > 0.5 ? -settings.effect() : settings.effect();
      return Optional.of(
          new Difference(
              test.difference(),
              test.interval(LEVEL),
              test.pValue(),
              settings.effect(),
              size(settings).forProportions(share, effect),
              rows,
              rows >= LEAST_ROWS && hasBoth(champion) && hasBoth(other)));
    }

    /** Of all rows; its error is that of as many as they are worth. */
    Difference of(Estimate all) {
      return new Difference(
          all.withErrorOf(estimate), interval, pValue, effect, needed, rows, testable);
    }

    private static boolean hasBoth(Proportion share) {
      return share.successes() >= LEAST_OUTCOMES
          && share.trials() - share.successes() >= LEAST_OUTCOMES;
    }

    static Optional<Difference> ofMeans(ComparisonSpec settings, Moments champion, Moments other) {
      long rows = Math.min(champion.rows(), other.rows());
      if (rows == 0) {
        return Optional.empty();
      }
      WelchTest test = new WelchTest(champion, other);
      double effect = settings.effect() * champion.sum() / champion.rows();
      return Optional.of(
          new Difference(
              test.difference(),
              test.interval(LEVEL),
              test.pValue(),
              effect,
              champion
                  .variance()
                  .fold(
                      variance -> size(settings).forMeans(Math.sqrt(variance), effect),
                      Outcome::absent),
              rows,
              rows >= LEAST_ROWS));
    }

    private static SampleSize size(ComparisonSpec settings) {
      return new SampleSize(settings.alpha(), settings.power());
    }

    void read(Readings readings, ComparisonSpec settings, String... labels) {
      readings.add(ESTIMATE, estimate.value(), labels);
      read(readings, interval, LOW, HIGH, labels);
      readings.add(ROWS, rows, labels);
      readings.add(NEEDED_ROWS, SampleSize.stillNeeded(needed, rows), labels);
      if (!testable) {
        readings.absent(Reason.TOO_FEW_ROWS);
        return;
      }
      readings.add(P_VALUE, pValue, labels);
      if (!(effect > 0 && effect < Double.POSITIVE_INFINITY)) {
        readings.absent(Reason.UNDEFINED);
        return;
      }
      // The test is quickest for effects of about the size that is worth finding.
      MixtureSequentialTest test = new MixtureSequentialTest(effect);
      readings.add(ALWAYS_VALID_P_VALUE, test.pValue(estimate), labels);
      read(
          readings,
          test.interval(estimate, 1 - settings.alpha()),
          ALWAYS_VALID_LOW,
          ALWAYS_VALID_HIGH,
          labels);
    }

    private static void read(
        Readings readings,
        Optional<Interval> interval,
        MetricDefinition low,
        MetricDefinition high,
        String... labels) {
      if (interval.isEmpty()) {
        readings.absent(Reason.UNDEFINED);
        return;
      }
      readings.add(low, interval.get().low(), labels);
      readings.add(high, interval.get().high(), labels);
    }
  }
}
