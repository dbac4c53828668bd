package io.tidegauge.calibration;

import io.tidegauge.calibration.SeasonalModel.Limits;
import io.tidegauge.statistics.Interval;
import io.tidegauge.statistics.Proportion;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/**
 * Measures what limits from the first half of a history do in the second, where nothing drifts, and
 * where something does: the tables of docs/calibration.md. Half an hour of work: not a test, but
 * {@code make calibration}.
 */
public final class CalibrationMeasured {
  private static final int FEATURES = 20;
  private static final int DAYS = 90;
  private static final int ROWS = 10_000;
  private static final int SHIFTS = 200;
  private static final double SHIFT = 0.5;

  private final PrintStream out;

  private CalibrationMeasured(PrintStream out) {
    this.out = out;
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    CalibrationMeasured measured =
        new CalibrationMeasured(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    measured.print("Weather of 0.02 to 0.1 standard deviations", 0.02, 0.1, 100, 1);
    measured.print("Weather of 0.1 to 0.2 standard deviations", 0.1, 0.2, 40, 2);
    measured.print("No weather", 0, 0, 40, 3);
  }

  /** What some limits did in the second halves of all models. */
  private static final class Sum {
    private final List<Integer> alarms = new ArrayList<>();
    private final List<Double> limits = new ArrayList<>();
    private int found;
    private int shifts;
    private double hours;
  }

  private void print(String title, double weakest, double strongest, int models, int seed) {
    SeasonalFeature.Kind kind = new SeasonalFeature.Kind(weakest, strongest, ROWS, DAYS, SHIFT);
    Map<String, Sum> sums = new LinkedHashMap<>();
    Map<Duration, Integer> pending = new LinkedHashMap<>();
    Random random = new Random(seed);
    Detection foretold = Detection.NONE;
    double expected = 0;
    for (int i = 0; i < models; i++) {
      SeasonalModel model = new SeasonalModel(kind, FEATURES, 1_000L * seed + i);
      Calibration one = model.calibrated(1);
      pending.merge(one.pending(), 1, Integer::sum);
      expected += one.alarms().monthly() * DAYS / 2 / 30;
      for (Calibration.CalibratedFeature feature : one.features()) {
        foretold = foretold.plus(feature.found().get(Calibrator.DECIDING));
      }
      Map<String, Limits> all = new LinkedHashMap<>();
      all.put("calibrated, 1 a month for each model", SeasonalModel.limits(one));
      all.put("calibrated, 4 a month for each model", SeasonalModel.limits(model.calibrated(4)));
      all.put("PSI 0.1", Limits.fixed(0.1, FEATURES));
      all.put("PSI 0.2", Limits.fixed(0.2, FEATURES));
      int shifts = SHIFTS * (i + 1) / models - SHIFTS * i / models;
      List<int[]> moved = new ArrayList<>();
      for (int k = 0; k < shifts; k++) {
        int latest = (DAYS / 2 - 1) * SeasonalFeature.DAY;
        moved.add(new int[] {random.nextInt(FEATURES), random.nextInt(latest)});
      }
      all.forEach(
          (name, limits) -> {
            Sum sum = sums.computeIfAbsent(name, unknown -> new Sum());
            sum.alarms.add(model.firings(limits));
            sum.limits.addAll(limits.byFeature());
            for (int[] where : moved) {
              var took = model.found(limits, where[0], where[1]);
              sum.shifts++;
              sum.found += took.isPresent() ? 1 : 0;
              sum.hours += took.map(time -> time.toMinutes() / 60.0).orElse(24.0);
            }
          });
    }
    out.printf(Locale.ROOT, "## %s%n%n", title);
    out.printf(
        Locale.ROOT,
        "%d models. Foretold of the first row: %.0f false alarms, %.1f %% of shifts found."
            + " `for` of the models: %s.%n%n",
        models,
        expected,
        100.0 * foretold.found() / foretold.shifts(),
        pending);
    out.println(
        "| limits | median limit | false alarms in 45 days | of a budget of | shifts of 0.5 sd found"
            + " in a day | mean hours |");
    out.println("|---|---|---|---|---|---|");
    sums.forEach((name, sum) -> row(name, sum, models));
    out.println();
  }

  private void row(String name, Sum sum, int models) {
    double total = sum.alarms.stream().mapToInt(count -> count).sum();
    double mean = total / models;
    double squares =
        sum.alarms.stream().mapToDouble(count -> (count - mean) * (count - mean)).sum();
    double half = 1.96 * Math.sqrt(squares / (models - 1) * models);
    double budget = models * 1.5 * (name.contains("4 a month") ? 4 : 1);
    Interval share = new Proportion(sum.found, sum.shifts).interval(0.95).orElseThrow();
    out.printf(
        Locale.ROOT,
        "| %s | %.3f | %.0f (%.0f to %.0f) | %.0f: %.2f times | %d of %d: %.1f %% (%.1f to %.1f) |"
            + " %.1f |%n",
        name,
        sum.limits.stream().sorted().toList().get(sum.limits.size() / 2),
        total,
        Math.max(0, total - half),
        total + half,
        budget,
        total / budget,
        sum.found,
        sum.shifts,
        100.0 * sum.found / sum.shifts,
        100 * share.low(),
        100 * share.high(),
        sum.hours / sum.shifts);
  }
}
