package io.tidegauge.counts;

import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;

/**
 * An estimate of how many values are distinct, by HyperLogLog. What it says depends on the set of
 * values alone, not on their order or on how they came to be in parts. Not safe for use by several
 * threads.
 */
final class DistinctValues {
  /** Stands for the empty text, which the sketch leaves out: no database keeps such a text. */
  private static final String EMPTY = "\0";

  private final Union sketch;
  private long values;

  /**
   * Nothing seen yet.
   *
   * @param logRegisters the binary logarithm of the number of registers
   */
  DistinctValues(int logRegisters) {
    this.sketch = new Union(logRegisters);
  }

  /** Takes note of a number that occurs so many times. */
  void add(double value, long times) {
    values += times;
    sketch.update(value);
  }

  /** Takes note of a text that occurs so many times. */
  void add(String value, long times) {
    values += times;
    sketch.update(value.isEmpty() ? EMPTY : value);
  }

  /** Takes note of several numbers that are one value together. */
  void add(long[] value) {
    values++;
    sketch.update(value);
  }

  void merge(DistinctValues other) {
    merge(other.values, other.sketch.getResult(TgtHllType.HLL_8));
  }

  void merge(Tape.Reader tape) {
    merge(tape.count(), HllSketch.heapify(tape.distinct()));
  }

  private void merge(long seen, HllSketch other) {
    values += seen;
    sketch.update(other);
  }

  void write(Tape.Writer tape) {
    tape.count(values);
    tape.distinct(sketch.getResult(TgtHllType.HLL_4).toCompactByteArray());
  }

  boolean isSame(DistinctValues other) {
    return values == other.values && estimate() == other.estimate();
  }

  /** How many values were seen, each as often as it occurred. */
  long values() {
    return values;
  }

  /** How many of them are distinct: the estimate that does not depend on their order. */
  double estimate() {
    return Math.min((double) values, Math.rint(sketch.getCompositeEstimate()));
  }
}
