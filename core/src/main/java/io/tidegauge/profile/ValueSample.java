package io.tidegauge.profile;

import java.util.Arrays;

/**
 * The values of a column, from which its edges are taken: all of them up to {@link #MOST}, beyond
 * that every second, fourth, eighth … one in the order of arrival. Edges move by a share of a bin
 * thereby; the counts, taken in a second pass, are exact all the same.
 */
final class ValueSample {
  /** 8 MB a column. */
  static final int MOST = 1 << 20;

  private double[] values = new double[1024];
  private int size;
  private long seen;
  private long stride = 1;

  void add(double value) {
    if (seen++ % stride != 0) {
      return;
    }
    if (size == MOST) {
      halve();
      if ((seen - 1) % stride != 0) {
        return;
      }
    }
    if (size == values.length) {
      values = Arrays.copyOf(values, Math.min(MOST, size * 2));
    }
    values[size++] = value;
  }

  private void halve() {
    for (int i = 0; i < MOST / 2; i++) {
      values[i] = values[2 * i];
    }
    size = MOST / 2;
    stride *= 2;
  }

  double[] values() {
    return Arrays.copyOf(values, size);
  }

  /** About the mean; 0 where there is no value, or where their differences overflow. */
  double mean() {
    double mean = 0;
    for (int i = 0; i < size; i++) {
      mean += (values[i] - mean) / (i + 1);
    }
    return Double.isFinite(mean) ? mean : 0;
  }
}
