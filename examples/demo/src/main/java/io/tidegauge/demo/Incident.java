package io.tidegauge.demo;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/** Something that goes wrong, and the series that tell of it. */
public enum Incident {
  INCOME_NULL(
      "income-null",
      "the income arrives empty",
      "The service that looks up incomes times out after 200 ms: answers come late and without an"
          + " income, while training still finds one.",
      new Series("ml_feature_missing_ratio", feature("income"), 0.1, 15),
      new Series(
          "ml_prediction_latency_seconds", Map.of("share", "0.99", "window", "1m"), 0.1, 15)) {
    @Override
    double latency(double millis) {
      return millis + 200;
    }

    @Override
    Applicant served(Applicant applicant) {
      return applicant.withoutIncome();
    }
  },
  NEW_CATEGORY(
      "new-category",
      "a purpose that nobody knows",
      "A form got a new choice: one applicant in six wants the money for crypto, which no training"
          + " row ever held.",
      new Series("ml_feature_unseen_ratio", feature("purpose"), 0.01, 15)) {
    @Override
    Applicant world(Applicant applicant, RandomGenerator random) {
      return random.nextInt(6) == 0 ? applicant.withPurpose("crypto") : applicant;
    }
  },
  AMOUNT_SHIFT(
      "amount-shift",
      "applicants of the app ask for more",
      "A campaign in the app: amounts there are 1.8 times what they were. Nothing is broken, the"
          + " model is asked about people whom it did not learn from.",
      new Series(
          "ml_feature_drift_psi",
          Map.of("feature", "amount", "window", "1m", "slice", "channel=app"),
          0.2,
          30),
      new Series("ml_feature_drift_psi", feature("amount"), 0.1, 50)) {
    @Override
    Applicant world(Applicant applicant, RandomGenerator random) {
      return applicant.channel().equals("app")
          ? applicant.withAmount(applicant.amount() * 1.8)
          : applicant;
    }
  },
  UNIT_MISMATCH(
      "unit-mismatch",
      "the debt ratio comes in percent",
      "A library was upgraded: serving computes the debt ratio in percent, training as a ratio."
          + " The skew shows once the training rows of these predictions are there.",
      new Series("ml_feature_out_of_range_ratio", feature("debt_ratio"), 0.1, 15),
      new Series(
          "ml_dependency_change_age_seconds",
          Map.of("dependency", "feature-code", "to", "2.0.0"),
          0,
          30),
      new Series("ml_feature_skewed_ratio", Map.of("feature", "debt_ratio"), 0, 60)) {
    @Override
    String featureCode(String usual) {
      return "2.0.0";
    }

    @Override
    Applicant served(Applicant applicant) {
      return applicant.withDebtRatio(applicant.debtRatio() * 100);
    }
  },
  STALE_MODEL(
      "stale-model",
      "an old model is in production",
      "Somebody rolled back to an artifact of 45 days ago: the registry's row of v1 says so, and the"
          + " spec allows 30 days.",
      new Series("ml_model_age_seconds", Map.of("version", "v1"), 30 * 86_400.0, 20));

  /**
   * A series that tells of an incident.
   *
   * @param labels labels that the series has, beside others
   * @param above what it is above while the incident lasts
   * @param withinSeconds after how long it must be
   */
  public record Series(String name, Map<String, String> labels, double above, int withinSeconds) {
    public Series {
      labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }
  }

  private final String id;
  private final String title;
  private final String explanation;

  @SuppressWarnings("ImmutableEnumChecker") // made by List.of
  private final List<Series> series;

  Incident(String id, String title, String explanation, Series... series) {
    this.id = id;
    this.title = title;
    this.explanation = explanation;
    this.series = List.of(series);
  }

  /** The incident's name, as in {@code --incidents}. */
  public String id() {
    return id;
  }

  /** What happens, in a few words. */
  public String title() {
    return title;
  }

  /** What happens, and why. */
  public String explanation() {
    return explanation;
  }

  /** Where it shows. */
  public List<Series> series() {
    return series;
  }

  /** The applicant as he is while the incident lasts. */
  Applicant world(Applicant applicant, RandomGenerator random) {
    return applicant;
  }

  /** The applicant as the model gets to see him while the incident lasts. */
  Applicant served(Applicant applicant) {
    return applicant;
  }

  /** How long an answer takes while the incident lasts that would take so many milliseconds. */
  double latency(double millis) {
    return millis;
  }

  /** The version of the code that computes features while the incident lasts. */
  String featureCode(String usual) {
    return usual;
  }

  private static Map<String, String> feature(String name) {
    return Map.of("feature", name, "window", "1m");
  }
}
