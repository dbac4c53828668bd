package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BucketedCountsTest {
  private static final CountLayout LAYOUT =
      new CountLayout(
          CountsTest.LAYOUT.numbers(),
          CountsTest.LAYOUT.texts(),
          new TreeMap<>(Map.of("channel", Set.of("web", "app"), "a=b", Set.of("c", "x=y"))),
          true,
          Optional.of(new CountLayout.Input(2, 1)),
          Optional.of(0));

  private static BucketedCounts buckets(Duration length) {
    return new BucketedCounts(
        SampleRows.COLUMNS.slices(), length, new VersionLayouts(version -> LAYOUT)::of);
  }

  private static Row rowAt(long micros, String version) {
    Row row = new Row(SampleRows.COLUMNS);
    row.timeMicros(micros);
    row.version(version);
    return row;
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT1S", "PT7S", "PT1M", "PT1H", "P1D"})
  void aWindowIsTheCountOfItsRowsWhateverTheBuckets(Duration length) {
    List<Row> rows = new SampleRows(11).rows(2000);
    BucketedCounts buckets = buckets(length);
    rows.forEach(buckets::add);
    Instant from = buckets.firstStartFrom(Instant.ofEpochSecond(-5000));
    Instant to = buckets.firstStartFrom(Instant.ofEpochSecond(4000));

    SortedMap<Cell, Counts> expected = new TreeMap<>();
    rows.stream()
        .filter(row -> !time(row).isBefore(from) && time(row).isBefore(to))
        .forEach(row -> recount(row, expected));

    SortedMap<Cell, Counts> sums = buckets.sum(from, to);
    assertThat(sums.keySet()).isEqualTo(expected.keySet());
    sums.forEach(
        (cell, counts) ->
            CountsTest.assertSame(counts, Objects.requireNonNull(expected.get(cell))));
  }

  private static Instant time(Row row) {
    return Instant.EPOCH.plusNanos(row.timeMicros() * 1000);
  }

  private static void recount(Row row, SortedMap<Cell, Counts> expected) {
    String version = Objects.requireNonNullElse(row.version(), "(none)");
    add(row, expected, new Cell(version, "all"));
    if (List.of("web", "app").contains(String.valueOf(row.slice(0)))) {
      add(row, expected, new Cell(version, "channel=" + row.slice(0)));
    }
    if (List.of("c", "x=y").contains(String.valueOf(row.slice(1)))) {
      add(row, expected, new Cell(version, "a\\=b=" + row.slice(1)));
    }
  }

  private static void add(Row row, SortedMap<Cell, Counts> expected, Cell cell) {
    expected
        .computeIfAbsent(cell, key -> new Counts(cell.isAll() ? LAYOUT : LAYOUT.ofSlice()))
        .add(row);
  }

  @Test
  void bucketsAreHalfOpenBeforeTheEpochToo() {
    BucketedCounts buckets = buckets(Duration.ofMinutes(1));
    for (long micros : new long[] {-60_000_001, -60_000_000, -1, 0, 59_999_999, 60_000_000}) {
      buckets.add(rowAt(micros, "v"));
    }
    assertThat(buckets.starts())
        .extracting(Instant::toString)
        .containsExactly(
            "1969-12-31T23:58:00Z",
            "1969-12-31T23:59:00Z",
            "1970-01-01T00:00:00Z",
            "1970-01-01T00:01:00Z");
    assertThat(rows(buckets.sum(Instant.ofEpochSecond(-60), Instant.EPOCH))).isEqualTo(2);
    assertThat(rows(buckets.sum(Instant.EPOCH, Instant.ofEpochSecond(60)))).isEqualTo(2);
    assertThat(rows(buckets.sum())).isEqualTo(6);
    assertThat(buckets.bucket(Instant.EPOCH)).containsOnlyKeys(Cell.ofAll("v"));
    assertThat(buckets.bucket(Instant.ofEpochSecond(120))).isEmpty();
  }

  private static long rows(SortedMap<Cell, Counts> sums) {
    return Objects.requireNonNull(sums.get(Cell.ofAll("v"))).rows();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1969-12-31T23:59:00.000000001Z", "1969-12-31T23:59:59.999999999Z"})
  void theFirstStartIsNeverBeforeTheTime(Instant time) {
    assertThat(buckets(Duration.ofMinutes(1)).firstStartFrom(time)).isEqualTo(Instant.EPOCH);
  }

  @Test
  void aStartIsTheFirstFromItself() {
    Instant start = Instant.parse("1969-12-31T23:59:00Z");
    assertThat(buckets(Duration.ofMinutes(1)).firstStartFrom(start)).isEqualTo(start);
  }

  @Test
  void aColumnThatNamesNoVersionsCannotFillTheMemory() {
    BucketedCounts buckets = buckets(Duration.ofMinutes(1));
    for (int i = 0; i < 1000; i++) {
      buckets.add(rowAt(0, "v" + i));
      buckets.add(rowAt(0, "v0"));
    }
    assertThat(buckets.versions()).hasSize(VersionLayouts.MOST_VERSIONS).containsKey("v0");
    assertThat(buckets.dropped()).isEqualTo(1000 - VersionLayouts.MOST_VERSIONS);
    assertThat(buckets.sum().get(Cell.ofAll("v0"))).extracting(Counts::rows).isEqualTo(1001L);
  }

  @Test
  void aRowWithoutVersionHasOneOfItsOwn() {
    BucketedCounts buckets = buckets(Duration.ofMinutes(1));
    buckets.add(new Row(SampleRows.COLUMNS));
    assertThat(buckets.sum()).containsOnlyKeys(Cell.ofAll("(none)"));
  }

  @Test
  void bucketsHaveALength() {
    assertThatThrownBy(() -> buckets(Duration.ofNanos(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
