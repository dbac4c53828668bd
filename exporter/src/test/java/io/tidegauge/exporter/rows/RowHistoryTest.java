package io.tidegauge.exporter.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Moments;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RowHistoryTest {
  private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

  static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          database: d
          predictions:
            {table: t, time: ts, version: v, kind: binary, score: s,
             slices: [{column: c, values: [web, app]}]}
          features: {a: numeric, b: category}
          windows: [10m, 3h, 24h]
          lateness: 1m
          """);

  private final LogInMemory log = new LogInMemory(SPEC, version -> Optional.empty());

  private static LongStream seeds() {
    return LongStream.range(0, 450);
  }

  private Row add(Random random, Instant time) {
    Row row = log.row(time);
    row.version("v" + random.nextInt(3));
    if (random.nextInt(5) > 0) {
      row.number(0, random.nextGaussian());
    }
    row.number(1, random.nextDouble());
    row.text(0, random.nextInt(4) > 0 ? "x" + random.nextInt(3) : null);
    row.slice(0, random.nextBoolean() ? "web" : "app");
    log.rows.add(row);
    return row;
  }

  /** What a reading of everything finds. */
  private void isWhatARecountFinds(RowHistory history, Instant now) {
    List<WindowCounts> known = history.known(now).windows();
    List<WindowCounts> expected =
        LogInMemory.windows(SPEC, version -> Optional.empty(), log.rows, now);
    assertThat(known).hasSameSizeAs(expected);
    for (int i = 0; i < known.size(); i++) {
      WindowCounts here = known.get(i);
      assertThat(here.cell()).isEqualTo(expected.get(i).cell());
      assertThat(here.from()).isEqualTo(expected.get(i).from());
      assertThat(here.counts().rows()).isEqualTo(expected.get(i).counts().rows());
      assertThat(here.counts().isSame(expected.get(i).counts())).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whatChangesWithinTheLatenessIsCountedAtTheNextScrape(long seed) {
    Random random = new Random(seed);
    Instant now = START.plusMillis(random.nextInt(600_000));
    for (int i = 0; i < 200; i++) {
      add(random, now.minusMillis(61_000 + random.nextInt(80_000_000)));
    }
    RowHistory history = log.history(now);
    log.fill(history, now);
    for (int step = 0; step < 20; step++) {
      now = now.plusMillis(1 + random.nextInt(random.nextBoolean() ? 5_000 : 400_000));
      for (int i = random.nextInt(8); i > 0; i--) {
        add(random, now.minusMillis(1 + random.nextInt(60_000)));
      }
      Instant young = now.minusSeconds(60);
      log.rows.removeIf(
          row ->
              random.nextInt(10) == 0
                  && !Instant.EPOCH.plusNanos(row.timeMicros() * 1000).isBefore(young));
      history.advance(now, LogInMemory.later());
      isWhatARecountFinds(history, now);
      if (random.nextInt(4) == 0) {
        history.fill(now, LogInMemory.later());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void partsOfTheLongestWindowHoldWhatIsSealedInThem(long seed) {
    Random random = new Random(seed);
    Instant now = START.plusMillis(random.nextInt(600_000));
    for (int i = 0; i < 2000; i++) {
      add(random, now.minusMillis(1 + random.nextInt(86_400_000)));
    }
    RowHistory history = log.history(now);
    assertThat(history.parts(now, 1, "score", 48)).isEmpty();
    log.fill(history, now);

    SortedMap<Instant, SortedMap<String, Moments>> parts = history.parts(now, 1, "score", 48);

    // Its buckets are of ten minutes, so its parts of half an hour; the newest one is not sealed.
    assertThat(parts.size()).isBetween(46, 48);
    parts.forEach(
        (start, versions) ->
            versions.forEach(
                (version, moments) -> {
                  double[] scores =
                      log.rows.stream()
                          .filter(row -> version.equals(row.version()))
                          .filter(row -> isIn(row, start, start.plusSeconds(1800)))
                          .mapToDouble(row -> row.number(1))
                          .toArray();
                  assertThat(moments.rows()).isEqualTo(scores.length);
                  assertThat(moments.sum()).isCloseTo(DoubleStream.of(scores).sum(), within(1e-9));
                }));
  }

  private static boolean isIn(Row row, Instant from, Instant to) {
    Instant time = Instant.EPOCH.plusNanos(row.timeMicros() * 1000);
    return !time.isBefore(from) && time.isBefore(to);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void whateverElseHappensIsCountedWithinOneRecount(long seed) {
    Random random = new Random(seed);
    Instant now = START;
    RowHistory history = log.history(now);
    for (int step = 0; step < 15; step++) {
      boolean jump = random.nextInt(6) == 0;
      now = now.plusSeconds(jump ? random.nextInt(20_000) - 10_000 : random.nextInt(200));
      for (int i = random.nextInt(60); i > 0; i--) {
        add(random, now.minusSeconds(random.nextInt(100_000)).plusSeconds(random.nextInt(100)));
      }
      log.rows.removeIf(row -> random.nextInt(30) == 0);
      log.rows.forEach(
          row -> {
            if (random.nextInt(20) == 0) {
              row.number(0, random.nextDouble());
            }
          });
      history.advance(now, LogInMemory.later());
      if (random.nextInt(3) > 0) {
        history.fill(now, LogInMemory.later());
      } else if (history.isWhole(now)) {
        history.recount(now, LogInMemory.later());
      }
      if (random.nextInt(10) == 0) {
        history = log.history(now);
      }
    }
    log.fill(history, now);
    recountAll(history, now);
    isWhatARecountFinds(history, now);
  }

  private static void recountAll(RowHistory history, Instant now) {
    // the first comes to the end of the cycle that had begun, the second goes once round
    for (int cycle = 0; cycle < 2; cycle++) {
      Optional<Duration> before = history.recountCycle();
      while (history.recountCycle().equals(before)) {
        history.recount(now, LogInMemory.later());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void ofManyRowsOnlyTheNewAreReadAndThoseOfASealedBucketOnceMore(long seed) {
    Random random = new Random(seed);
    Instant now = START;
    RowHistory history = log.history(now);
    log.fill(history, now);
    long added = 0;
    long before = log.read;
    for (int step = 0; step < 60; step++) {
      Instant last = now;
      now = now.plusSeconds(10);
      for (int i = 0; i < 1_000; i++) {
        // visible at once, or within five seconds, or within the lateness
        int behind = i % 3 == 0 ? random.nextInt(60_000) : random.nextInt(5_000);
        add(random, last.plusMillis(random.nextInt(10_000)).minusMillis(behind));
        added++;
      }
      history.advance(now, LogInMemory.later());
    }
    long readPerRow = (log.read - before) / added;
    assertThat(readPerRow).isLessThanOrEqualTo(3);
    now = now.plusSeconds(200);
    history.advance(now, LogInMemory.later());
    isWhatARecountFinds(history, now);
    assertThat(log.read - before).isLessThan(3 * added);
  }

  @Test
  void aScrapeReadsNothingOfSealedBuckets() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      add(random, START.minusSeconds(300 + random.nextInt(80_000)));
    }
    RowHistory history = log.history(START);
    log.fill(history, START);
    long before = log.read;
    for (int scrape = 1; scrape <= 100; scrape++) {
      history.advance(START.plusSeconds(15L * scrape), LogInMemory.later());
    }
    assertThat(log.read).isEqualTo(before);
  }

  @Test
  void windowsAppearTheShortestFirstAndWhole() {
    Random random = new Random(1);
    for (int i = 0; i < 5_000; i++) {
      add(random, START.minusSeconds(random.nextInt(86_000)));
    }
    RowHistory history = log.history(START);
    history.advance(START, LogInMemory.later());
    assertThat(history.known(START).windows()).isEmpty();
    double filled = history.known(START).filled();
    int windows = 0;
    while (history.fill(START, LogInMemory.later())) {
      List<WindowCounts> known = history.known(START).windows();
      List<WindowCounts> all =
          LogInMemory.windows(SPEC, version -> Optional.empty(), log.rows, START);
      for (WindowCounts window : known) {
        assertThat(
                all.stream()
                    .filter(other -> other.length().equals(window.length()))
                    .filter(other -> other.cell().equals(window.cell()))
                    .map(other -> other.counts().rows()))
            .containsExactly(window.counts().rows());
      }
      assertThat(known.size()).isGreaterThanOrEqualTo(windows);
      windows = known.size();
      assertThat(history.known(START).filled()).isGreaterThan(filled);
      filled = history.known(START).filled();
    }
    assertThat(history.isWhole(START)).isTrue();
    assertThat(filled).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 60, 300, 4_000, 80_000, -1, -60, -300, -4_000, -40_000})
  void aDatabaseThatIsDownForAWhileCostsNoRows(long seconds) {
    Random random = new Random(seconds);
    for (int i = 0; i < 500; i++) {
      add(random, START.minusSeconds(random.nextInt(80_000)).plusSeconds(random.nextInt(1_000)));
    }
    RowHistory history = log.history(START);
    log.fill(history, START);
    Instant later = START.plusSeconds(seconds);
    log.down = true;
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> history.advance(later, LogInMemory.later()))
          .isInstanceOf(QueryFailedException.class);
    }
    log.down = false;
    history.advance(later, LogInMemory.later());
    assertThat(history.known(later).windows()).isNotEmpty();
    log.fill(history, later);
    recountAll(history, later);
    isWhatARecountFinds(history, later);
  }

  @Test
  void aWindowShorterThanTheLatenessIsWholeAtOnce() {
    ModelSpec spec =
        ModelSpecReader.read(
            "test.yaml",
            """
            model: m
            database: d
            predictions: {table: t, time: ts, kind: binary, score: s}
            features: {a: numeric}
            windows: [1m, 24h]
            """);
    LogInMemory young = new LogInMemory(spec, version -> Optional.empty());
    for (int i = 1; i <= 100; i++) {
      young.rows.add(young.row(START.minusSeconds(i)));
    }
    RowHistory history = young.history(START);
    history.advance(START, LogInMemory.later());
    RowHistory.Known known = history.known(START);
    assertThat(
            known.windows().stream().map(window -> window.window() + " " + window.counts().rows()))
        .containsExactly("1m 60");
    assertThat(known.unreadable()).isEmpty();
    young.fill(history, START);
    assertThat(history.known(START).windows()).hasSize(2);
  }

  @Test
  void aRecountKeepsWhatIsKnownOfAColumnThatCannotBeReadNow() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      add(random, START.minusSeconds(300 + random.nextInt(80_000)));
    }
    RowHistory history = log.history(START);
    log.fill(history, START);
    log.unreadable = Set.of("a");
    log.rows.forEach(row -> row.noNumber(0));
    recountAll(history, START);
    assertThat(history.known(START).unreadable()).isEmpty();
    log.unreadable = Set.of();
    recountAll(history, START);
    assertThat(history.known(START).unreadable()).isEmpty();
    isWhatARecountFinds(history, START);
  }

  @Test
  void whatCouldNotBeReadWhenItWasCountedIsCountedAgainFirst() {
    Random random = new Random(1);
    for (int i = 0; i < 200; i++) {
      add(random, START.minusSeconds(300 + random.nextInt(80_000)));
    }
    RowHistory history = log.history(START);
    log.unreadable = Set.of("a");
    log.fill(history, START);
    assertThat(history.known(START).unreadable()).containsExactly("a");
    log.unreadable = Set.of();
    history.advance(START, LogInMemory.later());
    recountAll(history, START);
    assertThat(history.known(START).unreadable()).isEmpty();
    isWhatARecountFinds(history, START);
  }

  @Test
  void afterALongTimeWithoutScrapesThereIsNothingToCountAgain() {
    RowHistory history = log.history(new RowCounters(SPEC, WatchedColumns.of(SPEC), START));
    log.fill(history, START);
    history.advance(START.plusSeconds(600), LogInMemory.later());

    Instant muchLater = START.plus(Duration.ofDays(100));

    assertThat(history.recount(muchLater, LogInMemory.later())).isEqualTo(Recount.Found.NOTHING);
  }

  @Test
  void lateRowsAreCountedOnceByTheCountersAndTold() {
    RowCounters counters = new RowCounters(SPEC, WatchedColumns.of(SPEC), START);
    Random random = new Random(1);
    RowHistory history = log.history(counters);
    log.fill(history, START);
    add(random, START.plusSeconds(1)).version("v1");
    Instant now = START.plusSeconds(600);
    history.advance(now, LogInMemory.later());
    add(random, START.plusSeconds(2)).version("v1");
    add(random, START.plusSeconds(3)).version("v1");
    history.advance(now.plusSeconds(15), LogInMemory.later());
    assertThat(predictions(counters)).isEqualTo(1);
    assertThat(history.recount(now.plusSeconds(15), LogInMemory.later()).lateRows()).isEqualTo(2);
    assertThat(predictions(counters)).isEqualTo(3);
    assertThat(history.recount(now.plusSeconds(15), LogInMemory.later()).lateRows()).isZero();
    assertThat(predictions(counters)).isEqualTo(3);
  }

  private static double predictions(RowCounters counters) {
    return counters.readings(Set.of("v1")).stream()
        .filter(reading -> reading.metric().equals(RowMetrics.PREDICTIONS))
        .mapToDouble(Reading::value)
        .sum();
  }
}
