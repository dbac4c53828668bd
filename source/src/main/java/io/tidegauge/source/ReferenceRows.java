package io.tidegauge.source;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ReferenceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The rows of a reference table: each pass is one statement. What cannot be read is found out
 * before the first pass, and is missing in all of them; a reference need not hold the score. Not
 * safe for use by several threads.
 */
public final class ReferenceRows implements RowStream {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "reference rows";

  private static final Instant LAST = Instant.parse("2200-01-01T00:00:00Z");

  private final Database database;
  private final RowSource source;
  private final WatchedColumns columns;
  private final Instant from;
  private final Instant to;
  private final Duration limit;
  private @Nullable RowPlan plan;

  /**
   * The rows of a reference.
   *
   * @param version the one version whose rows are wanted; all rows, where absent
   * @param limit how long a pass may take
   */
  public ReferenceRows(
      Database database,
      ReferenceSpec.Rows reference,
      WatchedColumns columns,
      Optional<String> version,
      Duration limit) {
    this(
        database,
        reference,
        RowSource.of(reference, columns, only(reference, version)),
        columns,
        limit);
  }

  private ReferenceRows(
      Database database,
      ReferenceSpec.Rows reference,
      RowSource source,
      WatchedColumns columns,
      Duration limit) {
    this.database = database;
    this.source = source;
    this.columns = columns;
    this.from = reference.from().orElse(Instant.EPOCH);
    this.to = reference.to().orElse(LAST);
    this.limit = limit;
  }

  /**
   * The rows of a reference with their labels.
   *
   * @param labels where these stand
   * @param id by what those of another table are joined
   * @param columns what is read of both, as {@link io.tidegauge.counts.CohortColumns#read} has it
   * @param version the one version whose rows are wanted; all rows, where absent
   * @param limit how long a pass may take
   */
  public static ReferenceRows ofCohort(
      Database database,
      ReferenceSpec.Rows reference,
      LabelsSpec labels,
      Optional<String> id,
      WatchedColumns columns,
      Optional<String> version,
      Duration limit) {
    RowSource source = RowSource.ofCohort(reference, labels, id, columns, only(reference, version));
    return new ReferenceRows(database, reference, source, columns, limit);
  }

  private static Optional<String> only(ReferenceSpec.Rows reference, Optional<String> version) {
    return reference.version().isPresent() ? version : Optional.empty();
  }

  /**
   * Goes through the rows.
   *
   * @throws QueryFailedException if they cannot be read
   */
  @Override
  public void forEach(Consumer<Row> consumer) {
    Deadline deadline = Deadline.after(limit);
    RowPlan current = plan(deadline);
    RowGathering<Consumer<Row>> gathering =
        new RowGathering<>(
            current, source, columns, from, to, deadline, consumer, Consumer::accept);
    RowStatement statement = current.statement();
    ReadResult<Consumer<Row>> unused =
        database.query(statement.sql(from, to), statement.fetchSize(), deadline, gathering);
  }

  /** The columns that cannot be read: in the rows they are missing everywhere. */
  public List<FailedColumn> failedColumns() {
    return plan(Deadline.after(limit)).failed();
  }

  private RowPlan plan(Deadline deadline) {
    RowPlan current = plan;
    if (current == null) {
      current = new RowPlanner(database, STATEMENT, source).working(from, to, deadline);
      plan = current;
    }
    return current;
  }
}
