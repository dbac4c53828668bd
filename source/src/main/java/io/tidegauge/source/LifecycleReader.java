package io.tidegauge.source;

import io.tidegauge.spec.LifecycleSpec;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads when versions passed the stages of their making: one statement for each stage, so that one
 * bad column does not cost the others. A registry has few rows. Timestamps without zone are in UTC.
 */
public final class LifecycleReader {
  /** What the statements are called in {@link Database#statements}. */
  public static final String STATEMENT = "lifecycle";

  private static final int FETCH = 1000;

  private final Database database;
  private final LifecycleSpec spec;

  /** A reader of that registry. */
  public LifecycleReader(Database database, LifecycleSpec spec) {
    this.database = database;
    this.spec = spec;
  }

  /**
   * Reads the registry.
   *
   * @throws QueryFailedException if no stage at all can be read
   */
  public LifecycleResult read(Deadline deadline) {
    SortedMap<String, SortedMap<String, Instant>> times = new TreeMap<>();
    Map<String, String> failed = new LinkedHashMap<>();
    for (Map.Entry<String, String> stage : spec.stages().entrySet()) {
      try {
        stage(stage.getValue(), deadline)
            .forEach(
                (version, time) ->
                    times
                        .computeIfAbsent(version, key -> new TreeMap<>())
                        .put(stage.getKey(), time));
      } catch (QueryFailedException e) {
        failed.put(stage.getKey(), e.reason());
        if (e.kind() != FailureKind.BAD_QUERY || failed.size() == spec.stages().size()) {
          throw e;
        }
      }
    }
    return new LifecycleResult(times, failed);
  }

  private Map<String, Instant> stage(String column, Deadline deadline) {
    TimeColumn time = new TimeColumn(column, TimeUnit.TIMESTAMP, ZoneOffset.UTC, Optional.empty());
    TimeAxis axis = TimeAxes.find(database, spec.table(), time, deadline);
    Dialect dialect = database.dialect();
    TimedTable table =
        new TimedTable(
            dialect,
            database.table(spec.table()),
            Optional.empty(),
            spec.where(),
            Optional.empty(),
            Optional.empty());
    String version = dialect.quote(spec.version());
    String text =
        "SELECT "
            + (version + ", max(" + dialect.quote(column) + ")")
            + (table.fromWhere() + " GROUP BY " + version);
    return database.query(
        new Sql(STATEMENT, text, List.of()), FETCH, deadline, rows -> latest(rows, axis));
  }

  private static Map<String, Instant> latest(ResultSet rows, TimeAxis axis) throws SQLException {
    ColumnShape shape = ColumnShape.of(rows.getMetaData(), 1);
    Map<String, Instant> times = new LinkedHashMap<>();
    while (rows.next()) {
      String version = Texts.text(shape, rows, 1);
      if (version != null && rows.getObject(2) != null) {
        times.put(version, Instant.EPOCH.plus(axis.micros(rows, 2), ChronoUnit.MICROS));
      }
    }
    return times;
  }
}
