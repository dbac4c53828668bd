package io.tidegauge.source;

import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Reads by time of arrival which labels came, and to which predictions: what was counted of these
 * before is out of date.
 */
public final class LabelArrivals {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "label arrivals";

  private static final int FETCH = 10_000;

  private final Database database;
  private final PredictionsSpec log;
  private final LabelsSpec labels;

  /** The arrivals of a model's labels, which have a table of their own. */
  public LabelArrivals(Database database, ModelSpec spec) {
    this.database = database;
    this.log = spec.predictions();
    this.labels = spec.labels().orElseThrow();
  }

  /**
   * Reads the labels that came in {@code [from, to)}.
   *
   * @param first where the predictions begin that are looked for
   * @param end where they end, not included
   * @param late takes the time of each such prediction, in microseconds since the epoch
   * @return when the newest of the labels came, or empty where none did
   * @throws QueryFailedException if they cannot be read
   */
  public Optional<Instant> read(
      Instant from, Instant to, Instant first, Instant end, LongConsumer late, Deadline deadline) {
    TimeAxis cameAt =
        TimeAxes.find(
            database, labels.table().orElseThrow(), labels.time().orElseThrow(), deadline);
    TimeAxis madeAt = TimeAxes.find(database, log.table(), log.time(), deadline);
    return database.query(
        sql(from, to, cameAt, first, end, madeAt),
        FETCH,
        deadline,
        rows -> {
          long newest = Long.MIN_VALUE;
          while (rows.next()) {
            newest = Math.max(newest, cameAt.micros(rows, 1));
            if (rows.getObject(2) != null) {
              late.accept(madeAt.micros(rows, 2));
            }
          }
          return newest == Long.MIN_VALUE
              ? Optional.empty()
              : Optional.of(Instant.EPOCH.plus(newest, ChronoUnit.MICROS));
        });
  }

  /** The statement that reads them. */
  Sql sql(Instant from, Instant to, TimeAxis cameAt, Instant first, Instant end, TimeAxis madeAt) {
    TimedTable came = timed(labels.table().orElseThrow(), cameAt, labels.where());
    TimedTable made = timed(log.table(), madeAt, log.where());
    String text =
        "SELECT tg_l.tg_time, tg_p.tg_time"
            + (" FROM " + keys(labels.id().orElseThrow(), cameAt.column(), came, "tg_l"))
            + (" LEFT JOIN " + keys(log.id().orElseThrow(), log.time(), made, "tg_p"))
            + " ON tg_p.tg_id = tg_l.tg_id";
    List<Object> values = new ArrayList<>(came.values(from, to));
    values.addAll(made.values(first, end));
    return new Sql(STATEMENT, text, values);
  }

  private TimedTable timed(TableName table, TimeAxis axis, Optional<String> where) {
    return new TimedTable(
        database.dialect(),
        database.table(table),
        Optional.of(axis),
        where,
        Optional.empty(),
        Optional.empty());
  }

  private String keys(String id, TimeColumn time, TimedTable table, String alias) {
    Dialect dialect = database.dialect();
    return "(SELECT "
        + (dialect.quote(id) + " AS tg_id, ")
        + (dialect.quote(time.column()) + " AS tg_time")
        + table.fromWhere()
        + (") " + alias);
  }
}
