package io.tidegauge.counts;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Seeded rows of a small model, with everything in them that a log may hold. */
public final class SampleRows {
  public static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          database: d
          predictions:
            table: t
            time: ts
            version: v
            kind: binary
            score: score
            output: output
            failed: failed
            latency: {column: latency_ms, unit: ms}
            slices: [channel, {column: "a=b", values: [c, "x=y"]}]
          features:
            amount: {type: numeric, range: [0, 100]}
            age: numeric
            merchant: {type: category, top: 3}
          reference: {profile: "{version}.json"}
          """);

  public static final WatchedColumns COLUMNS = WatchedColumns.of(SPEC);

  private static final double[] HOSTILE = {
    0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, 1e9
  };

  private final Random random;

  public SampleRows(long seed) {
    this.random = new Random(seed);
  }

  /** Rows within ten thousand seconds on either side of the epoch. */
  public List<Row> rows(int count) {
    return IntStream.range(0, count).mapToObj(i -> row()).toList();
  }

  private Row row() {
    Row row = new Row(COLUMNS);
    row.timeMicros((long) ((random.nextDouble() - 0.5) * 20_000e6));
    row.version(pick("v1", "v1", "v2", null));
    row.failed(random.nextInt(10) == 0);
    for (int i = 0; i < COLUMNS.numbers().size(); i++) {
      if (random.nextInt(8) > 0) {
        row.number(i, number());
      } else if (row.failed()) {
        row.typeError(i);
      }
    }
    for (int i = 0; i < COLUMNS.texts().size(); i++) {
      row.text(i, pick("a", "b", "c", "d", "e", "é", "", null));
    }
    row.slice(0, pick("web", "app", "pos", null));
    row.slice(1, pick("c", "x=y", "other", null));
    row.id(random.nextInt(8) == 0 ? null : Integer.toString(random.nextInt(2_000)));
    return row;
  }

  private double number() {
    return random.nextInt(10) == 0
        ? HOSTILE[random.nextInt(HOSTILE.length)]
        : random.nextGaussian() * 40 + 50;
  }

  private @Nullable String pick(@Nullable String... values) {
    return values[random.nextInt(values.length)];
  }

  /** The rows in another order. */
  public List<Row> shuffled(List<Row> rows) {
    List<Row> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    return shuffled;
  }
}
