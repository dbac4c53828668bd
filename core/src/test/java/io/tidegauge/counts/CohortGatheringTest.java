package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Moments;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CohortGatheringTest {
  private static final long BUCKET = 60_000_000;

  private static final ModelSpec RANKING =
      spec("kind: ranking, score: s, ranking: {request: r, cutoff: 2}");
  private static final ModelSpec NUMBER =
      spec("kind: regression, output: o, versions: {champion: v1, shadow: v2}");
  private static final ModelSpec CLASSES =
      spec("kind: multiclass, output: o, versions: {champion: v1, shadow: v2}");

  private static ModelSpec spec(String predictions) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, id: i, version: v, %s}
        features: {x: numeric}
        labels: {table: l, id: i, value: y, time: at, mature_after: 7d}
        windows: [1h]
        bucket: 1m
        """
            .formatted(predictions));
  }

  private static Row row(ModelSpec spec, String version, long micros) {
    Row row = new Row(columns(spec).read());
    row.version(version);
    row.timeMicros(micros);
    return row;
  }

  private static CohortColumns columns(ModelSpec spec) {
    return CohortColumns.of(spec).orElseThrow();
  }

  /** A result with its score and its label, NaN for none. */
  private static Row result(String request, long micros, double score, double label) {
    Row row = row(RANKING, "v1", micros);
    row.text(0, request);
    row.number(0, score);
    if (!Double.isNaN(label)) {
      row.number(1, label);
    }
    return row;
  }

  private static Row number(String version, String request, double said, double truth) {
    Row row = row(NUMBER, version, 0);
    row.text(0, request);
    row.number(0, said);
    row.number(1, truth);
    return row;
  }

  private static Row klass(String version, String request, String said, String truth) {
    Row row = row(CLASSES, version, 0);
    row.text(0, said);
    row.text(1, truth);
    row.text(2, request);
    return row;
  }

  private static Counts counts(ModelSpec spec, String version, List<Row> rows) {
    CohortColumns columns = columns(spec);
    BucketedCounts counts =
        new BucketedCounts(
            List.of(),
            Duration.ofDays(36_525),
            any -> Optional.of(columns.layout(Collections.emptySortedMap())));
    CohortGathering gathering = CohortGathering.of(spec, columns, counts::add);
    rows.forEach(gathering::add);
    gathering.end();
    return Objects.requireNonNull(counts.sum().get(Cell.ofAll(version)));
  }

  private static Moments moments(ModelSpec spec, Counts counts, CohortColumn column) {
    return columns(spec).number(counts, column).orElseThrow().moments();
  }

  @Test
  void theHighestScoreIsTheFirstResult() {
    Counts counts =
        counts(
            RANKING,
            "v1",
            List.of(
                result("a", 0, 0.1, 1),
                result("a", 1, 0.9, Double.NaN),
                result("a", 2, 0.5, -3),
                result("b", 3, 0.2, 0),
                result("b", 4, 0.3, 2)));

    assertThat(counts.rows()).isEqualTo(2);
    assertThat(moments(RANKING, counts, CohortColumn.RECIPROCAL_RANK).sum())
        .isCloseTo(1 / 3.0 + 1, within(1e-12));
    assertThat(moments(RANKING, counts, CohortColumn.HIT).sum()).isOne();
    assertThat(moments(RANKING, counts, CohortColumn.NDCG).sum()).isOne();
    assertThat(moments(RANKING, counts, CohortColumn.RESULTS).sum()).isEqualTo(5);
    assertThat(moments(RANKING, counts, CohortColumn.RELEVANT_RESULTS).sum()).isEqualTo(2);
    assertThat(moments(RANKING, counts, CohortColumn.RESULTS_BY_RELEVANT).sum()).isEqualTo(5);
  }

  @Test
  void aBucketCountsTheSameAloneAsWithOthers() {
    List<Row> early = List.of(result("a", BUCKET - 1, 0.9, 1), result("b", 5, 0.1, 0));
    List<Row> late = List.of(result("a", BUCKET, 0.1, 1));
    List<Row> both = new ArrayList<>(early);
    both.addAll(late);

    Counts apart = counts(RANKING, "v1", early);
    apart.merge(counts(RANKING, "v1", late));

    assertThat(counts(RANKING, "v1", both).isSame(apart)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void theOrderOfRowsMeansNothing(long seed) {
    Random random = new Random(seed);
    List<Row> results = new ArrayList<>();
    List<Row> answers = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      String request = "r" + random.nextInt(40);
      // Scores tie often, and so do answers to one request, some of them of one version.
      results.add(
          result(request, 0, random.nextInt(3) / 2.0, random.nextInt(4) == 0 ? 1 : Double.NaN));
      answers.add(
          klass(
              random.nextBoolean() ? "v1" : "v2",
              request,
              random.nextBoolean() ? "cat" : "dog",
              "cat"));
    }
    Counts ranked = counts(RANKING, "v1", results);
    Counts champion = counts(CLASSES, "v1", answers);
    Counts shadow = counts(CLASSES, "v2", answers);
    Collections.shuffle(results, random);
    Collections.shuffle(answers, random);

    for (CohortColumn column : List.of(CohortColumn.RECIPROCAL_RANK, CohortColumn.NDCG)) {
      assertThat(moments(RANKING, counts(RANKING, "v1", results), column).sum())
          .isCloseTo(moments(RANKING, ranked, column).sum(), within(1e-9));
    }
    assertThat(counts(CLASSES, "v1", answers).isSame(champion)).isTrue();
    assertThat(counts(CLASSES, "v2", answers).isSame(shadow)).isTrue();
    assertThat(moments(CLASSES, shadow, CohortColumn.DISAGREEMENT).rows()).isPositive();
    assertThat(moments(CLASSES, champion, CohortColumn.DISAGREEMENT).rows()).isZero();
  }

  @Test
  void errorsAreComparedRequestByRequest() {
    List<Row> rows =
        List.of(
            number("v2", "a", 14, 10),
            number("v1", "a", 11, 10),
            number("v1", "b", 20, 10),
            number("v2", "b", 12, 10),
            number("v2", "unanswered", 99, 10),
            number("v1", "twice", 1, 10),
            number("v1", "twice", 2, 10),
            number("v2", "twice", 3, 10));

    Counts shadow = counts(NUMBER, "v2", rows);

    assertThat(shadow.rows()).isEqualTo(4);
    assertThat(moments(NUMBER, shadow, CohortColumn.PAIRED_ERROR_CHANGE))
        .isEqualTo(new Moments(2, 3 - 8, 9 + 64));
    assertThat(moments(NUMBER, shadow, CohortColumn.SCORE_DISTANCE))
        .isEqualTo(new Moments(2, 3 + 8, 9 + 64));
  }

  @Test
  void classesThatAreNotNamedAreRightAndWrongAllTheSame() {
    List<Row> rows =
        List.of(
            klass("v1", "a", "cat", "cat"),
            klass("v2", "a", "dog", "cat"),
            klass("v1", "b", "cat", "dog"),
            klass("v2", "b", "dog", "dog"),
            klass("v1", "c", "cat", "cat"),
            klass("v2", "c", "cat", "cat"));

    Counts shadow = counts(CLASSES, "v2", rows);

    assertThat(moments(CLASSES, shadow, CohortColumn.DISAGREEMENT).sum()).isEqualTo(2);
    assertThat(moments(CLASSES, shadow, CohortColumn.ONLY_CHAMPION_RIGHT).sum()).isOne();
    assertThat(moments(CLASSES, shadow, CohortColumn.ONLY_SHADOW_RIGHT).sum()).isOne();
  }
}
