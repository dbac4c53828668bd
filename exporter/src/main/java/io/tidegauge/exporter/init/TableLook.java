package io.tidegauge.exporter.init;

import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.source.TableSample;
import io.tidegauge.source.TableSampler;
import io.tidegauge.spec.TableName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What two samples of a table say: one of all of it, and its newest rows.
 *
 * @param newest as the other; columns without values where the rows cannot be read in time
 * @param notes what could not be read, and what would help
 */
record TableLook(
    TableName table,
    Optional<String> where,
    List<ColumnFacts> spread,
    List<ColumnFacts> newest,
    int rows,
    List<String> notes) {

  /** Where each statement is bounded, and rows of a hundred columns are a million values. */
  private static final int ROWS = 10_000;

  TableLook {
    spread = List.copyOf(spread);
    newest = List.copyOf(newest);
    notes = List.copyOf(notes);
  }

  /**
   * Takes the sample of the whole table.
   *
   * @throws QueryFailedException if it cannot be read
   */
  static TableLook of(Database database, TableName table, Optional<String> where, Duration limit) {
    TableSampler sampler = TableSampler.of(database, table, where, Deadline.after(limit));
    TableSample sample = sampler.spread(ROWS, Deadline.after(limit));
    List<ColumnFacts> spread = facts(sample);
    return new TableLook(table, where, spread, List.of(), sample.rows(), List.of());
  }

  /** The same with the newest rows; with a note where these cannot be read in time. */
  TableLook withNewest(Database database, String time, Duration limit) {
    try {
      TableSampler sampler = TableSampler.of(database, table, where, Deadline.after(limit));
      TableSample sample = sampler.newest(time, ROWS, Deadline.after(limit));
      return new TableLook(table, where, spread, facts(sample), rows, List.of());
    } catch (QueryFailedException e) {
      String note =
          "the newest rows of "
              + table
              + " cannot be read ("
              + e.reason()
              + "): is there an index on "
              + time
              + "? What is guessed of traffic rests on a sample";
      return new TableLook(table, where, spread, List.of(), rows, List.of(note));
    }
  }

  private static List<ColumnFacts> facts(TableSample sample) {
    return sample.columns().stream().map(ColumnFacts::of).toList();
  }

  /** What the newest rows say of a column; nothing where they could not be read. */
  Optional<ColumnFacts> newest(String column) {
    return newest.stream().filter(facts -> facts.name().equals(column)).findFirst();
  }

  /** A column with its newest rows. */
  ColumnFacts all(ColumnFacts column) {
    return newest(column.name()).map(column::and).orElse(column);
  }
}
