package io.tidegauge.rulegen.dashboard;

import io.tidegauge.rulegen.text.Sha256;
import java.util.regex.Pattern;

/** What dashboards are called in addresses: the same for good, so that links last. */
public final class BoardUid {
  /** The fleet's. No model is called so. */
  public static final String FLEET = "tidegauge-fleet";

  /** Of all models, for those who keep them running. No model is called so. */
  static final String OPERATIONS = "tidegauge-operations";

  /** Of all models, for those who pay for them. No model is called so. */
  static final String BUSINESS = "tidegauge-business";

  /** Names that stand in a uid as they are; Grafana takes 40 characters. */
  static final String PLAIN = "[A-Za-z0-9_-]{1,30}";

  /** What comes before a plain name. */
  static final String PREFIX = "tidegauge-";

  private static final Pattern PLAIN_NAME = Pattern.compile(PLAIN);

  /** Unlike the prefix of a plain name, so that none can be taken for another's. */
  private static final String HASHED_PREFIX = "tidegauge_";

  private static final int KEPT = 17;
  private static final int HASHED = 12;

  private BoardUid() {}

  /** The uid of a model's dashboard: with its name if that is plain, else with a hash of it. */
  public static String of(String model) {
    if (PLAIN_NAME.matcher(model).matches()) {
      return PREFIX + model;
    }
    return hashed(model, model);
  }

  /** The uid of the dashboard of a model's features, one by one. */
  static String ofFeatures(String model) {
    // No model has a slash in its name, so that this is the hash of none.
    return hashed(model, model + "/features");
  }

  private static String hashed(String model, String whole) {
    String kept = model.replaceAll("[^A-Za-z0-9_-]", "_");
    return HASHED_PREFIX
        + kept.substring(0, Math.min(kept.length(), KEPT))
        + "-"
        + Sha256.hex(whole).substring(0, HASHED);
  }
}
