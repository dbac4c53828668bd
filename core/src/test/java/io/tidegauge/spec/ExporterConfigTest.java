package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidegauge.spec.DatabaseConfig.Counting;
import io.tidegauge.spec.DatabaseConfig.Secret;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExporterConfigTest {
  private static final Path FOLDER = Path.of("src/test/resources/configs");

  @Test
  void everyKeyIsRead() {
    ExporterConfig config = ExporterConfigReader.read(FOLDER.resolve("valid/everything.yaml"));

    assertThat(config.databases())
        .containsExactly(
            new DatabaseConfig(
                "warehouse",
                "jdbc:postgresql://db.example.org:5432/ml?ssl=true&application_name=tidegauge",
                Map.of(),
                Optional.of("monitor"),
                Optional.of(new Secret.File("secrets/warehouse")),
                4,
                Duration.ofSeconds(2),
                Duration.ofMinutes(1),
                Counting.IN_DATABASE,
                Map.of("socketTimeout", "60", "sslmode", "verify-full")),
            new DatabaseConfig(
                "lake",
                "jdbc:duckdb:",
                Map.of("prediction_log", "data/predictions/*.parquet", "outcomes", "labels.csv"),
                Optional.empty(),
                Optional.empty(),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Counting.ROWS,
                Map.of()),
            new DatabaseConfig(
                "trino",
                "jdbc:trino://trino.example.org:8443/lake/ml",
                Map.of(),
                Optional.of("monitor"),
                Optional.of(new Secret.Environment("TRINO_PASSWORD")),
                2,
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Counting.ROWS,
                Map.of()));
    assertThat(config.databases().get(1).files().keySet())
        .containsExactly("prediction_log", "outcomes");
    assertThat(config.models()).containsExactly("models/*.yaml", "extra/credit.yaml");
    assertThat(config.scrapeTimeout()).isEqualTo(Duration.ofSeconds(9));
    assertThat(config.scrapeTimeoutOffset()).isEqualTo(Duration.ofMillis(250));
    assertThat(config.backgroundInterval()).isEqualTo(Duration.ofMinutes(5));
    assertThat(config.alertLimits()).isTrue();
  }

  @Test
  void defaults() {
    ExporterConfig config = ExporterConfigReader.read(FOLDER.resolve("valid/smallest.yaml"));

    assertThat(config.models()).containsExactly("models/*.yaml");
    assertThat(config.scrapeTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.scrapeTimeoutOffset()).isEqualTo(Duration.ofMillis(500));
    assertThat(config.backgroundInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(config.alertLimits()).isFalse();
  }

  /** In all examples the password is hunter2. */
  @ParameterizedTest
  @ValueSource(strings = {"invalid", "invalid/beyond-schema", "invalid/unreadable"})
  void noMessageShowsAPassword(String folder) throws Exception {
    try (var files = Files.list(FOLDER.resolve(folder))) {
      for (Path file : files.filter(path -> path.toString().endsWith(".yaml")).toList()) {
        InvalidSpecException refusal =
            catchThrowableOfType(InvalidSpecException.class, () -> ExporterConfigReader.read(file));
        assertThat(refusal.getMessage()).doesNotContain("hunter2").doesNotContain("123456");
      }
    }
  }
}
