package io.tidegauge.demo;

import static io.tidegauge.demo.parquet.Column.number;
import static io.tidegauge.demo.parquet.Column.text;
import static io.tidegauge.demo.parquet.Column.time;
import static io.tidegauge.demo.parquet.Column.whole;

import io.tidegauge.demo.parquet.Column;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The columns of the service's tables, and rows of them. */
final class Tables {
  private static final List<Column> FEATURES =
      List.of(
          number("income"),
          number("amount"),
          number("debt_ratio"),
          whole("age"),
          number("employment_years"),
          whole("credit_lines"),
          text("purpose"),
          text("channel"),
          text("region"),
          text("employment"));

  static final List<Column> PREDICTIONS =
      join(
          List.of(
              List.of(text("request_id"), time("predicted_at"), text("model_version")),
              FEATURES,
              List.of(
                  number("score"), text("decision"), number("latency_ms"), text("feature_code"))));

  static final List<Column> REFERENCE = join(List.of(PREDICTIONS, List.of(whole("defaulted"))));

  static final List<Column> TRAINING =
      join(List.of(List.of(text("request_id"), time("computed_at")), FEATURES));

  static final List<Column> LABELS =
      List.of(text("request_id"), time("reported_at"), whole("defaulted"));

  static final List<Column> REGISTRY =
      List.of(text("version"), time("data_at"), time("trained_at"), time("deployed_at"));

  private Tables() {}

  /**
   * A row of the prediction log; more cells can be added to it.
   *
   * @param code the version of the code that computes features
   */
  static List<@Nullable Object> prediction(
      String id, Instant at, CreditModel model, Applicant applicant, double latency, String code) {
    double score = model.score(applicant);
    List<@Nullable Object> row = new ArrayList<>(PREDICTIONS.size());
    row.addAll(List.of(id, at, model.version()));
    row.addAll(features(applicant));
    row.addAll(List.of(score, CreditModel.decision(score), latency, code));
    return row;
  }

  /** A row of the features as training computes them. */
  static List<@Nullable Object> training(String id, Instant at, Applicant applicant) {
    List<@Nullable Object> row = new ArrayList<>(TRAINING.size());
    row.addAll(List.of(id, at));
    row.addAll(features(applicant));
    return row;
  }

  private static List<@Nullable Object> features(Applicant applicant) {
    return Arrays.asList(
        applicant.income().isPresent() ? applicant.income().getAsDouble() : null,
        applicant.amount(),
        applicant.debtRatio(),
        applicant.age(),
        applicant.employmentYears().isPresent() ? applicant.employmentYears().getAsDouble() : null,
        applicant.creditLines(),
        applicant.purpose().orElse(null),
        applicant.channel(),
        applicant.region(),
        applicant.employment());
  }

  private static List<Column> join(List<List<Column>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }
}
