package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workflow that users copy into their CI: its commands, run in a repository such as theirs. */
class WorkflowTest {
  private static final String GENERATOR = "rulegen/target/tidegauge-rulegen.jar";

  @TempDir private Path repository;
  private Path spec;

  @BeforeEach
  void repository() throws Exception {
    Path example = Program.file("examples/credit-risk/credit-risk.yaml");
    spec = Files.createDirectories(repository.resolve("models")).resolve("credit-risk.yaml");
    Files.copy(example, spec);
    Path build = Files.createDirectories(repository.resolve(".tidegauge/rulegen"));
    Files.createSymbolicLink(
        build.resolve("target"), Program.built(GENERATOR).resolveSibling("").toAbsolutePath());
    Generated.from(repository, spec);
    Program.find("promtool");
  }

  @Test
  void whatIsCommittedIsLetThrough() throws Exception {
    for (String command : commands()) {
      assertThat(run(command)).as(command).isZero();
    }
  }

  @Test
  void aThresholdThatChangesIsNot() throws Exception {
    String text = Files.readString(spec);
    assertThat(text).contains("missing: 8%");
    Files.writeString(spec, text.replace("missing: 8%", "missing: 9%"));

    assertThat(run(commands().get(0))).isEqualTo(1);
    assertThat(Files.readString(log()))
        .contains("--- a/rules/credit-risk.rules.yml")
        .contains("\n-            > 0.08\n+            > 0.09\n");
  }

  @Test
  void aRuleThatSaysSomethingElseIsNot() throws Exception {
    Path rules = repository.resolve("rules/credit-risk.rules.yml");
    Files.writeString(rules, Files.readString(rules).replace("> 0.08", "> 0.09"));

    assertThat(run(commands().get(2))).isNotZero();
  }

  /** What is run when everything has been fetched and built. */
  private static List<String> commands() throws IOException {
    JsonNode workflow =
        new YAMLMapper().readTree(Files.readString(Program.file("examples/ci/github-actions.yml")));
    List<String> commands = new ArrayList<>();
    for (JsonNode step : workflow.at("/jobs/rules/steps")) {
      String command = step.path("run").asText();
      if (command.startsWith("java ") || command.startsWith("promtool ")) {
        commands.add(command);
      }
    }
    assertThat(commands).hasSize(3);
    return commands;
  }

  private int run(String command) throws Exception {
    return new ProcessBuilder("bash", "-ec", command)
        .directory(repository.toFile())
        .redirectErrorStream(true)
        .redirectOutput(log().toFile())
        .start()
        .waitFor();
  }

  private Path log() {
    return repository.resolve("output");
  }
}
