package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a slow answer to the trace of its request. */
class ExemplarsTest {
  private static final String OPEN_METRICS = "application/openmetrics-text;version=1.0.0";

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder);
    site.execute(
        "CREATE TABLE asked (at TIMESTAMPTZ, ms DOUBLE PRECISION, trace TEXT, amount INTEGER)");
    site.model(
        "credit",
        """
        model: credit
        database: warehouse
        predictions:
          table: asked
          time: at
          kind: regression
          latency: {column: ms, unit: ms, buckets: [0.1, 1], trace: trace}
        features: {amount: numeric}
        windows: [1h]
        bucket: 10s
        """);
  }

  @AfterEach
  void end() {
    site.close();
  }

  @Test
  void eachBucketLeadsToTheNewestTracedRequestSinceTheStart() {
    ask("-60 seconds", 500, "'before'");
    site.start();
    site.scrape();
    ask("1 second", 20, "'4bf92f35'");
    ask("2 seconds", 300, "'slow'");
    ask("4 seconds", 750, "'slower'");
    ask("3 seconds", 600, "'between'");
    ask("5 seconds", 800, "NULL");
    ask("6 seconds", 5000, "'" + "x".repeat(130) + "'");
    site.pass(Duration.ofSeconds(10));

    List<String> buckets = buckets();

    assertThat(buckets).hasSize(3);
    assertThat(buckets.get(0)).contains("le=\"0.1\"} 1 # {trace_id=\"4bf92f35\"} 0.02 1772366401");
    assertThat(buckets.get(1)).contains("le=\"1.0\"} 5 # {trace_id=\"slower\"} 0.75 1772366404");
    assertThat(buckets.get(2)).contains("le=\"+Inf\"} 6").doesNotContain("#");
  }

  /** Prometheus' older text has no place for them. */
  @Test
  void onlyOpenMetricsHasThem() {
    site.start();
    ask("1 second", 20, "'4bf92f35'");
    site.pass(Duration.ofSeconds(10));

    assertThat(site.get("/metrics").body())
        .contains("ml_prediction_duration_seconds_bucket")
        .doesNotContain("4bf92f35");
    assertThat(buckets().get(0)).contains("4bf92f35");
  }

  @Test
  void ofAColumnThatCannotBeReadThereAreNone() {
    site.execute("ALTER TABLE asked DROP COLUMN trace");
    site.start();
    site.execute(
        "INSERT INTO asked SELECT TIMESTAMPTZ '" + Site.NOW + "' + INTERVAL '1 second', 20, 1");
    site.pass(Duration.ofSeconds(10));

    assertThat(buckets().get(0)).contains("} 1").doesNotContain("#");
  }

  private void ask(String after, double milliseconds, String trace) {
    site.execute(
        "INSERT INTO asked VALUES (TIMESTAMPTZ '%s' + INTERVAL '%s', %s, %s, 1)"
            .formatted(Site.NOW, after, milliseconds, trace));
  }

  private List<String> buckets() {
    String text = site.send(site.request("/metrics").header("Accept", OPEN_METRICS)).body();
    return text.lines()
        .filter(line -> line.startsWith("ml_prediction_duration_seconds_bucket"))
        .toList();
  }
}
