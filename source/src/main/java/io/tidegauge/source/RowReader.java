package io.tidegauge.source;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model's rows of a range of time: one statement, whose rows are streamed. Before the first
 * there is another one or two, which ask for the type of the time columns. Safe for use by several
 * threads.
 */
public final class RowReader {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "fresh rows";

  /** What the statement is called that reads predictions with their labels. */
  public static final String COHORT = "labels";

  private final Database database;
  private final RowSource source;
  private final WatchedColumns columns;
  private final InstantSource joinedEnd;
  private final RowPlanner planner;
  private volatile @Nullable RowPlan plan;

  RowReader(Database database, String what, RowSource source, WatchedColumns columns) {
    this(database, what, source, columns, () -> Instant.MAX);
  }

  private RowReader(
      Database database,
      String what,
      RowSource source,
      WatchedColumns columns,
      InstantSource joinedEnd) {
    this.joinedEnd = joinedEnd;
    this.database = database;
    this.source = source;
    this.columns = columns;
    this.planner = new RowPlanner(database, what, source);
  }

  /** A reader of a model's log. */
  public RowReader(Database database, ModelSpec spec, WatchedColumns columns) {
    this(database, STATEMENT, RowSource.of(spec, columns), columns);
  }

  /** A reader of a model's predictions with their labels. */
  public static RowReader ofCohort(Database database, ModelSpec spec, WatchedColumns columns) {
    return ofCohort(database, spec, columns, () -> Instant.MAX);
  }

  /**
   * A reader of a model's predictions with their labels.
   *
   * @param end until when labels may have come, where they have a table with a time
   */
  public static RowReader ofCohort(
      Database database, ModelSpec spec, WatchedColumns columns, InstantSource end) {
    return new RowReader(database, COHORT, RowSource.ofCohort(spec, columns), columns, end);
  }

  /**
   * Reads the rows of {@code [from, to)}. Where a column cannot be read, the others are read again
   * without it; therefore what the rows are gathered in is asked for at each try.
   *
   * @param empty makes what the rows are gathered in
   * @param add takes a row up; the row is the same object each time, filled anew
   * @throws QueryFailedException if the rows cannot be read
   */
  public <C> ReadResult<C> read(
      Instant from, Instant to, Deadline deadline, Supplier<C> empty, BiConsumer<C, Row> add) {
    Instant first = upToMicros(from);
    Instant end = upToMicros(to);
    RowPlan current = plan;
    boolean again = false;
    boolean sorted = false;
    while (true) {
      try {
        if (current == null || current.isOver(System.nanoTime())) {
          current = planner.all(deadline);
        }
        RowGathering<C> gathering =
            new RowGathering<>(current, source, columns, first, end, deadline, empty.get(), add);
        Sql sql = current.statement().sql(first, end, joinedEnd.instant());
        ReadResult<C> result =
            database.query(sql, current.statement().fetchSize(), deadline, gathering);
        plan = current;
        return result;
      } catch (QueryFailedException e) {
        if (e.passing() && !again) {
          again = true;
        } else if (isOurs(e) && !sorted) {
          sorted = true;
          current = planner.working(first, end, deadline);
        } else {
          throw e;
        }
      }
    }
  }

  /** Whether a failure may be one column's. */
  static boolean isOurs(QueryFailedException failure) {
    return failure.kind() == FailureKind.BAD_QUERY || failure.kind() == FailureKind.DENIED;
  }

  /** No database's time is finer, and drivers would round a bound to the nearest. */
  static Instant upToMicros(Instant time) {
    Instant micros = time.truncatedTo(ChronoUnit.MICROS);
    return micros.equals(time) ? micros : micros.plus(1, ChronoUnit.MICROS);
  }
}
