package io.tidegauge.rulegen.objective;

import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ObjectiveSpec;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;

/**
 * A pair of windows in which an error budget must burn too fast before anyone is told: the long one
 * says that it is worth it, the short one that it has not ended.
 *
 * <p>Those of the Site Reliability Workbook, chapter 5, table 5-8. A burn rate of 1 spends the
 * whole budget in just its time; with 30 days the rates are 14.4, 6, 3 and 1.
 *
 * @param budget the share of the error budget that is spent in the long window at the burn rate
 */
public record BurnWindow(
    Duration shortWindow, Duration longWindow, BigDecimal budget, Severity severity) {
  private static final int DIGITS = 4;

  /** Every pair, the fastest first. */
  public static final List<BurnWindow> ALL =
      List.of(
          of("PT5M", "PT1H", "0.02", Severity.CRITICAL),
          of("PT30M", "PT6H", "0.05", Severity.CRITICAL),
          of("PT2H", "P1D", "0.1", Severity.WARNING),
          of("PT6H", "P3D", "0.1", Severity.WARNING));

  private static BurnWindow of(String less, String more, String budget, Severity severity) {
    return new BurnWindow(
        Duration.parse(less), Duration.parse(more), new BigDecimal(budget), severity);
  }

  /**
   * So many times faster than is borne for good the budget burns: never less than 1, which is
   * borne.
   */
  public BigDecimal rate(ObjectiveSpec objective) {
    return budget
        .multiply(BigDecimal.valueOf(objective.timeWindow().toSeconds()))
        .divide(BigDecimal.valueOf(longWindow.toSeconds()), DIGITS, RoundingMode.HALF_UP)
        .max(BigDecimal.ONE)
        .stripTrailingZeros();
  }

  /** The share of bad predictions at that rate. */
  public BigDecimal limit(ObjectiveSpec objective) {
    return rate(objective).multiply(allowed(objective)).stripTrailingZeros();
  }

  /** Whether so many can be bad at all: of a low target, no outage is 14.4 times too bad. */
  boolean isPossible(ObjectiveSpec objective) {
    return limit(objective).compareTo(BigDecimal.ONE) < 0;
  }

  /** The share of the predictions that may be bad. */
  static BigDecimal allowed(ObjectiveSpec objective) {
    return BigDecimal.ONE.subtract(Selector.decimal(objective.target()));
  }
}
