package io.tidegauge.monitor;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.LabelledCounts;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.BusinessValueSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ValueAlert;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.Moments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What predictions turned out to be worth, by a declared value of each outcome. */
public final class BusinessValue implements Monitor {
  private static final String BASIS =
      " Of predictions with a label in the window that ends where labels are due.";

  private static final double DAY = Duration.ofDays(1).toSeconds();

  private static final MetricDefinition ROWS =
      MetricDefinition.gauge(
          "ml_business_value_rows",
          "Predictions whose outcome is known, so that they have a value." + BASIS,
          "version",
          "window",
          "slice");
  static final MetricDefinition MEAN =
      cell("mean", "What a prediction was worth on average, by the values that the spec declares.");
  static final MetricDefinition ERROR =
      cell("standard_error", "Standard error of the mean value, of rows that are independent.");
  static final MetricDefinition WORTH =
      cell("in_window", "What the predictions were worth together.");
  static final MetricDefinition NET =
      MetricDefinition.gauge(
          "ml_business_value_net",
          "What the predictions of all versions but shadows were worth, less what the model costs in"
              + " the window's time."
              + BASIS,
          "window",
          "currency");

  private static MetricDefinition cell(String name, String help) {
    return MetricDefinition.gauge(
        "ml_business_value_" + name, help + BASIS, "version", "window", "slice", "currency");
  }

  @Override
  public String name() {
    return "business_value";
  }

  @Override
  public String description() {
    return "Says what predictions turned out to be worth, by a declared value of each outcome.";
  }

  @Override
  public Input input() {
    return Input.LABELS;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(ROWS, MEAN, ERROR, WORTH, NET);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return spec.businessValue().isPresent();
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    return 4 * scope.cells() + (hasCost(spec) ? scope.windows() : 0);
  }

  private static boolean hasCost(ModelSpec spec) {
    return spec.businessValue().stream().anyMatch(value -> value.costPerDay().isPresent());
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    ValueAlert settings = spec.alerts().value();
    if (settings.limit().isEmpty()) {
      return List.of();
    }
    return List.of(
        new AlertDefinition(
            "MLModelLowValue",
            "By its labels, a prediction is worth less than the limit.",
            "a prediction is worth {value} {currency}",
            "A prediction of {model} {version} was worth {value} {currency} on average, by the"
                + " labels in {window}. The limit is {limit} {currency}.",
            Condition.below(MEAN, settings.limit().getAsDouble())
                .where("slice", List.of(Cell.ALL))
                .onRows(ROWS),
            settings.alert()));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    String in = " (" + spec.businessValue().orElseThrow().currency() + ")";
    List<PanelDefinition> panels = new ArrayList<>();
    panels.add(
        PanelDefinition.trend(
            "Value of a prediction" + in,
            "What a prediction was worth on average, by its outcome and the spec's values, with its"
                + " standard error.",
            Shown.of(MEAN, "version").called("mean"),
            Shown.of(ERROR, "version").called("standard error")));
    panels.add(
        PanelDefinition.trend(
            "Value in the window" + in,
            "What the predictions with a label were worth together. A shadow's were worth it to"
                + " nobody: they show what it would have brought.",
            Shown.of(WORTH, "version")));
    if (hasCost(spec)) {
      panels.add(
          PanelDefinition.trend(
              "Value less cost" + in,
              "What the versions that serve have brought in the window, less what the model costs in"
                  + " that time. Labels that are missing count as nothing.",
              Shown.of(NET).called("net value")));
    }
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    ModelSpec spec = observation.spec();
    BusinessValueSpec value = spec.businessValue().orElseThrow();
    CohortColumns columns = CohortColumns.of(spec).orElseThrow();
    Set<String> shadows = spec.predictions().shadows();
    Map<String, Double> net = new TreeMap<>();
    for (WindowCounts cohort : observation.labelled().cohorts()) {
      LabelledCounts labelled = new LabelledCounts(columns, cohort.counts());
      Moments worth = value.values().of(labelled.confusion());
      Moments effective =
          labelled
              .squares()
              .map(squared -> worth.effective(value.values().of(squared.confusion())))
              .orElse(worth);
      readings.add(
          ROWS,
          cohort.counts().text(0).rows(),
          cohort.cell().version(),
          cohort.window(),
          cohort.cell().slice());
      read(cohort, worth, effective.mean(), value.currency(), readings);
      if (cohort.cell().isAll() && !shadows.contains(cohort.cell().version()) && worth.rows() > 0) {
        net.putIfAbsent(cohort.window(), -value.costPerDay().orElse(0) * cohort.seconds() / DAY);
        net.merge(cohort.window(), worth.sum(), Double::sum);
      }
    }
    if (hasCost(spec)) {
      net.forEach((window, sum) -> readings.add(NET, sum, window, value.currency()));
    }
  }

  private static void read(
      WindowCounts cohort, Moments worth, Estimate mean, String currency, Readings readings) {
    String version = cohort.cell().version();
    String slice = cohort.cell().slice();
    readings.add(MEAN, mean.value(), version, cohort.window(), slice, currency);
    if (mean.value().isPresent()) {
      readings.add(ERROR, mean.standardError(), version, cohort.window(), slice, currency);
      readings.add(WORTH, worth.sum(), version, cohort.window(), slice, currency);
    }
  }
}
