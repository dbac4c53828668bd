package io.tidegauge.bench;

import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.NumericBins;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Nanoseconds of a core for each value counted: 16 numeric features, 10 bins, moments; then with
 * the quantile histogram, and with sums for each bin. The median of the rounds after a warm-up, on
 * one core.
 */
public final class CountingBenchmark {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final int FEATURES = 16;
  private static final int ROWS = 1 << 10;
  private static final int PASSES = 600;
  private static final int WARM_UP = 5;
  private static final int ROUNDS = 7;

  private static final WatchedColumns COLUMNS =
      WatchedColumns.of(
          ModelSpecReader.read(
              "bench.yaml",
              """
              model: bench
              database: none
              predictions: {table: t, time: ts, kind: binary}
              features:
              """
                  + IntStream.range(0, FEATURES)
                      .mapToObj(i -> "  f%d: numeric%n".formatted(i))
                      .collect(Collectors.joining())));

  private CountingBenchmark() {}

  /** Prints the figures. */
  public static void main(String[] arguments) {
    Row[] rows = rows();
    NumericBins bins = NumericBins.fromValues(values(1), 10);
    // Plain first, as in most programs; then with code that has seen all kinds of columns.
    for (int i = 0; i < 2; i++) {
      print("moments and 10 bins", rows, layout(bins, false, false));
      print("with sums for each bin", rows, layout(bins, true, false));
      print("with the quantile histogram", rows, layout(bins, false, true));
    }
  }

  private static CountLayout layout(NumericBins bins, boolean spread, boolean quantiles) {
    return new CountLayout(
        Collections.nCopies(
            FEATURES,
            new NumericLayout(
                Optional.of(bins), Optional.empty(), 0, true, spread, quantiles, false)),
        Collections.emptyList(),
        Collections.emptyMap());
  }

  private static double[] values(long seed) {
    Random random = new Random(seed);
    return random.doubles(ROWS).map(x -> random.nextGaussian() * 10 + x).toArray();
  }

  private static Row[] rows() {
    Row[] rows = new Row[ROWS];
    Arrays.setAll(rows, i -> new Row(COLUMNS));
    for (int feature = 0; feature < FEATURES; feature++) {
      double[] values = values(feature);
      for (int i = 0; i < ROWS; i++) {
        rows[i].number(feature, values[i]);
      }
    }
    return rows;
  }

  private static void print(String what, Row[] rows, CountLayout layout) {
    for (int i = 0; i < WARM_UP; i++) {
      round(rows, layout);
    }
    double[] rounds = IntStream.range(0, ROUNDS).mapToDouble(i -> round(rows, layout)).toArray();
    Arrays.sort(rounds);
    System.out.printf(
        Locale.ROOT,
        "%-28s %5.1f ns/value (%.1f to %.1f)%n",
        what,
        rounds[ROUNDS / 2],
        rounds[0],
        rounds[ROUNDS - 1]);
  }

  private static double round(Row[] rows, CountLayout layout) {
    Counts counts = new Counts(layout);
    long start = THREADS.getCurrentThreadCpuTime();
    for (int pass = 0; pass < PASSES; pass++) {
      for (Row row : rows) {
        counts.add(row);
      }
    }
    long nanos = THREADS.getCurrentThreadCpuTime() - start;
    if (counts.rows() != (long) PASSES * rows.length) {
      throw new AssertionError("rows were lost");
    }
    return (double) nanos / ((double) PASSES * rows.length * FEATURES);
  }
}
