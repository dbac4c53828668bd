package io.tidegauge.rulegen.runbook;

import io.tidegauge.rulegen.runbook.Select.Rows;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TrainingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The tables of a model as its spec declares them: which rows are its own, and when they were. */
final class LogTables {
  /** A label may bear the midnight of its day, and who writes it may have another clock. */
  private static final Duration EARLIER = Duration.ofDays(1);

  private final ModelSpec spec;
  private final PredictionsSpec log;
  private final SqlTime time;

  LogTables(ModelSpec spec) {
    this.spec = spec;
    this.log = spec.predictions();
    this.time = new SqlTime(log.time());
  }

  ModelSpec spec() {
    return spec;
  }

  SqlTime time() {
    return time;
  }

  /** The predictions since then. */
  Rows predictions(Duration back) {
    return rows(SqlText.name(log.table()), log.where()).where(time.since(back));
  }

  /** The predictions whose labels are due, of a window that ends where they are. */
  Rows mature(Duration window, LabelsSpec labels) {
    return predictions(window.plus(labels.matureAfter())).where(time.before(labels.matureAfter()));
  }

  /** The rows that hold the features, since then. */
  Rows features(Duration back) {
    if (spec.featureTable().isEmpty()) {
      return predictions(back);
    }
    FeatureTableSpec table = spec.featureTable().get();
    Rows rows = rows(SqlText.name(table.table()), table.where());
    Optional<TimeColumn> logged = table.time();
    if (logged.isPresent()) {
      rows = rows.where(new SqlTime(logged.get()).since(back.plus(table.within())));
    }
    String ids = "SELECT " + SqlText.name(log.id().orElseThrow());
    return rows.where(
        SqlText.name(table.id()) + " IN (" + ids + " " + predictions(back).inline() + ")");
  }

  /** When a row of the features was logged; unknown in a table of features without time. */
  Optional<SqlTime> featureTime() {
    return spec.featureTable().isEmpty()
        ? Optional.of(time)
        : spec.featureTable().get().time().map(SqlTime::new);
  }

  /** The labels that can belong to predictions of so long ago; none where they are columns. */
  Optional<Rows> labels(Duration back, LabelsSpec labels) {
    return labels
        .table()
        .map(
            table -> {
              Rows rows = rows(SqlText.name(table), labels.where());
              return labels.time().map(when -> rows.where(near(when, back))).orElse(rows);
            });
  }

  /** The rows of training that can belong to predictions of so long ago. */
  Rows training(Duration back, TrainingSpec training) {
    Rows rows = rows(SqlText.name(training.table()), training.where());
    return training.time().map(when -> rows.where(near(when, back))).orElse(rows);
  }

  /** In whole hours, as it need not be exact. */
  private static String near(TimeColumn when, Duration back) {
    return new SqlTime(when).since(Duration.ofHours(back.plus(EARLIER).toHours() + 1));
  }

  /** What rows are grouped by: the step of time, then the version where there are several. */
  List<String> keys(Optional<SqlTime> when, Look look, boolean versions) {
    List<String> keys = new ArrayList<>();
    when.ifPresent(
        known -> keys.add("date_trunc('" + look.step() + "', " + known.value() + ") AS at_time"));
    if (versions) {
      keys.addAll(version());
    }
    return keys;
  }

  /** The version's column, where there is one. */
  List<String> version() {
    return log.version().map(column -> SqlText.name(column) + " AS version").stream().toList();
  }

  /** What was predicted: the output, or what the score comes to. */
  Optional<String> predicted() {
    if (log.kind() == PredictionKind.BINARY && log.output().isEmpty()) {
      return log.score()
          .map(
              score ->
                  "CASE WHEN "
                      + SqlText.number(score)
                      + " >= "
                      + log.threshold()
                      + " THEN 'yes' ELSE 'no' END");
    }
    return log.kind() == PredictionKind.RANKING
        ? Optional.empty()
        : log.output().or(log::score).map(SqlText::value);
  }

  /** The number that a regression, or a score, is. */
  Optional<String> number() {
    Optional<Operand> number =
        log.kind() == PredictionKind.REGRESSION ? log.score().or(log::output) : log.score();
    return number.map(SqlText::number);
  }

  static Rows rows(String table, Optional<String> where) {
    Rows all = Rows.of(table);
    return where.map(condition -> all.where("(" + condition.strip() + ")")).orElse(all);
  }
}
