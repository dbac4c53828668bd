package io.tidegauge.source;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.spec.Operand;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The statement that reads pairs: the predictions of a range with a LEFT JOIN to their training
 * rows. Its columns are time, version if there is one, match, then each feature as it was served
 * and as it was trained on.
 *
 * @param serving selects the predictions: time, version, what a join adds, id, the features
 * @param features the features that are read
 */
record PairStatement(
    RowStatement serving,
    TimedTable training,
    String trainingId,
    Duration matureAfter,
    List<ComparedFeature> features) {

  Sql sql(Instant from, Instant to) {
    Sql inner = serving.sql(from, to);
    List<Object> parameters = new ArrayList<>(inner.parameters());
    parameters.addAll(training.values(from.minus(matureAfter), to.plus(matureAfter)));
    return new Sql(PairReader.STATEMENT, text(inner.text()), parameters);
  }

  private String text(String inner) {
    Dialect dialect = training.dialect();
    List<String> left = new ArrayList<>(List.of("tg_time"));
    List<String> right = new ArrayList<>(List.of(dialect.quote(trainingId) + " AS tg_id"));
    List<String> outer = new ArrayList<>(List.of("tg_s.tg_time"));
    if (hasVersion()) {
      left.add("tg_version");
      outer.add("tg_s.tg_version");
    }
    if (serving.matched() > 0) {
      left.addAll(List.of("tg_matched", "tg_row"));
    }
    left.add("tg_id");
    outer.add(
        "CASE WHEN tg_s.tg_id IS NULL THEN 0 WHEN tg_s.tg_rows > 1 OR tg_t.tg_rows > 1 THEN 2"
            + " WHEN tg_t.tg_id IS NULL THEN 0 ELSE 1 END");
    for (int i = 0; i < features.size(); i++) {
      left.add("tg_" + i);
      right.add(training.operand(new Operand.Column(features.get(i).training())) + " AS tg_" + i);
      outer.add("tg_s.tg_" + i);
      outer.add("tg_t.tg_" + i);
    }
    return "SELECT "
        + String.join(", ", outer)
        + (" FROM (SELECT tg_a.*, " + copies(hasVersion() ? "tg_id, tg_version" : "tg_id"))
        + (" FROM (" + inner + ") tg_a(" + String.join(", ", left) + ")) tg_s")
        + (" LEFT JOIN (SELECT tg_b.*, " + copies("tg_id"))
        + (" FROM (SELECT " + String.join(", ", right) + training.fromWhere() + ") tg_b) tg_t")
        + " ON tg_t.tg_id = tg_s.tg_id AND tg_t.tg_copy = 1"
        + " WHERE tg_s.tg_copy = 1 OR tg_s.tg_id IS NULL";
  }

  /** How many rows have the key, and which of them this is: of a duplicate, one is kept. */
  private static String copies(String key) {
    String window = " OVER (PARTITION BY " + key;
    return "count(*)" + window + ") AS tg_rows, row_number()" + window + ") AS tg_copy";
  }

  boolean hasVersion() {
    return serving.version() > 0;
  }

  TimeAxis time() {
    return serving.time().orElseThrow();
  }
}
