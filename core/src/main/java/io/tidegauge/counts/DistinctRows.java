package io.tidegauge.counts;

import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * How many rows repeat one before them, in their id or in all their features, by an estimate of how
 * many differ. Not safe for use by several threads.
 */
public final class DistinctRows {
  private static final long SEED = 9001;

  /** What stands for a value that is not there, and for the empty text. */
  private static final long MISSING = 0x7ff8_0000_0000_0001L;

  private static final long EMPTY = 0x7ff8_0000_0000_0002L;

  private final DistinctValues values = new DistinctValues(Sketches.ROW_REGISTERS);
  private long rows;

  /** Nothing seen yet. */
  DistinctRows() {}

  /** Takes note of a row by its id. */
  void addId(Row row) {
    rows++;
    String id = row.id();
    if (id != null) {
      values.add(id, 1);
    }
  }

  /** Takes note of a row by its features; one without any repeats none. */
  void addInput(Row row, CountLayout.Input input) {
    rows++;
    long[] features = new long[input.numbers() + input.texts()];
    boolean any = false;
    for (int i = 0; i < input.numbers(); i++) {
      boolean present = row.hasNumber(i);
      any |= present;
      // Of the two zeros there is but one.
      features[i] = present ? Double.doubleToLongBits(row.number(i) + 0.0) : MISSING;
    }
    for (int i = 0; i < input.texts(); i++) {
      String text = row.text(i);
      any |= text != null;
      features[input.numbers() + i] = text == null ? MISSING : hash(text);
    }
    if (any) {
      values.add(features);
    }
  }

  private static long hash(String text) {
    return text.isEmpty()
        ? EMPTY
        : MurmurHash3.hash(text.getBytes(StandardCharsets.UTF_8), SEED)[0];
  }

  void merge(DistinctRows other) {
    rows += other.rows;
    values.merge(other.values);
  }

  void merge(Tape.Reader tape) {
    rows += tape.count();
    values.merge(tape);
  }

  void write(Tape.Writer tape) {
    tape.count(rows);
    values.write(tape);
  }

  boolean isSame(DistinctRows other) {
    return rows == other.rows && values.isSame(other.values);
  }

  /** How many rows were looked at: those that a database has counted were not. */
  public long rows() {
    return rows;
  }

  /**
   * The share of the rows that repeat one before them, of those that have what is compared: all but
   * exact up to a thousand rows that differ, then with a standard error of 0.008. Empty where there
   * are none.
   */
  public OptionalDouble repeatedShare() {
    return values.values() == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(1 - values.estimate() / values.values());
  }
}
