package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scrape says of rows that belong together: a ranking's results, two versions' answers. */
class RequestsTest {
  private static final String[] ALL = {"version", "v1", "window", "1h", "slice", "all"};

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder);
  }

  @AfterEach
  void end() {
    site.close();
  }

  /**
   * Forty requests with four results each. Of every ten, five have the second result clicked, one
   * the last, two the first and the third, and two none. Rows stand in no order.
   */
  @Test
  void rankingsAreJudgedByRequest() {
    site.execute(
        "CREATE TABLE shown AS SELECT r * 10 + p AS id, 'r' || r AS request, p AS rank, 'v1' AS"
            + " version, TIMESTAMPTZ '2026-03-01T11:00:00Z' + r * INTERVAL '1 minute' AS at,"
            + " random() AS price FROM generate_series(1, 40) r, generate_series(1, 4) p"
            + " ORDER BY md5((r * 10 + p)::text)",
        "CREATE TABLE clicks AS SELECT id, at + INTERVAL '30 seconds' AS clicked, 1 AS one"
            + " FROM shown WHERE (split_part(request, 'r', 2)::int % 10, rank) IN"
            + " ((0, 2), (1, 2), (2, 2), (3, 2), (4, 2), (5, 4), (6, 1), (6, 3), (7, 1), (7, 3))");
    site.model(
        "search",
        """
        model: search
        database: warehouse
        predictions:
          table: shown
          time: at
          id: id
          version: version
          kind: ranking
          ranking: {request: request, position: rank, cutoff: 3}
        features: {price: numeric}
        labels: {table: clicks, id: id, value: one, time: clicked, mature_after: 0s}
        windows: [1h]
        bucket: 10s
        """);
    site.start();

    Exposition scrape = site.scrape();

    double two = (1 + 0.5) / (1 + 1 / (Math.log(3) / Math.log(2)));
    double second = Math.log(2) / Math.log(3);
    assertThat(scrape.value("ml_cohort_rows", ALL)).isEqualTo(40);
    assertThat(scrape.value("ml_labelled_rows", ALL)).isEqualTo(32);
    assertThat(scrape.value("ml_quality_ndcg", ALL))
        .isCloseTo((5 * second + 0 + 2 * two) / 8, within(1e-9));
    assertThat(scrape.value("ml_quality_mrr", ALL))
        .isCloseTo((5 * 0.5 + 0.25 + 2) / 10, within(1e-9));
    assertThat(scrape.value("ml_quality_hit_ratio", ALL)).isCloseTo(0.7, within(1e-9));
    assertThat(scrape.value("ml_quality_click_through_ratio", ALL))
        .isCloseTo(10 / 40.0, within(1e-9));
    assertThat(scrape.value("ml_quality_standard_error_hit_ratio", ALL))
        .isCloseTo(Math.sqrt(0.7 * 0.3 / 39), within(1e-9));
    assertThat(scrape.value("ml_label_lag_seconds", "share", "0.99")).isCloseTo(30, within(0.5));
  }

  /**
   * Of every twenty of 200 requests the shadow answers fifteen. It decides three of these
   * otherwise, and is right alone in one of the three.
   */
  @Test
  void aShadowIsHeldAgainstTheChampion() {
    site.log("log");
    site.execute(
        "CREATE TABLE asked AS SELECT i AS id, TIMESTAMPTZ '2026-03-01T11:00:00Z' + i * INTERVAL"
            + " '10 seconds' AS at, 'yes' AS truth FROM generate_series(0, 199) i",
        "INSERT INTO log (id, at, version, score, decision, amount) SELECT id, at, 'v1', 0.6,"
            + " CASE WHEN id % 10 IN (1, 3) THEN 'no' ELSE 'yes' END, 1 FROM asked",
        "INSERT INTO log (id, at, version, score, decision, amount) SELECT id, at + INTERVAL"
            + " '1 second', 'v2', CASE WHEN id % 2 = 0 THEN 0.6 ELSE 0.8 END,"
            + " CASE WHEN id % 10 IN (2, 3) THEN 'no' ELSE 'yes' END, 1 FROM asked WHERE id % 4 < 3",
        "CREATE TABLE outcomes AS SELECT id, truth, at + INTERVAL '1 minute' AS came FROM asked");
    site.model(
        "credit",
        """
        model: credit
        database: warehouse
        predictions:
          table: log
          time: at
          id: id
          version: version
          versions: {champion: v1, shadow: v2}
          kind: binary
          score: score
          output: decision
        features: {amount: numeric}
        labels: {table: outcomes, id: id, value: truth, time: came, mature_after: 2m}
        windows: [1h]
        bucket: 10s
        """);
    site.start();

    Exposition scrape = site.scrape();

    String[] pair = {"version", "v2", "baseline", "v1", "window", "1h"};
    assertThat(scrape.value("ml_cohort_rows", "version", "v2", "slice", "all")).isEqualTo(150);
    assertThat(scrape.value("ml_paired_requests", pair)).isEqualTo(150);
    assertThat(scrape.value("ml_paired_disagreement_ratio", pair)).isCloseTo(0.2, within(1e-9));
    assertThat(scrape.value("ml_paired_only_baseline_right_requests", pair)).isEqualTo(20);
    assertThat(scrape.value("ml_paired_only_version_right_requests", pair)).isEqualTo(10);
    assertThat(scrape.value("ml_paired_p_value", pair)).isCloseTo(0.0987371, within(1e-7));
    assertThat(
            scrape.value(
                "ml_paired_score_distance", "version", "v2", "window", "1h", "share", "0.99"))
        .isCloseTo(0.2, within(0.004));
    assertThat(scrape.all("ml_paired_requests", "version", "v1")).isEmpty();
    assertThat(scrape.value("ml_exporter_series", "model", "credit"))
        .isLessThanOrEqualTo(scrape.value("ml_exporter_series_bound", "model", "credit"));
  }
}
