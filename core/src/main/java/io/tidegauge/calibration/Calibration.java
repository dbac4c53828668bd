package io.tidegauge.calibration;

import java.time.Duration;
import java.util.List;

/**
 * The limits of a drift alert that keep to a budget of false alarms, and what is known of them.
 *
 * @param blocks the pieces of the history that were resampled
 * @param pending the {@code for} that goes with the limits
 * @param alarmsNow of all features with the limits that the spec has, and the proposed {@code for}
 * @param alarms of all features with the proposed limits
 * @param features those that have a proposal, by name
 * @param tried what each {@code for} that was tried finds at the budget, the spec's own first
 * @param tradeOffs what other budgets cost and find, the largest first
 */
public record Calibration(
    Evaluations evaluations,
    Blocks blocks,
    Duration pending,
    FalseAlarms alarmsNow,
    FalseAlarms alarms,
    List<CalibratedFeature> features,
    List<Pending> tried,
    List<TradeOff> tradeOffs) {
  public Calibration {
    features = List.copyOf(features);
    tried = List.copyOf(tried);
    tradeOffs = List.copyOf(tradeOffs);
  }

  /**
   * A feature's limit.
   *
   * @param now the limit that the spec has
   * @param proposed two digits of it, rounded up
   * @param alarmsNow with the limit that the spec has, and the proposed {@code for}
   * @param alarms with the proposed limit
   * @param found with the proposed limit, by size of a shift
   * @param readings how many scores that rests on
   */
  public record CalibratedFeature(
      String feature,
      double now,
      double proposed,
      FalseAlarms alarmsNow,
      FalseAlarms alarms,
      List<Detection> found,
      long readings) {
    public CalibratedFeature {
      found = List.copyOf(found);
    }
  }

  /**
   * What a {@code for} finds with the limits that go with it.
   *
   * @param found by size of a shift
   */
  public record Pending(Duration pending, List<Detection> found) {
    public Pending {
      found = List.copyOf(found);
    }
  }

  /**
   * What a budget finds.
   *
   * @param budget false alarms a month of all features together
   * @param limit the median of the features' limits
   * @param found by size of a shift
   */
  public record TradeOff(double budget, double limit, List<Detection> found) {
    public TradeOff {
      found = List.copyOf(found);
    }
  }
}
