package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log in Parquet files, in which amounts are ten times as large from noon on. */
class ExplainFilesTest {
  @TempDir private Path folder;

  @Test
  void aDriftAndTheRowsInTheFiles() throws Exception {
    try (Connection duckdb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckdb.createStatement()) {
      statement.execute(
          "COPY (SELECT i AS id, TIMESTAMPTZ '2026-03-01 00:00:00+00' + INTERVAL (i * 10) SECOND AS ts,"
              + " (i % 97) * CASE WHEN i >= 4320 THEN 10 ELSE 1 END AS amount FROM range(5400) AS t(i))"
              + (" TO '" + folder.resolve("log.parquet") + "' (FORMAT parquet)"));
      Path config = folder.resolve("tidegauge.yaml");
      Files.writeString(
          config,
          "databases: {lake: {url: \"jdbc:duckdb:\", files: {log: log.parquet}}}\nmodels: [m.yaml]\n");
      Files.writeString(
          folder.resolve("m.yaml"),
          """
          model: m
          database: lake
          predictions: {table: log, time: ts, id: id, kind: regression}
          features: {amount: numeric}
          reference: {profile: m.json}
          windows: [1h]
          """);
      Ran profiled =
          Site.runAsIs(
              "profile",
              "--config.file=" + config,
              "--model-version=default",
              "--to=2026-03-01T11:00:00Z");
      assertThat(profiled.status()).as(profiled.err()).isZero();

      Ran ran =
          Site.runAsIs(
              "explain",
              "MLModelFeatureDrift",
              "feature=amount",
              "--at=2026-03-01T13:00:00Z",
              "--back=4h",
              "--config.file=" + config);

      assertThat(ran.err()).isEmpty();
      assertThat(ran.out())
          .contains("  due: feature=amount slice=all version=default window=1h\n")
          .contains("    360 rows, at least 300\n")
          .containsPattern("  since: 2026-03-01T12:[0-5][05]:00Z \\(looked at every 5 min since ")
          // The last decile takes nearly all.
          .containsPattern("of the PSI\n    >= [0-9.]+ +[0-9.]+ % +[89][0-9.]+ % ");
      String sql =
          ran.out()
              .lines()
              .dropWhile(line -> !line.equals("  rows:"))
              .skip(2)
              .collect(Collectors.joining("\n"))
              .replace(";", "");
      statement.execute("SET TimeZone = 'UTC'");
      try (ResultSet rows = statement.executeQuery(sql)) {
        assertThat(rows.next()).isTrue();
        assertThat(rows.getInt("id")).isEqualTo(4679);
        assertThat(rows.getDouble("amount")).isEqualTo(4679 % 97 * 10);
      }
    }
  }
}
