package io.tidegauge.counts;

import java.util.Arrays;
import java.util.OptionalDouble;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.LongsSketch;

/**
 * How often the most frequent number occurs, at the least: by a sketch of frequent items, which
 * keeps so many values and takes from all of them alike when there are more. So what it says is
 * exact up to {@link #EXACT_VALUES} values, and beyond that never too much. Not safe for use by
 * several threads.
 */
public final class FrequentValues {
  /** Up to so many distinct numbers nothing is lost: three quarters of the sketch's places. */
  static final int EXACT_VALUES = Sketches.FREQUENT_PLACES * 3 / 4;

  /** By how much of all values too little may be said, where there are more distinct ones. */
  static final double ERROR = LongsSketch.getEpsilon(Sketches.FREQUENT_PLACES);

  private final LongsSketch sketch = new LongsSketch(Sketches.FREQUENT_PLACES);
  private long values;

  /** Nothing seen yet. */
  FrequentValues() {}

  /** Takes note of a finite number that occurs so often; of the two zeros there is but one. */
  void add(double value, long times) {
    keep(value, times);
    values += times;
  }

  private void keep(double value, long times) {
    sketch.update(Double.doubleToLongBits(value + 0.0), times);
  }

  void merge(FrequentValues other) {
    values += other.values;
    sketch.merge(other.sketch);
  }

  void merge(Tape.Reader tape) {
    values += tape.count();
    long kept = tape.count();
    for (long i = 0; i < kept; i++) {
      keep(tape.number(), tape.count());
    }
  }

  /** What is known for certain of each value: how much too little that may be is not needed. */
  void write(Tape.Writer tape) {
    LongsSketch.Row[] rows = rows();
    tape.count(values);
    tape.count(rows.length);
    for (LongsSketch.Row row : rows) {
      tape.number(Double.longBitsToDouble(row.getItem()));
      tape.count(row.getLowerBound());
    }
  }

  private LongsSketch.Row[] rows() {
    return sketch.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES);
  }

  /** Of the same values in another order the sketch may say something else, within its error. */
  boolean isSame(FrequentValues other) {
    return values == other.values && Math.abs(most() - other.most()) <= ERROR * values;
  }

  /** How many numbers were seen, each as often as it occurred. */
  public long values() {
    return values;
  }

  /**
   * The share of the numbers that are the most frequent one, at the least: exact up to 192 distinct
   * numbers, beyond that up to 0.014 too little. Empty where there are none.
   */
  public OptionalDouble largestShare() {
    return values == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) most() / values);
  }

  private long most() {
    return Arrays.stream(rows()).mapToLong(LongsSketch.Row::getLowerBound).max().orElse(0);
  }
}
