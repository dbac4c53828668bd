package io.tidegauge.source;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Counts a model's rows of a range of time in the database, and reads the counts: the same that
 * reading the rows and counting them here gives, but for what needs each value: quantiles, distinct
 * numbers and rows. A few statements for each version and slice column; they are no one snapshot,
 * so that a row that is written meanwhile can be in some of the counts only. Safe for use by
 * several threads.
 */
public final class CountReader {
  /** What the statements are called in {@link Database#statements}. */
  public static final String STATEMENT = "fresh counts";

  private static final String SHAPES = "columns' types";
  private static final String TRIAL = "trial of a column";

  /** "Numeric value out of range", of which a sum may be the reason. */
  private static final String OUT_OF_RANGE = "22003";

  private final Database database;
  private final WatchedColumns columns;
  private final RowPlanner planner;
  private volatile @Nullable CountPlan plan;
  private volatile boolean careful;

  /** A reader of the counts of a model's log. */
  public CountReader(Database database, ModelSpec spec, WatchedColumns columns) {
    this.database = database;
    this.columns = columns;
    this.planner = new RowPlanner(database, STATEMENT, RowSource.of(spec, columns).withoutIds());
  }

  /**
   * Counts the rows of {@code [from, to)}. Where a column cannot be counted, the others are counted
   * again without it.
   *
   * @param bucket the length of a bucket
   * @param layouts how the rows of a version are counted; where there is no layout, its rows are
   *     dropped
   * @throws QueryFailedException if the rows cannot be counted
   */
  public ReadResult<BucketedCounts> read(
      Instant from,
      Instant to,
      Duration bucket,
      Deadline deadline,
      Function<String, Optional<CountLayout>> layouts) {
    Instant first = RowReader.upToMicros(from);
    Instant end = RowReader.upToMicros(to);
    CountPlan current = plan;
    boolean again = false;
    boolean sorted = false;
    while (true) {
      boolean carefully = careful;
      try {
        if (current == null || current.rows().isOver(System.nanoTime())) {
          current = shaped(planner.all(deadline), first, end, deadline);
        }
        CountStatement statement = statement(STATEMENT, current, first, end, bucket);
        BucketedCounts counts = new BucketedCounts(columns.slices(), bucket, layouts);
        ReadResult<BucketedCounts> result =
            new CountGathering(
                    database, columns, current, statement, first, deadline, carefully, counts)
                .read();
        plan = current;
        return result;
      } catch (QueryFailedException e) {
        if (e.passing() && !again) {
          again = true;
        } else if (e.sqlState().equals(OUT_OF_RANGE) && !carefully) {
          careful = true;
        } else if (RowReader.isOurs(e) && !sorted) {
          sorted = true;
          current = working(first, end, bucket, deadline);
        } else {
          throw e;
        }
      }
    }
  }

  private CountStatement statement(
      String what, CountPlan current, Instant from, Instant to, Duration bucket) {
    return new CountStatement(what, database.dialect(), current, from, to, bucket);
  }

  private CountPlan shaped(RowPlan rows, Instant from, Instant to, Deadline deadline) {
    Sql none = CountStatement.none(SHAPES, rows.statement(), from, to);
    return database.query(none, 1, deadline, result -> CountPlan.of(rows, result));
  }

  /** The plan that leaves out what fails, when it is read or when it is counted. */
  private CountPlan working(Instant from, Instant to, Duration bucket, Deadline deadline) {
    CountPlan readable = shaped(planner.working(from, to, deadline), from, to, deadline);
    CountStatement statement = statement(TRIAL, readable, from, to, bucket);
    List<FailedColumn> failed = new ArrayList<>(readable.rows().failed());
    for (int i = 0; i < readable.shapes().size(); i++) {
      try {
        database.query(statement.trial(i), 1, deadline, rows -> rows.next());
      } catch (QueryFailedException e) {
        if (!RowReader.isOurs(e)) {
          throw e;
        }
        failed.add(new FailedColumn(readable.value(i).column(), e.kind(), e.reason()));
      }
    }
    return failed.size() == readable.rows().failed().size()
        ? readable
        : shaped(planner.without(failed, deadline), from, to, deadline);
  }
}
