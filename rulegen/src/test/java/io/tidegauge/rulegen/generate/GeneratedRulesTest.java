package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.spec.ServingPreset;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Prometheus' own tool, an old one and a current one, says of what is generated. */
class GeneratedRulesTest {
  @TempDir static Path folder;
  private static Workspace workspace;

  @BeforeAll
  static void generate() throws Exception {
    workspace = new Workspace(folder);
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(workspace.write("odd.yaml", Specs.ODD));
    specs.add(workspace.write("least.yaml", Specs.LEAST));
    specs.add(workspace.write("objectives.yaml", Specs.OBJECTIVES));
    specs.add(workspace.write("serving.yaml", Specs.SERVING));
    for (String preset : ServingPreset.SERVERS) {
      specs.add(workspace.write(preset + ".yaml", Specs.served(preset)));
    }
    workspace.generate(specs.toArray(Path[]::new));
  }

  @Test
  void theLinterFindsNothing() throws Exception {
    for (Promtool promtool : Promtool.all()) {
      Promtool.Result result = promtool.checkRules(workspace.files(".rules.yml"));

      assertThat(result.status()).as(result.output()).isZero();
      assertThat(result.output()).doesNotContain("FAILED").doesNotContain("lint error");
    }
  }

  @Test
  void theTestsPass() throws Exception {
    for (Promtool promtool : Promtool.all()) {
      Promtool.Result result = promtool.testRules(workspace.files(".test.yml"));

      assertThat(result.status()).as(result.output()).isZero();
      assertThat(result.output().lines().filter(line -> line.contains("SUCCESS")))
          .hasSameSizeAs(workspace.files(".test.yml"));
    }
  }

  @Test
  void whateverCanBeDeclaredPasses(@TempDir Path other) throws Exception {
    List<Path> rules = new ArrayList<>();
    List<Path> tests = new ArrayList<>();
    for (Path spec : Specs.valid()) {
      Workspace each = new Workspace(other.resolve(spec.getFileName()));
      each.generate(spec);
      rules.addAll(each.files(".rules.yml"));
      if (spec.endsWith("everything.yaml") || spec.endsWith("alert-switched-off.yaml")) {
        tests.addAll(each.files(".test.yml"));
      }
    }

    Promtool.Result lint = Promtool.oldest().checkRules(rules);
    assertThat(lint.status()).as(lint.output()).isZero();
    Promtool.Result result = Promtool.oldest().testRules(tests);
    assertThat(tests).hasSize(7);
    assertThat(result.status()).as(result.output()).isZero();
  }
}
