package io.tidegauge.exporter.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.counts.Tiers;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSumTest {
  private static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          database: d
          predictions: {table: t, time: ts, version: v, kind: binary, score: s}
          features: {a: numeric}
          """);
  private static final WatchedColumns COLUMNS = WatchedColumns.of(SPEC);
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration WINDOW = Duration.ofMinutes(50);
  private static final Tiers TIERS =
      Tiers.of(List.of(Duration.ofMinutes(10), Duration.ofMinutes(500)), MINUTE);

  private final VersionLayouts layouts =
      new VersionLayouts(version -> CountLayouts.of(SPEC, COLUMNS, Optional.empty()));
  private final SealedBuckets sealed = new SealedBuckets();
  private final WindowSum sum = new WindowSum();
  private final WindowSum earlier = new WindowSum();

  private BucketedCounts minute(Instant start, Random random) {
    BucketedCounts counts = new BucketedCounts(COLUMNS.slices(), MINUTE, layouts::of);
    Row row = new Row(COLUMNS);
    for (int i = random.nextInt(4); i > 0; i--) {
      row.timeMicros(start.toEpochMilli() * 1000);
      row.version("v" + random.nextInt(3));
      for (int column = 0; column < COLUMNS.numbers().size(); column++) {
        row.number(column, random.nextGaussian());
      }
      counts.add(row);
    }
    return counts;
  }

  private void replace(Instant start, Random random) {
    sealed.replace(start, start.plus(MINUTE), minute(start, random), Set.of());
  }

  /** Buckets come, are joined, are counted again, and go when the clock is set back. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theSumIsThatOfItsBucketsHoweverItMoves(long seed) {
    Random random = new Random(seed);
    Instant to = Instant.parse("2026-03-01T12:00:00Z");
    long edition = 0;
    for (int step = 0; step < 400; step++) {
      switch (random.nextInt(20)) {
        case 0 -> {
          to = to.minus(MINUTE.multipliedBy(random.nextInt(20)));
          to = sealed.removeFrom(to);
        }
        case 1 -> {
          replace(
              sealed.boundaryFrom(to.minus(MINUTE.multipliedBy(1 + random.nextInt(49)))), random);
          edition++;
        }
        case 2 -> sealed.rollUp(TIERS, to.plus(WINDOW.multipliedBy(random.nextInt(2))));
        default -> {
          for (int i = random.nextInt(3); i > 0; i--) {
            replace(to, random);
            to = to.plus(MINUTE);
          }
        }
      }
      Instant from = sealed.boundaryFrom(to.minus(WINDOW));
      assertSame(sum, from, to, edition);
      assertSame(earlier, sealed.boundaryFrom(from.minus(WINDOW)), from, edition);
    }
  }

  private void assertSame(WindowSum kept, Instant from, Instant to, long edition) {
    SortedMap<Cell, Counts> expected = sealed.sum(from, to);
    SortedMap<Cell, Counts> found = kept.of(sealed, from, to, edition);
    assertThat(found.keySet()).isEqualTo(expected.keySet());
    found.forEach(
        (cell, counts) ->
            assertThat(counts.isSame(Objects.requireNonNull(expected.get(cell)))).isTrue());
  }
}
