package io.tidegauge.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CreditServiceTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");

  /** Six minutes: quiet, then each incident for a minute. */
  private static final String INCIDENTS =
      "income-null@1m+1m,new-category@2m+1m,amount-shift@3m+1m,unit-mismatch@4m+1m";

  @TempDir static Path folder;
  private static final Reference REFERENCE = new Reference(5);

  @BeforeAll
  static void serve() throws Exception {
    run(folder);
  }

  private static void run(Path target) throws IOException {
    IncidentSchedule schedule = IncidentSchedule.parse(INCIDENTS, Duration.ofMinutes(15), START);
    List<CreditModel> models = List.of(REFERENCE.champion(), REFERENCE.shadow());
    CreditService service = new CreditService(target, models, schedule, 25, 6, START);
    for (int second = 2; second <= 360; second += 2) {
      service.advance(START.plusSeconds(second));
    }
  }

  @Test
  void bothVersionsAnswerEachRequestOnce() throws Exception {
    assertThat(
            query(
                "SELECT model_version, count(*) = count(DISTINCT request_id), min(request_id),"
                    + " count(*) = max(request_id[2:])::INTEGER FROM predictions"
                    + " GROUP BY 1 ORDER BY 1"))
        .containsExactly("v1|true|r000000001|true", "v2|true|r000000001|true");
    assertThat(query("SELECT count(*) / 2 BETWEEN 8500 AND 9500 FROM predictions"))
        .containsExactly("true");
  }

  @Test
  void trainingRowsFollowAfterTwentySecondsAndLabelsAfterAMinuteOrSo() throws Exception {
    assertThat(
            query(
                "SELECT min(computed_at - predicted_at)::VARCHAR, max(computed_at - predicted_at)::VARCHAR"
                    + " FROM predictions JOIN offline_features USING (request_id)"))
        .containsExactly("00:00:20|00:00:20");
    assertThat(
            query(
                "SELECT min(reported_at - predicted_at) >= INTERVAL 60 SECOND,"
                    + " max(reported_at - predicted_at) < INTERVAL 90 SECOND,"
                    + " max(reported_at) <= '2026-01-05T10:06:00Z'"
                    + " FROM predictions JOIN labels USING (request_id)"))
        .containsExactly("true|true|true");
  }

  @Test
  void eachIncidentShowsInItsMinuteOnly() throws Exception {
    assertThat(
            query(
                "SELECT minute(predicted_at), avg((income IS NULL)::INTEGER) > 0.9,"
                    + " avg((purpose IS NOT DISTINCT FROM 'crypto')::INTEGER) > 0.1,"
                    + " median(amount) FILTER (channel = 'app') >"
                    + "   1.5 * median(amount) FILTER (channel <> 'app'),"
                    + " min(debt_ratio) >= 1, min(latency_ms) >= 200 FROM predictions GROUP BY 1 ORDER BY 1"))
        .containsExactly(
            "0|false|false|false|false|false",
            "1|true|false|false|false|true",
            "2|false|true|false|false|false",
            "3|false|false|true|false|false",
            "4|false|false|false|true|false",
            "5|false|false|false|false|false");
  }

  @Test
  void trainingDiffersFromServingOnlyWhereServingIsBroken() throws Exception {
    assertThat(
            query(
                "SELECT DISTINCT minute(predicted_at) FROM predictions p JOIN offline_features t"
                    + " USING (request_id) WHERE p.income IS DISTINCT FROM t.income"
                    + " OR p.debt_ratio <> t.debt_ratio OR p.amount <> t.amount"
                    + " OR p.purpose IS DISTINCT FROM t.purpose ORDER BY 1"))
        .containsExactly("1", "4");
  }

  @Test
  void theSameSeedGivesTheSameBytes(@TempDir Path again) throws Exception {
    run(again);

    for (String table : List.of("predictions", "offline_features", "labels")) {
      for (Path file : files(folder.resolve(table))) {
        assertThat(again.resolve(table).resolve(file.getFileName())).hasSameBinaryContentAs(file);
      }
    }
  }

  private static List<Path> files(Path table) throws IOException {
    try (Stream<Path> files = Files.list(table)) {
      return files.toList();
    }
  }

  private static List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      for (String table : List.of("predictions", "offline_features", "labels")) {
        statement.execute(
            "CREATE VIEW %s AS FROM read_parquet('%s/*.parquet')"
                .formatted(table, folder.resolve(table)));
      }
      List<String> lines = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            cells.add(String.valueOf(result.getObject(i)));
          }
          lines.add(String.join("|", cells));
        }
      }
      return lines;
    }
  }
}
