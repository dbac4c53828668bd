package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.SealedBuckets.Part;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LastGoodTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final Duration BUCKET = Duration.ofMinutes(5);

  private static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          database: d
          predictions: {table: t, time: ts, id: i, kind: binary, score: s}
          features: {x: numeric}
          labels: {table: l, id: i, value: y, time: at, mature_after: 7d}
          windows: [1h]
          alerts: {quality: {accuracy: 0.8, brier: 0.3, min_rows: 100}}
          """);

  private final List<Part> newestFirst = new ArrayList<>();

  /** The next older bucket: so many predictions that turned out right, wrong, and not at all. */
  private void bucket(int right, int wrong, int unlabelled, double surely) {
    CohortColumns columns = CohortColumns.of(SPEC).orElseThrow();
    CountLayout layout = columns.layout(Map.of());
    Counts counts = new Counts(layout);
    CohortGathering gathering = CohortGathering.of(SPEC, columns, counts::add);
    for (int i = 0; i < right + wrong + unlabelled; i++) {
      Row row = new Row(columns.read());
      row.version("v1");
      row.number(0, surely);
      if (i < right + wrong) {
        row.text(0, i < right ? "yes" : "no");
        row.number(1, 60);
      }
      gathering.add(row);
    }
    gathering.end();
    Instant end = NOW.minus(BUCKET.multipliedBy(newestFirst.size()));
    newestFirst.add(new Part(end.minus(BUCKET), end, counts));
  }

  private Optional<Instant> lastGood() {
    return LastGood.of(SPEC, newestFirst.iterator());
  }

  private static Instant bucketsAgo(int buckets) {
    return NOW.minus(BUCKET.multipliedBy(buckets));
  }

  @Test
  void ofFewLabelsOrNoneNothingIsKnown() {
    assertThat(lastGood()).isEmpty();
    bucket(50, 0, 1_000, 0.9);
    bucket(49, 0, 1_000, 0.9);
    assertThat(lastGood()).isEmpty();
    bucket(1, 0, 0, 0.9);
    assertThat(lastGood()).contains(NOW);
  }

  @Test
  void itIsTheEndOfTheNewestStretchWithinAllLimits() {
    bucket(0, 60, 0, 0.9);
    bucket(30, 30, 0, 0.9);
    bucket(45, 15, 0, 0.9);
    bucket(60, 0, 0, 0.9);
    assertThat(lastGood()).as("105 of 120 are right").contains(bucketsAgo(2));
  }

  @Test
  void whatIsRightButUnsureIsNotWithinAllLimits() {
    bucket(100, 0, 0, 0.51);
    assertThat(lastGood()).contains(NOW);
    newestFirst.clear();
    bucket(80, 20, 0, 0.99);
    assertThat(lastGood()).as("a Brier score of 0.196").contains(NOW);
    newestFirst.clear();
    bucket(79, 21, 0, 0.99);
    assertThat(lastGood()).isEmpty();
  }

  /** A bucket without labels says nothing of its time, and a gap is no end of a stretch. */
  @Test
  void withoutLabelsNothingIsGood() {
    bucket(0, 0, 500, 0.9);
    bucket(60, 0, 5, 0.9);
    bucket(0, 0, 0, 0.9);
    bucket(60, 0, 5, 0.9);
    assertThat(lastGood()).contains(bucketsAgo(1));
  }

  @Test
  void whoCountsAnewFindsTheSame() {
    for (int i = 0; i < 30; i++) {
      bucket(i < 12 ? 10 : 40, i < 12 ? 30 : 2, 3, 0.8);
    }
    Optional<Instant> found = lastGood();
    assertThat(found).isPresent();
    for (int seen = 17; seen < 30; seen++) {
      assertThat(LastGood.of(SPEC, newestFirst.subList(0, seen).iterator())).isEqualTo(found);
    }
    for (int later = 0; later < 12; later++) {
      assertThat(LastGood.of(SPEC, newestFirst.subList(later, 30).iterator()))
          .as("as the bad ones came")
          .isEqualTo(found);
    }
  }
}
