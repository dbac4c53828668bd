package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Tiers.Tier;
import io.tidegauge.spec.DriftReference;
import io.tidegauge.spec.EarlierRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TiersTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:34:56.789Z");

  private static List<Duration> windows(String text) {
    return Stream.of(text.split(" ")).map(part -> Duration.parse("P" + part)).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "T1H, 1, PT1M/PT1H",
    "T1H T24H, 1, PT1M/PT1H PT10M/PT24H",
    "T1H T24H 7D 30D, 1, PT1M/PT1H PT10M/PT24H PT1H/PT168H PT6H/PT720H",
    "T24H 7D 30D, 5, PT5M/PT24H PT1H/PT168H PT6H/PT720H",
    "T1H T2H, 1, PT1M/PT2H",
    "7D 30D, 60, PT1H/PT168H PT6H/PT720H",
    "T1H 30D, 7, PT7M/PT720H",
  })
  void bucketsGrowWithTheWindowsThatReachThem(String windows, int minutes, String expected) {
    Tiers tiers = Tiers.of(windows(windows), Duration.ofMinutes(minutes));

    assertThat(tiers.all().stream().map(tier -> tier.length() + "/" + tier.reach()))
        .containsExactly(expected.split(" "));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void theBucketsCoverAllTimeWithoutOverlapsAndAWindowBeginsWithOne(long seed) {
    Random random = new Random(seed);
    List<Duration> windows = new ArrayList<>();
    Duration window = Duration.ofMinutes(10L * (1 + random.nextInt(12)));
    for (int i = random.nextInt(4); i >= 0; i--) {
      windows.add(window);
      window = window.multipliedBy(2 + random.nextInt(8));
    }
    Tiers tiers = Tiers.of(windows, Duration.ofMinutes(1));
    Instant now = NOW.plusSeconds(random.nextInt(1_000_000));

    List<Instant> starts = new ArrayList<>();
    Instant end = BucketStarts.notBefore(now, Duration.ofMinutes(1));
    Instant oldest = tiers.oldest(now);
    while (end.isAfter(oldest)) {
      Duration length = tiers.lengthAt(end.minusNanos(1000), now);
      Instant start = BucketStarts.notAfter(end.minusNanos(1000), length);
      assertThat(start.plus(length)).as("buckets do not overlap").isEqualTo(end);
      assertThat(tiers.firstAlike(start, now)).isBeforeOrEqualTo(start);
      starts.add(start);
      end = start;
    }
    long more = 0;
    for (int i = 1; i < tiers.all().size(); i++) {
      more += tiers.all().get(i).length().dividedBy(tiers.all().get(i - 1).length());
    }
    assertThat((long) starts.size()).isBetween(tiers.buckets() - more - 2, tiers.buckets() + more);
    for (Duration length : windows) {
      Instant start = tiers.start(length, now);
      assertThat(starts).contains(start);
      Duration lost = Duration.between(now.minus(length), start);
      assertThat(lost).isBetween(Duration.ZERO, tiers.length(length));
      if (!length.equals(windows.get(0))
          && tiers.length(length).compareTo(Duration.ofMinutes(1)) > 0) {
        assertThat(lost.toNanos()).isLessThanOrEqualTo(length.toNanos() / 100);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "T1H T24H 7D, PROFILE, PT1M/PT1H PT10M/PT24H PT1H/PT168H",
    "T1H T24H 7D, PREVIOUS_WINDOW, PT1M/PT1H PT5M/PT2H PT10M/PT24H PT1H/PT168H PT6H/PT336H",
    "T1H, LAST_WEEK, PT1M/PT1H PT5M/PT169H",
    "T1H T24H, ROLLING, PT1M/PT1H PT5M/PT5H PT10M/PT24H PT2H/PT120H",
    "T1H T24H 7D 30D, LAST_WEEK, PT1M/PT1H PT5M/PT169H PT2H/PT192H PT6H/PT1560H",
  })
  void earlierWindowsAreReachedToo(String windows, DriftReference reference, String expected) {
    List<Duration> lengths = windows(windows);
    EarlierRows earlier = new EarlierRows(reference, 4, List.of());
    Tiers tiers = Tiers.of(lengths, Duration.ofMinutes(1), earlier);
    assertThat(tiers.all().stream().map(tier -> tier.length() + "/" + tier.reach()))
        .containsExactly(expected.split(" "));
    for (Duration window : lengths) {
      Optional<EarlierRows.Span> span = earlier.of(window);
      for (Duration age : span.map(some -> List.of(some.back(), some.reach())).orElse(List.of())) {
        Instant start = tiers.start(age, NOW);
        Duration length = tiers.lengthAt(start, NOW);
        assertThat(BucketStarts.notAfter(start, length)).as("a bucket's start").isEqualTo(start);
        assertThat(length).isLessThanOrEqualTo(window.dividedBy(12));
      }
    }
  }

  @Test
  void thirtyDaysAreFewBuckets() {
    Tiers tiers = Tiers.of(windows("T1H T24H 7D 30D"), Duration.ofMinutes(1));
    assertThat(tiers.buckets()).isLessThan(480);
  }

  @Test
  void aTierKnowsWhereItsBucketsBegin() {
    Tiers tiers = Tiers.of(windows("T1H T24H"), Duration.ofMinutes(1));
    assertThat(Optional.of(tiers.lengthAt(NOW, NOW))).contains(Duration.ofMinutes(1));
    assertThat(tiers.lengthAt(NOW.minus(Duration.ofHours(2)), NOW)).hasMinutes(10);
    assertThat(tiers.firstAlike(NOW, NOW)).isEqualTo(Instant.parse("2026-03-01T11:30:00Z"));
    assertThat(tiers.all().get(1)).isEqualTo(new Tier(Duration.ofMinutes(10), Duration.ofDays(1)));
  }
}
