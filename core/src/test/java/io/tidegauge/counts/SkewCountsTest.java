package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.PairRow.Match;
import io.tidegauge.counts.SkewTally.Kind;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.Operand;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SkewCountsTest {
  private static final List<ComparedFeature> FEATURES =
      List.of(
          new ComparedFeature(
              "amount",
              FeatureType.NUMERIC,
              new Operand.Column("amount"),
              false,
              "amount",
              List.of()),
          new ComparedFeature(
              "shop", FeatureType.CATEGORY, new Operand.Column("shop"), false, "shop", List.of()));
  private static final Instant START = Instant.EPOCH;
  private static final Instant END = Instant.ofEpochSecond(3600);

  @ParameterizedTest
  @CsvSource({
    "1.0, 1.0, true",
    "0.0, -0.0, true",
    "1.01, 1.0, true",
    "1.02, 1.0, false",
    "0.001, 0.0, true",
    "0.002, 0.0, false",
    "100.9, 100.0, true",
    "101.1, 100.0, false",
    "-100.9, -100.0, true",
    "NaN, NaN, true",
    "NaN, 1.0, false",
    "1.0, NaN, false",
    "Infinity, Infinity, true",
    "Infinity, -Infinity, false",
    "1.0, Infinity, false",
    "Infinity, 1.0, false",
    "1.7976931348623157E308, -1.7976931348623157E308, false"
  })
  void numbersAreTheSameWithinTheTolerance(double serving, double training, boolean same) {
    assertThat(new Tolerance(0.001, 0.010000001).isSame(serving, training)).isEqualTo(same);
  }

  @Test
  void noToleranceMeansEqual() {
    assertThat(new Tolerance(0, 0).isSame(1, Math.nextUp(1))).isFalse();
    assertThat(new Tolerance(0, 0).isSame(1, 1)).isTrue();
  }

  @Test
  void missingOnOneSideIsASkewAndOnBothIsNone() {
    SkewCounts counts = counts();
    PairRow pair = pair(0, "v1", Match.MATCHED);
    counts.add(pair);
    pair.serving().number(0, 1);
    pair.serving().text(1, "");
    pair.training().text(1, "");
    counts.add(pair);
    pair.training().number(0, 1);
    pair.training().text(1, "a");
    counts.add(pair);
    SkewTally tally = only(counts, "v1");
    assertThat(tally.matched()).isEqualTo(3);
    assertThat(tally.skewed(0)).isEqualTo(1);
    assertThat(kinds(tally, 0)).containsExactly(1L, 0L, 0L, 1L, 1L);
    assertThat(tally.skewed(1)).isEqualTo(1);
    assertThat(kinds(tally, 1)).containsExactly(1L, 1L, 0L, 0L, 1L);
    assertThat(tally.skewedExamples()).isEqualTo(2);
  }

  /** In the order of {@link Kind}: every compared example is of one kind. */
  private static List<Long> kinds(SkewTally tally, int feature) {
    List<Long> kinds = Stream.of(Kind.values()).map(kind -> tally.examples(feature, kind)).toList();
    assertThat(kinds.stream().mapToLong(Long::longValue).sum()).isEqualTo(tally.matched());
    return kinds;
  }

  private static SkewTally numbers(double... servedAndTrained) {
    SkewCounts counts = counts();
    for (int i = 0; i < servedAndTrained.length; i += 2) {
      PairRow pair = pair(0, "v1", Match.MATCHED);
      pair.serving().number(0, servedAndTrained[i]);
      pair.training().number(0, servedAndTrained[i + 1]);
      counts.add(pair);
    }
    return only(counts, "v1");
  }

  @Test
  void numbersAreApartByTheirSmapeAndTheirMeanDifference() {
    // 2 * 2 / 4 = 1, 0 of two zeros, and 2 of opposite signs.
    SkewTally tally = numbers(1, 3, 0, 0, 5, -5);
    assertThat(tally.smape(0)).isEqualTo(Outcome.of(1));
    assertThat(tally.meanDifference(0)).isEqualTo(Outcome.of((-2 + 0 + 10) / 3.0));
  }

  @Test
  void whatIsNotFiniteIsNotMeasuredAndAnOverflowIsNoNumber() {
    assertThat(numbers(Double.NaN, 1, 1, Double.POSITIVE_INFINITY).smape(0))
        .isEqualTo(Outcome.absent(Reason.NO_DATA));
    SkewTally tally = numbers(Double.NaN, 1, Double.MAX_VALUE, -Double.MAX_VALUE);
    assertThat(tally.smape(0)).isEqualTo(Outcome.of(2));
    assertThat(tally.meanDifference(0)).isEqualTo(Outcome.absent(Reason.UNDEFINED));
  }

  @Test
  void onlyMatchedPairsAreCompared() {
    SkewCounts counts = counts();
    PairRow pair = pair(0, null, Match.UNMATCHED);
    pair.serving().number(0, 1);
    counts.add(pair);
    pair.match(Match.DUPLICATE);
    counts.add(pair);
    SkewTally tally = only(counts, Cell.NO_VERSION);
    assertThat(tally.matched()).isZero();
    assertThat(tally.unmatched()).isEqualTo(1);
    assertThat(tally.duplicate()).isEqualTo(1);
    assertThat(tally.skewed(0)).isZero();
  }

  @Test
  void partsMergeToTheWhole() {
    Random random = new Random(1);
    List<Match> matches = List.of(Match.MATCHED, Match.UNMATCHED, Match.DUPLICATE);
    SkewCounts whole = counts();
    SkewCounts left = counts();
    SkewCounts right = counts();
    for (int i = 0; i < 2000; i++) {
      Match match = matches.get(random.nextInt(3));
      PairRow pair = pair(random.nextInt(3600), "v" + random.nextInt(2), match);
      // Numbers whose sums are exact in any order.
      pair.serving().number(0, random.nextBoolean() ? 1 : 3);
      pair.training().number(0, random.nextBoolean() ? 1 : 3);
      whole.add(pair);
      (random.nextBoolean() ? left : right).add(pair);
    }
    left.merge(right);
    for (int minute = 0; minute < 60; minute += 5) {
      Instant from = START.plusSeconds(60L * minute);
      assertThat(text(left.sum(from, END))).isEqualTo(text(whole.sum(from, END)));
    }
  }

  private static String text(SortedMap<String, SkewTally> sums) {
    StringBuilder text = new StringBuilder();
    sums.forEach(
        (version, tally) ->
            text.append(version + ":")
                .append(tally.matched() + "," + tally.unmatched() + "," + tally.duplicate())
                .append(
                    "," + tally.skewedExamples() + "," + tally.skewed(0) + "," + kinds(tally, 0))
                .append("," + tally.smape(0) + "," + tally.meanDifference(0) + ";"));
    return text.toString();
  }

  private static SkewTally only(SkewCounts counts, String version) {
    SortedMap<String, SkewTally> sums = counts.sum(START, END);
    assertThat(sums).containsOnlyKeys(version);
    return Objects.requireNonNull(sums.get(version));
  }

  private static SkewCounts counts() {
    return new SkewCounts(FEATURES, new Tolerance(0, 0), Duration.ofMinutes(5));
  }

  private static PairRow pair(int second, @Nullable String version, Match match) {
    PairRow pair = new PairRow(2);
    pair.timeMicros(second * 1_000_000L);
    pair.version(version);
    pair.match(match);
    return pair;
  }
}
