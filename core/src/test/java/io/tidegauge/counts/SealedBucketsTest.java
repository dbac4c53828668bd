package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedBucketsTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Instant FROM = Instant.EPOCH.minusSeconds(12_000);
  private static final Instant TO = Instant.EPOCH.plusSeconds(12_000);

  private final SealedBuckets sealed = new SealedBuckets();

  private static BucketedCounts counted(Duration length, List<Row> rows) {
    VersionLayouts layouts = new VersionLayouts(version -> CountsTest.LAYOUT);
    BucketedCounts counts = new BucketedCounts(SampleRows.COLUMNS.slices(), length, layouts::of);
    rows.forEach(counts::add);
    return counts;
  }

  private static void isSame(SortedMap<Cell, Counts> sums, SortedMap<Cell, Counts> expected) {
    assertThat(sums.keySet()).isEqualTo(expected.keySet());
    sums.forEach(
        (cell, counts) ->
            assertThat(counts.isSame(Objects.requireNonNull(expected.get(cell)))).isTrue());
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theSumStaysTheSameHoweverBucketsAreFilledAndJoined(long seed) {
    List<Row> rows = new SampleRows(seed).rows(400);
    SortedMap<Cell, Counts> all = counted(MINUTE, rows).sum();
    Tiers tiers =
        Tiers.of(List.of(Duration.ofMinutes(20), Duration.ofHours(10)), Duration.ofMinutes(1));

    sealed.add(counted(Duration.ofMinutes(5), rows.subList(0, 100)), Set.of("a"));
    sealed.add(counted(MINUTE, rows.subList(100, 300)), Set.of("b"));
    sealed.add(counted(MINUTE, rows.subList(300, 400)), Set.of());
    isSame(sealed.sum(FROM, TO), all);
    assertThat(sealed.unreadable(FROM, TO)).containsExactly("a", "b");
    int before = sealed.size();
    sealed.rollUp(tiers, Instant.EPOCH.plusSeconds(3_000));

    isSame(sealed.sum(FROM, TO), all);
    assertThat(sealed.size()).isLessThan(before);
    assertThat(sealed.unreadable(FROM, TO)).containsExactly("a", "b");
    assertThat(sealed.rows(FROM, TO)).isEqualTo(400);
    assertThat(sealed.versions()).containsExactlyInAnyOrder("v1", "v2", Cell.NO_VERSION);
  }

  @Test
  void whatIsReplacedIsForgotten() {
    List<Row> rows = new SampleRows(1).rows(100);
    sealed.replace(FROM, TO, counted(MINUTE, rows), Set.of());
    sealed.replace(FROM, TO, counted(MINUTE, rows.subList(0, 40)), Set.of());
    assertThat(sealed.rows(FROM, TO)).isEqualTo(40);
    isSame(sealed.sum(FROM, TO), counted(MINUTE, rows.subList(0, 40)).sum());
  }

  @Test
  void aBucketThatIsCutIsForgottenWhole() {
    List<Row> rows = new SampleRows(1).rows(100);
    sealed.replace(FROM, TO, counted(Duration.ofHours(1), rows), Set.of());
    Instant cut = Instant.EPOCH.plusSeconds(600);

    assertThat(sealed.straddles(cut)).isTrue();
    assertThat(sealed.boundaryFrom(cut)).isEqualTo(Instant.EPOCH.plusSeconds(3_600));
    assertThat(sealed.boundaryNotAfter(cut)).isEqualTo(Instant.EPOCH);
    assertThat(sealed.removeFrom(cut)).isEqualTo(Instant.EPOCH);
    assertThat(sealed.rows(Instant.EPOCH, TO)).isZero();
    assertThat(sealed.rows(FROM, TO)).isPositive();
    sealed.removeBefore(Instant.EPOCH);
    assertThat(sealed.size()).isZero();
    assertThat(sealed.bytes()).isZero();
  }

  @Test
  void theNewestBucketThatLacksAColumnIsFound() {
    List<Row> rows = new SampleRows(1).rows(100);
    sealed.replace(FROM, TO, counted(MINUTE, rows), Set.of());
    assertThat(sealed.lacking(FROM, TO)).isEmpty();
    Instant start = Instant.EPOCH.plusSeconds(-600);
    BucketedCounts part = counted(MINUTE, rows).within(start, start.plus(Duration.ofMinutes(10)));
    sealed.replace(start, start.plus(Duration.ofMinutes(10)), part, Set.of("amount"));
    assertThat(sealed.lacking(FROM, TO)).isPresent();
    assertThat(sealed.unreadable(FROM, start)).isEmpty();
  }
}
