package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.PairRow;
import io.tidegauge.counts.SkewCounts;
import io.tidegauge.counts.SkewTally;
import io.tidegauge.counts.Tolerance;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SkewTest {
  private static final ModelSpec SPEC =
      ModelSpecReader.read(
          "test.yaml",
          """
          model: m
          database: d
          predictions: {table: t, time: ts, id: id, version: v, kind: binary, score: s}
          features: {amount: numeric, merchant: category}
          training: {table: offline, id: id, tolerance: {relative: 0.01}}
          windows: [1h]
          """);

  private static final List<ComparedFeature> FEATURES = ComparedFeature.of(SPEC);

  private final SkewCounts counts =
      new SkewCounts(FEATURES, new Tolerance(0, 0.01), Duration.ofMinutes(1));
  private final PairRow pair = new PairRow(FEATURES.size());

  private void count(PairRow.Match match, double served, double trained, String merchant) {
    pair.serving().clear();
    pair.training().clear();
    pair.version("v1");
    pair.match(match);
    pair.serving().number(0, served);
    pair.training().number(0, trained);
    pair.serving().text(1, "shop");
    pair.training().text(1, merchant.isEmpty() ? null : merchant);
    counts.add(pair);
  }

  private String readings(List<String> unreadable) {
    SkewTally tally =
        Objects.requireNonNull(counts.sum(Instant.EPOCH, Instant.EPOCH.plusSeconds(60)).get("v1"));
    Observation observation =
        new Observation(
            SPEC,
            WatchedColumns.of(SPEC),
            Set.of(),
            Instant.EPOCH,
            new TreeMap<>(),
            List.of(),
            List.of(new WindowPairs("v1", Duration.ofHours(1), FEATURES, unreadable, tally, 7)),
            List.of(),
            Optional.empty());
    Readings readings = new Readings("m");
    new Skew().read(observation, readings);
    return readings.readings().stream()
        .map(
            reading ->
                reading.metric().name()
                    + reading.labels().subList(1, reading.labels().size())
                    + " "
                    + reading.value()
                    + "\n")
        .collect(Collectors.joining());
  }

  @Test
  void differencesBeyondTheToleranceAreCountedByFeatureAndByExample() {
    count(PairRow.Match.MATCHED, 100, 100.5, "shop");
    count(PairRow.Match.MATCHED, 100, 1, "shop");
    count(PairRow.Match.MATCHED, 100, 1, "");
    count(PairRow.Match.MATCHED, 100, 100, "shop");
    count(PairRow.Match.UNMATCHED, 100, 1, "");
    count(PairRow.Match.DUPLICATE, 100, 1, "");

    assertThat(readings(List.of()))
        .isEqualTo(
            """
            ml_feature_skewed_ratio[v1, amount, 1h] 0.5
            ml_feature_compared_examples[v1, amount, equal, 1h] 2.0
            ml_feature_compared_examples[v1, amount, different, 1h] 2.0
            ml_feature_compared_examples[v1, amount, only_training, 1h] 0.0
            ml_feature_compared_examples[v1, amount, only_serving, 1h] 0.0
            ml_feature_compared_examples[v1, amount, null, 1h] 0.0
            ml_feature_skew_smape[v1, amount, 1h] 0.9814449025949976
            ml_feature_skew_mean_difference[v1, amount, 1h] 49.375
            ml_feature_skewed_ratio[v1, merchant, 1h] 0.25
            ml_feature_compared_examples[v1, merchant, equal, 1h] 3.0
            ml_feature_compared_examples[v1, merchant, different, 1h] 0.0
            ml_feature_compared_examples[v1, merchant, only_training, 1h] 0.0
            ml_feature_compared_examples[v1, merchant, only_serving, 1h] 1.0
            ml_feature_compared_examples[v1, merchant, null, 1h] 0.0
            ml_skewed_features[v1, 1h] 2.0
            ml_skewed_examples[v1, 1h] 2.0
            ml_compared_examples[v1, 1h] 4.0
            ml_unmatched_examples[v1, 1h] 1.0
            ml_duplicate_examples[v1, 1h] 1.0
            ml_pending_examples[v1, 1h] 7.0
            """);
  }

  @Test
  void aFeatureThatCouldNotBeReadOnOneSideHasNoReading() {
    count(PairRow.Match.MATCHED, 100, 1, "shop");

    assertThat(readings(List.of("amount"))).doesNotContain("amount").contains("merchant");
  }

  @Test
  void withoutAComparedExampleThereIsNoShare() {
    count(PairRow.Match.UNMATCHED, 100, 1, "");

    assertThat(readings(List.of()))
        .contains("ml_compared_examples[v1, 1h] 0.0")
        .doesNotContain("ml_feature_skewed_ratio");
  }
}
