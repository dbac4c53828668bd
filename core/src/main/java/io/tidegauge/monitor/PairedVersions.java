package io.tidegauge.monitor;

import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.statistics.McNemar;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** How a shadow's answers differ from the champion's to the same requests. */
final class PairedVersions {
  private static final double[] SHARES = {0.5, 0.9, 0.99};

  private static final String BASIS =
      " Of requests that both versions answered, in the window that ends where their labels are"
          + " due.";

  private static final MetricDefinition PAIRS =
      gauge("ml_paired_requests", "Requests that the version and the baseline both answered.");
  private static final MetricDefinition DISAGREEMENT =
      gauge("ml_paired_disagreement_ratio", "Share of the requests that both decided otherwise.");
  private static final MetricDefinition DISAGREEMENT_ERROR =
      gauge(
          "ml_paired_standard_error_disagreement_ratio",
          "Standard error of the disagreement, of requests that are independent.");
  private static final MetricDefinition DISTANCE =
      MetricDefinition.gauge(
          "ml_paired_score_distance",
          "How far the version's number is from the baseline's, without its sign, by share of the"
              + " requests where it is nearer, to 1 percent."
              + BASIS,
          "version",
          "baseline",
          "window",
          "share");
  private static final MetricDefinition ONLY_BASELINE =
      gauge(
          "ml_paired_only_baseline_right_requests", "Requests where the baseline alone is right.");
  private static final MetricDefinition ONLY_VERSION =
      gauge("ml_paired_only_version_right_requests", "Requests where the version alone is right.");
  private static final MetricDefinition P_VALUE =
      gauge(
          "ml_paired_p_value",
          "Probability that one is right alone so much oftener than the other by chance: McNemar's"
              + " exact test, for one planned look.");
  private static final MetricDefinition ERROR_CHANGE =
      gauge(
          "ml_paired_error_change",
          "Mean absolute error of the version less that of the baseline, request by request.");
  private static final MetricDefinition ERROR_CHANGE_ERROR =
      gauge(
          "ml_paired_standard_error_error_change",
          "Standard error of the change of the error, of requests that are independent.");

  private PairedVersions() {}

  private static MetricDefinition gauge(String name, String help) {
    return MetricDefinition.gauge(name, help + BASIS, "version", "baseline", "window");
  }

  static Stream<MetricDefinition> metrics() {
    return Stream.of(
        PAIRS,
        DISAGREEMENT,
        DISAGREEMENT_ERROR,
        DISTANCE,
        ONLY_BASELINE,
        ONLY_VERSION,
        P_VALUE,
        ERROR_CHANGE,
        ERROR_CHANGE_ERROR);
  }

  static long series(ModelSpec spec, SeriesScope scope) {
    return fits(spec)
        ? spec.predictions().shadows().size()
            * scope.windows()
            * (metrics().count() - 1 + SHARES.length)
        : 0;
  }

  private static boolean fits(ModelSpec spec) {
    return spec.labels().isPresent() && CohortColumns.pairsVersions(spec);
  }

  static List<PanelDefinition> panels(ModelSpec spec) {
    if (!fits(spec)) {
      return List.of();
    }
    boolean numbers = spec.predictions().kind() == PredictionKind.REGRESSION;
    return List.of(
        numbers
            ? PanelDefinition.trend(
                "Shadow's error less the champion's",
                "By how much the shadow is further from what happened than the champion, on the same"
                    + " requests: below 0 it is the better one.",
                Shown.of(ERROR_CHANGE, "version"))
            : PanelDefinition.trend(
                "Shadow disagrees",
                "Of the requests that both answered, how many the shadow decided otherwise: what its"
                    + " release would change.",
                Shown.of(DISAGREEMENT, "version")));
  }

  /** Takes the readings of a shadow's cohort. */
  static void read(ModelSpec spec, CohortColumns columns, WindowCounts cohort, Readings readings) {
    String version = cohort.cell().version();
    if (!fits(spec) || !cohort.cell().isAll() || !spec.predictions().shadows().contains(version)) {
      return;
    }
    String champion = spec.predictions().champion().orElseThrow();
    String[] labels = {version, champion, cohort.window()};
    Optional<NumericCounts> distance = columns.number(cohort.counts(), CohortColumn.SCORE_DISTANCE);
    if (spec.predictions().kind() == PredictionKind.REGRESSION) {
      Moments change = moments(columns, cohort, CohortColumn.PAIRED_ERROR_CHANGE);
      readings.add(PAIRS, distance.orElseThrow().finite(), labels);
      readings.add(ERROR_CHANGE, ERROR_CHANGE_ERROR, change.mean(), labels);
    } else {
      Moments disagreement = moments(columns, cohort, CohortColumn.DISAGREEMENT);
      readings.add(PAIRS, disagreement.rows(), labels);
      readings.add(DISAGREEMENT, DISAGREEMENT_ERROR, disagreement.mean(), labels);
      readMcNemar(columns, cohort, labels, readings);
    }
    distance.ifPresent(counts -> readDistance(counts, labels, readings));
  }

  private static void readMcNemar(
      CohortColumns columns, WindowCounts cohort, String[] labels, Readings readings) {
    Moments champion = moments(columns, cohort, CohortColumn.ONLY_CHAMPION_RIGHT);
    Moments shadow = moments(columns, cohort, CohortColumn.ONLY_SHADOW_RIGHT);
    if (champion.rows() == 0) {
      readings.absent(Reason.NO_DATA);
      return;
    }
    McNemar test =
        new McNemar(champion.rows(), Math.round(champion.sum()), Math.round(shadow.sum()));
    readings.add(ONLY_BASELINE, test.onlyFirst(), labels);
    readings.add(ONLY_VERSION, test.onlySecond(), labels);
    readings.add(P_VALUE, test.exactPValue(), labels);
  }

  private static void readDistance(NumericCounts counts, String[] labels, Readings readings) {
    for (double share : SHARES) {
      readings.add(
          DISTANCE,
          Outcome.of(counts.quantile(share), Reason.NO_DATA),
          labels[0],
          labels[1],
          labels[2],
          Double.toString(share));
    }
  }

  private static Moments moments(CohortColumns columns, WindowCounts cohort, CohortColumn column) {
    return columns.number(cohort.counts(), column).orElseThrow().moments();
  }
}
