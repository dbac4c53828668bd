package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.LabelledCounts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.statistics.Confusion;
import io.tidegauge.statistics.GroupFairness;
import io.tidegauge.statistics.GroupFairness.Group;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Proportion;
import io.tidegauge.statistics.Reason;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Whether groups of people fare alike: each value of a slice column is held against the one that
 * the spec names as privileged.
 */
public final class Fairness implements Monitor {
  private static final String BASIS =
      " Of predictions in the window that ends where their labels are due.";
  private static final String AGAINST = " of the slice, less that of the privileged one.";
  private static final String OF_ROWS = ", of rows that are independent.";

  private static final MetricDefinition DECIDED =
      group("ml_decided_rows", "Predictions that are a decision, yes or no." + BASIS);
  private static final MetricDefinition POSITIVES =
      group("ml_predicted_positive_ratio", "Share of the decisions that are positive." + BASIS);
  private static final MetricDefinition PARITY =
      group(
          "ml_fairness_statistical_parity_difference",
          "The part of the decisions that are positive," + AGAINST + BASIS);
  private static final MetricDefinition PARITY_ERROR =
      group(
          "ml_fairness_standard_error_statistical_parity_difference",
          "Standard error of the statistical parity difference" + OF_ROWS + BASIS);
  private static final MetricDefinition IMPACT =
      group(
          "ml_fairness_disparate_impact",
          "The part of the decisions that are positive, of the slice, divided by that of the"
              + " privileged one."
              + BASIS);
  private static final MetricDefinition IMPACT_ERROR =
      group(
          "ml_fairness_standard_error_disparate_impact",
          "Standard error of the disparate impact" + OF_ROWS + BASIS);
  private static final MetricDefinition OPPORTUNITY =
      group("ml_fairness_equal_opportunity_difference", "The recall," + AGAINST + BASIS);
  private static final MetricDefinition OPPORTUNITY_ERROR =
      group(
          "ml_fairness_standard_error_equal_opportunity_difference",
          "Standard error of the equal opportunity difference" + OF_ROWS + BASIS);

  private static MetricDefinition group(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "window", "slice");
  }

  @Override
  public String name() {
    return "fairness";
  }

  @Override
  public String description() {
    return "Compares how groups fare: who is predicted positive, and who of those who should be.";
  }

  @Override
  public Input input() {
    return Input.LABELS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(
        DECIDED,
        POSITIVES,
        PARITY,
        PARITY_ERROR,
        IMPACT,
        IMPACT_ERROR,
        OPPORTUNITY,
        OPPORTUNITY_ERROR);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.predictions().kind() == PredictionKind.BINARY
        && spec.labels().isPresent()
        && spec.predictions().slices().stream().anyMatch(slice -> slice.privileged().isPresent());
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    return scope.cells() * metrics().size();
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    return List.of(
        new AlertDefinition(
            "MLModelDisparateImpact",
            "A group is predicted positive less often than the privileged one.",
            "{slice} predicted positive {value} times as often",
            "{slice} is predicted positive {value} times as often by {model} {version} as the"
                + " privileged group, in {window}. The limit is {limit}.",
            Condition.below(IMPACT, spec.alerts().fairness().above()).onRows(DECIDED),
            spec.alerts().fairness()));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    return List.of(
        PanelDefinition.trend(
            "Disparate impact",
            "How many times as often as the privileged group each group is predicted positive: below"
                + " 0.8, four fifths, is where regulators begin to ask. It may have causes that are"
                + " none of the model's.",
            Shown.of(IMPACT, "slice", "version")),
        PanelDefinition.trend(
            "Equal opportunity",
            "Of those who should be predicted positive, whether each group is as often as the"
                + " privileged one: below 0, less often.",
            Shown.of(OPPORTUNITY, "slice", "version")));
  }

  @Override
  public void read(Observation observation, Readings readings) {
    CohortColumns columns = CohortColumns.of(observation.spec()).orElseThrow();
    Map<String, Map<Cell, Counts>> windows = new HashMap<>();
    for (WindowCounts cohort : observation.labelled().cohorts()) {
      windows
          .computeIfAbsent(cohort.window(), window -> new HashMap<>())
          .put(cohort.cell(), cohort.counts());
    }
    for (SliceSpec slice : observation.spec().predictions().slices()) {
      if (slice.privileged().isPresent()) {
        windows.forEach(
            (window, cells) ->
                read(slice, slice.privileged().get(), columns, window, cells, readings));
      }
    }
  }

  private static void read(
      SliceSpec slice,
      String privileged,
      CohortColumns columns,
      String window,
      Map<Cell, Counts> cells,
      Readings readings) {
    String prefix = Cell.slicePrefix(slice.column());
    cells.forEach(
        (cell, counts) -> {
          if (cell.slice().startsWith(prefix)) {
            String[] labels = {cell.version(), window, cell.slice()};
            LabelledCounts labelled = new LabelledCounts(columns, counts);
            readings.add(DECIDED, decisions(labelled).rows(), labels);
            readings.add(POSITIVES, decided(labelled).estimate().value(), labels);
            if (!cell.slice().equals(prefix + privileged)) {
              Optional<Counts> others =
                  Optional.ofNullable(cells.get(new Cell(cell.version(), prefix + privileged)));
              others.ifPresentOrElse(
                  known -> compare(columns, counts, known, labels, readings),
                  () -> readings.absent(Reason.NO_DATA));
            }
          }
        });
  }

  private static void compare(
      CohortColumns columns, Counts group, Counts others, String[] labels, Readings readings) {
    LabelledCounts here = new LabelledCounts(columns, group);
    LabelledCounts there = new LabelledCounts(columns, others);
    GroupFairness fairness = new GroupFairness(group(here), group(there));
    GroupFairness effective = new GroupFairness(effective(here), effective(there));
    readings.add(
        PARITY,
        PARITY_ERROR,
        fairness.statisticalParityDifference().withErrorOf(effective.statisticalParityDifference()),
        labels);
    readings.add(
        IMPACT,
        IMPACT_ERROR,
        fairness.disparateImpactRatio().withErrorOf(effective.disparateImpactRatio()),
        labels);
    readings.add(
        OPPORTUNITY,
        OPPORTUNITY_ERROR,
        fairness.equalOpportunityDifference().withErrorOf(effective.equalOpportunityDifference()),
        labels);
  }

  private static Group group(LabelledCounts labelled) {
    return new Group(decided(labelled), recalled(labelled));
  }

  /** As many rows as would tell as much if each stood for itself. */
  private static Group effective(LabelledCounts labelled) {
    return new Group(labelled.effective(Fairness::decided), labelled.effective(Fairness::recalled));
  }

  /** Of rows with a label or without: who gets a label may depend on the decision. */
  private static Proportion decided(LabelledCounts labelled) {
    Moments decisions = decisions(labelled).moments();
    return new Proportion(Math.round(decisions.sum()), decisions.rows());
  }

  private static NumericCounts decisions(LabelledCounts labelled) {
    return labelled.columns().number(labelled.counts(), CohortColumn.DECISION).orElseThrow();
  }

  private static Proportion recalled(LabelledCounts labelled) {
    Confusion met = labelled.confusion();
    return new Proportion(met.truePositives(), met.truePositives() + met.falseNegatives());
  }
}
