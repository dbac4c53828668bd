package io.tidegauge.exporter.health;

/**
 * The metrics that health is decided from; a test holds them equal to what the monitors publish.
 */
public final class Names {
  public static final String ROWS = "ml_window_rows";
  public static final String TRAFFIC = "ml_traffic_ratio";
  public static final String SILENCE = "ml_silence_seconds";
  public static final String MISSING = "ml_feature_missing_ratio";
  public static final String INVALID = "ml_feature_invalid_ratio";
  public static final String OUT_OF_RANGE = "ml_feature_out_of_range_ratio";
  public static final String UNSEEN = "ml_feature_unseen_ratio";
  public static final String FEATURE_DRIFT = "ml_feature_drift";
  public static final String PREDICTION_DRIFT = "ml_prediction_drift";
  public static final String DRIFTED = "ml_drifted_features";
  public static final String SCORED = "ml_scored_features";
  public static final String AGE = "ml_model_age_seconds";
  public static final String SKEWED = "ml_feature_skewed_ratio";

  private Names() {}

  /** The metric of a drift score: {@code ml_feature_drift_psi}. */
  public static String score(String family, String distance) {
    return family + "_" + distance;
  }

  /** The metric of a drift score's noise: {@code ml_feature_drift_noise_psi}. */
  public static String noise(String family, String distance) {
    return family + "_noise_" + distance;
  }
}
