package io.tidegauge.exporter.rows;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.SealedBuckets;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.spec.DriftReference;
import io.tidegauge.spec.EarlierRows;
import io.tidegauge.spec.IncidentSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class WindowSumsTest {
  private static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          database: d
          predictions:
            {table: t, time: ts, version: v, versions: {champion: v9}, kind: binary, score: s,
             slices: [{column: c, values: [web, app]}]}
          features: {a: numeric}
          windows: [1m, 5m]
          bucket: 5s
          max_versions: 3
          """);

  private final LogInMemory log = new LogInMemory(SPEC, version -> Optional.empty());

  private List<WindowCounts> windows(Instant now) {
    RowHistory history = log.history(now);
    log.fill(history, now);
    return history.known(now).windows();
  }

  private void add(Instant time, String version, String channel) {
    Row row = log.row(time);
    row.version(version);
    row.slice(0, channel);
    log.rows.add(row);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void aWindowHoldsTheRowsFromItsRoundedOldEndUpToNow(long seed) {
    Random random = new Random(seed);
    Instant now = Instant.parse("2026-03-01T12:00:00Z").plusMillis(random.nextInt(60_000));
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      times.add(now.minusMillis(1 + random.nextInt(400_000)));
    }
    times.forEach(time -> add(time, "v9", "web"));

    for (WindowCounts window : windows(now)) {
      if (window.cell().equals(Cell.ofAll("v9"))) {
        long expected = times.stream().filter(time -> !time.isBefore(window.from())).count();
        assertThat(window.counts().rows()).isEqualTo(expected);
        assertThat(window.from().toEpochMilli() % 5_000).isZero();
        assertThat(Duration.between(window.from(), now))
            .isLessThanOrEqualTo(window.length())
            .isGreaterThan(window.length().minusSeconds(5));
        assertThat(window.seconds())
            .isEqualTo(Duration.between(window.from(), now).toMillis() / 1e3);
      }
    }
  }

  private static ModelSpec comparing(DriftReference reference) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, version: v, versions: {champion: v9}, kind: binary, score: s}
        features: {a: numeric}
        windows: [30m, 6h, 8d]
        bucket: 1m
        drift: {reference: %s}
        """
            .formatted(reference.name().toLowerCase(Locale.ROOT)));
  }

  /** Ends may be off by a twelfth of the window, and no row is in a window and its earlier one. */
  private static void assertEarlier(
      WindowCounts window, DriftReference reference, List<Instant> times, Instant now) {
    Duration back = reference.before(window.length()).orElseThrow();
    Duration rounding = window.length().dividedBy(12);
    Instant end = now.minus(back);
    Instant start =
        end.minus(window.length().multipliedBy(reference == DriftReference.ROLLING ? 4 : 1));
    long found = window.earlier().orElseThrow().counts().rows();
    Instant latest = end.plus(rounding).isAfter(window.from()) ? window.from() : end.plus(rounding);
    assertThat(found)
        .isLessThanOrEqualTo(between(times, start, latest))
        .isGreaterThanOrEqualTo(between(times, start.plus(rounding), end));
    if (reference != DriftReference.LAST_WEEK) {
      assertThat(found)
          .as("up to where the window begins")
          .isGreaterThanOrEqualTo(between(times, start.plus(rounding), window.from()));
    }
  }

  private static long between(List<Instant> times, Instant from, Instant to) {
    return times.stream().filter(time -> !time.isBefore(from) && time.isBefore(to)).count();
  }

  @ParameterizedTest
  @EnumSource(names = {"PREVIOUS_WINDOW", "LAST_WEEK", "ROLLING"})
  void anEarlierWindowHoldsItsRowsAsTimeGoesOnAndNothingMoreIsRead(DriftReference reference) {
    Random random = new Random(7);
    LogInMemory compared = new LogInMemory(comparing(reference), version -> Optional.empty());
    LogInMemory plain =
        new LogInMemory(comparing(DriftReference.PROFILE), version -> Optional.empty());
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    List<Instant> times = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      times.add(now.minusSeconds(1 + random.nextInt(45 * 86_400)));
    }
    for (int i = 0; i < 1_000; i++) {
      times.add(now.plusSeconds(random.nextInt(86_400)));
    }
    for (LogInMemory each : List.of(compared, plain)) {
      for (Instant time : times) {
        Row row = each.row(time);
        row.version("v9");
        each.rows.add(row);
      }
    }
    RowHistory history = compared.history(now);
    compared.fill(history, now);
    RowHistory plainHistory = plain.history(now);
    plain.fill(plainHistory, now);
    for (int step = 0; step < 60; step++) {
      now = now.plusSeconds(1 + random.nextInt(1_400));
      long before = compared.read - plain.read;
      history.advance(now, LogInMemory.later());
      plainHistory.advance(now, LogInMemory.later());
      assertThat(compared.read - plain.read).isEqualTo(before);
      history.fill(now, LogInMemory.later());
      List<WindowCounts> windows = history.known(now).windows();
      assertThat(windows).hasSize(3);
      for (WindowCounts window : windows) {
        assertEarlier(window, reference, times, now);
      }
    }
    assertThat(plainHistory.known(now).windows()).allMatch(window -> window.earlier().isEmpty());
  }

  /** Of six hours, four hours' quiet is left, but for the buckets in which an incident is. */
  @Test
  void whatIncidentsHoldIsNoReference() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    EarlierSum sum =
        new EarlierSum(
            new EarlierRows(
                    DriftReference.ROLLING,
                    6,
                    List.of(
                        incident("2026-03-01T08:00:00Z", "2026-03-01T08:50:00Z"),
                        incident("2026-03-01T06:30:30Z", "2026-03-01T07:00:30Z"),
                        incident("2026-03-01T08:10:00Z", "2026-03-01T09:00:00Z")))
                .quiet());
    SealedBuckets sealed = new SealedBuckets();
    VersionLayouts layouts =
        new VersionLayouts(version -> new CountLayout(List.of(), List.of(), Map.of()));
    BucketedCounts read = new BucketedCounts(List.of(), Duration.ofMinutes(1), layouts::of);
    WatchedColumns columns = new WatchedColumns(List.of(), List.of(), List.of());
    for (int minute = 0; minute < 720; minute++) {
      Row row = new Row(columns);
      row.timeMicros((now.getEpochSecond() - 60L * (720 - minute)) * 1_000_000);
      row.version("v9");
      read.add(row);
    }
    sealed.replace(now.minus(Duration.ofHours(12)), now, read, Set.of());
    for (int step = 0; step < 6 * 60; step++) {
      Instant from = Instant.parse("2026-03-01T01:00:00Z").plus(Duration.ofMinutes(step));
      Instant to = from.plus(Duration.ofHours(5));
      long left =
          IntStream.range(0, 300)
              .mapToObj(
                  minute -> from.plus(Duration.ofMinutes(minute)).toString().substring(11, 16))
              .filter(time -> time.compareTo("06:30") < 0 || time.compareTo("07:00") > 0)
              .filter(time -> time.compareTo("08:00") < 0 || time.compareTo("09:00") >= 0)
              .count();
      EarlierSum.Sum earlier = sum.of(sealed, from, to, 1).orElseThrow();
      assertThat(
              earlier.parts().stream()
                  .mapToLong(part -> Objects.requireNonNull(part.get(Cell.ofAll("v9"))).rows())
                  .sum())
          .as(from.toString())
          .isEqualTo(left)
          .isEqualTo(earlier.time().toMinutes());
    }
    assertThat(
            sum.of(
                sealed,
                Instant.parse("2026-03-01T08:05:00Z"),
                Instant.parse("2026-03-01T08:55:00Z"),
                1))
        .isEmpty();
  }

  private static IncidentSpec incident(String from, String to) {
    return new IncidentSpec(Instant.parse(from), Instant.parse(to), "");
  }

  @Test
  void aVersionWithARoleIsFollowedWithoutRowsAndOthersByTheirRows() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    for (int version = 1; version <= 5; version++) {
      for (int i = 0; i < version; i++) {
        add(now.minusSeconds(10), "v" + version, "web");
      }
    }

    assertThat(
            windows(now).stream()
                .map(window -> window.cell().version())
                .collect(Collectors.toSet()))
        .containsExactlyInAnyOrder("v9", "v5", "v4");
  }

  @Test
  void everyDeclaredSliceIsThereWithRowsOrWithoutAndNoOther() {
    Instant now = Instant.parse("2026-03-01T12:00:00Z");
    add(now.minusSeconds(10), "v9", "web");
    add(now.minusSeconds(10), "v9", "fax");

    assertThat(
            windows(now).stream()
                .filter(window -> window.length().equals(Duration.ofMinutes(1)))
                .map(window -> window.cell().slice() + " " + window.counts().rows()))
        .containsExactly("all 2", "c=app 0", "c=web 1");
  }
}
