package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From somebody else's table to a first alert rule: what a new user types, and is told to type. */
class FirstAlertTest {
  @TempDir private Path folder;

  @Test
  void aTableBecomesRulesThatPromtoolAccepts() throws Exception {
    Program promtool = Program.find("promtool");
    Path log = folder.resolve("log");
    Path config = folder.resolve("tidegauge.yaml");
    try (Database database = new Database(folder.resolve("postgres"))) {
      database.execute(
          "CREATE TABLE \"Quotes\" (\"quoteId\" UUID, \"quotedAt\" TIMESTAMPTZ, rev TEXT,"
              + " p_churn FLOAT8, premium NUMERIC(10, 2), product TEXT, \"Zip Code\" TEXT)");
      database.execute(
          "INSERT INTO \"Quotes\" SELECT gen_random_uuid(), now() - i * INTERVAL '10 seconds',"
              + " '2026.1', (i % 89) / 89.0, 100 + i % 700, 'product ' || i % 4, 'Z' || i % 90"
              + " FROM generate_series(1, 30000) AS g(i)");
      Program.exporter()
          .run(
              log,
              "init",
              "--config.file=" + config,
              "--url=jdbc:postgresql://127.0.0.1:" + database.port() + "/postgres",
              "--user=postgres",
              "--table=Quotes",
              "--column=rev=version");

      List<String> steps =
          Files.readAllLines(log).stream()
              .dropWhile(line -> !line.startsWith("Written: "))
              .toList();
      String profile =
          steps.stream().filter(line -> line.contains(" profile ")).findFirst().orElseThrow();
      Program.exporter().run(log, profile.replaceAll(".*\\.jar ", "").split(" "));
      Program.exporter().run(log, "check", "--config.file=" + config);
      assertThat(steps).anyMatch(line -> line.contains(" check --config.file=" + config));
      assertThat(steps).anyMatch(line -> line.endsWith("rulegen.jar generate " + spec()));
    }
    Generated generated = Generated.from(folder, spec());

    Path rules = generated.rules().resolve("Quotes.rules.yml");
    assertThat(rules).content().contains("alert: MLModelFeatureDrift");
    assertThat(spec())
        .content()
        .contains("  score: p_churn ", "  version: rev", "  premium: {type: numeric, range: ")
        .contains("  zip_code: {type: category, column: \"Zip Code\", personal: true}");
    promtool.run(log, "check", "rules", "--lint=all", "--lint-fatal", rules.toString());
    promtool.run(log, "test", "rules", generated.rules().resolve("Quotes.test.yml").toString());
  }

  private Path spec() {
    return folder.resolve("models/Quotes.yaml");
  }
}
