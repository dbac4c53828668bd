package io.tidegauge.monitor;

import java.util.List;

/**
 * How many values there were, by size.
 *
 * @param bounds the upper bounds of the buckets, rising, themselves in
 * @param counts the values in each bucket, and those above all bounds last
 * @param sum the sum of all values
 * @param exemplars the newest traced value of some of the buckets
 */
public record Histogram(
    List<Double> bounds, List<Long> counts, double sum, List<Exemplar> exemplars) {

  /** Values of which none is traced. */
  public Histogram(List<Double> bounds, List<Long> counts, double sum) {
    this(bounds, counts, sum, List.of());
  }

  public Histogram {
    exemplars = List.copyOf(exemplars);
    bounds = List.copyOf(bounds);
    counts = List.copyOf(counts);
    if (counts.size() != bounds.size() + 1) {
      throw new IllegalArgumentException(
          counts.size() + " counts do not fit " + bounds.size() + " bounds");
    }
  }

  /** How many values there were. */
  public long count() {
    return counts.stream().mapToLong(Long::longValue).sum();
  }
}
