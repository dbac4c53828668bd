package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.Specs;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One set of rules for all models. */
class GenericRulesTest {
  private static final String RULES = "rules/tidegauge-models.rules.yml";

  private static final String ANY_MISSING = "a: numeric, b: {type: numeric, missing: 100%}";

  @TempDir private Path folder;

  /** The tests are those of the usual rules: what passes them says the same. */
  @Test
  void passTheTestsOfWhateverIsDeclared() throws Exception {
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(Specs.ROOT.resolve("core/src/test/resources/specs/valid/everything.yaml"));
    specs.add(Files.writeString(folder.resolve("odd.yaml"), Specs.ODD));
    List<Path> rules = new ArrayList<>();
    List<Path> tests = new ArrayList<>();
    for (Path spec : specs) {
      Workspace workspace = new Workspace(folder.resolve(spec.getFileName() + ".d"));
      workspace.generateGeneric(spec);
      rules.addAll(workspace.files(".rules.yml"));
      // Those of the exporter, of objectives and of servers are the same in each style.
      workspace.files(".test.yml").stream()
          .filter(
              test ->
                  !test.toString().matches(".*(-exporter|\\.objectives.*|\\.serving)\\.test\\.yml"))
          .forEach(tests::add);
    }
    assertThat(tests).hasSameSizeAs(specs);
    for (Promtool promtool : Promtool.all()) {
      assertLint(promtool, rules);
    }
    // The same cases pass on both with the rules of each model; here one of them has to do.
    assertPass(Promtool.oldest(), rules, tests);
  }

  /** Rules of other kinds do not disturb, and those of one kind serve both. */
  @Test
  void passTheTestsOfModelsTogether() throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.generateGeneric(
        workspace.write("least.yaml", Specs.LEAST.replace("a: numeric", ANY_MISSING)),
        workspace.write("other.yaml", Specs.LEAST.replace("least", "other")),
        workspace.write("quick.yaml", Specs.QUICK));

    assertPass(Promtool.oldest(), workspace.files(".rules.yml"), workspace.files(".test.yml"));
  }

  private static void assertLint(Promtool promtool, List<Path> rules) throws Exception {
    Promtool.Result lint = promtool.checkRules(rules);
    assertThat(lint.status()).as(lint.output()).isZero();
    assertThat(lint.output()).doesNotContain("FAILED").doesNotContain("lint error");
  }

  private static void assertPass(Promtool promtool, List<Path> rules, List<Path> tests)
      throws Exception {
    assertLint(promtool, rules);
    Promtool.Result result = promtool.testRules(tests);
    assertThat(result.status()).as(result.output()).isZero();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 60})
  void growWithKindsAndNotWithModels(int models) throws Exception {
    Workspace workspace = new Workspace(folder);
    List<Path> specs = new ArrayList<>();
    for (int i = 0; i < models; i++) {
      String spec =
          Specs.QUICK
              .replace("model: quick", "model: model-" + i)
              .replace("owner: team", "owner: team-" + i)
              .replace("missing: 12%", "missing: " + (i % 25 + 1) + "%")
              .replace("drift: 0.5", "drift: 0." + (36 + i));
      specs.add(workspace.write("model-" + i + ".yaml", spec));
    }
    workspace.generateGeneric(specs.toArray(Path[]::new));

    JsonNode shared = read(workspace, RULES);
    assertThat(shared.findValuesAsText("alert")).hasSize(21);
    for (int i = 0; i < models; i++) {
      JsonNode own = read(workspace, "rules/model-" + i + ".rules.yml");
      assertThat(own.findValuesAsText("alert")).containsExactly("MLModelNotWatched");
    }
    assertThat(workspace.files().get(RULES)).doesNotContain("model-1").doesNotContain("team-1");
  }

  @Test
  void areTheSameInWhateverOrderTheSpecsCome() throws Exception {
    Workspace workspace = new Workspace(folder);
    Path quick = workspace.write("quick.yaml", Specs.QUICK);
    Path odd = workspace.write("odd.yaml", Specs.ODD);
    workspace.generateGeneric(quick, odd);
    SortedMap<String, String> files = workspace.files();

    workspace.generateGeneric(odd, quick);

    assertThat(workspace.files()).isEqualTo(files);
    assertThat(workspace.run("check", odd, quick).status()).isZero();
  }

  @Test
  void haveOtherRulesOnlyWhereNoSeriesCanTellTheDifference() throws Exception {
    Workspace workspace = new Workspace(folder);
    Path quick = workspace.write("quick.yaml", Specs.QUICK);
    Path slow =
        workspace.write(
            "slow.yaml",
            Specs.QUICK
                .replace("model: quick", "model: slow")
                .replace("errors: {for: 2m", "errors: {for: 3m"));
    workspace.generateGeneric(quick, slow);

    List<String> alerts = read(workspace, RULES).findValuesAsText("alert");
    List<String> twice = new ArrayList<>(alerts);
    new TreeSet<>(alerts).forEach(twice::remove);
    // The others have a critical tier.
    assertThat(twice)
        .containsExactlyInAnyOrder(
            "MLModelFeatureDrift",
            "MLModelMissingValues",
            "MLModelPredictionsFail",
            "MLModelTrafficLow");
  }

  @Test
  void theStyleCanBeGivenByOptionToo() throws Exception {
    Workspace workspace = new Workspace(folder);
    Path quick = workspace.write("quick.yaml", Specs.QUICK);

    assertThat(workspace.run("generate", Path.of("--style=generic"), quick).status()).isZero();
    assertThat(workspace.files()).containsKey(RULES);

    assertThat(workspace.run("check", quick).out())
        .contains(RULES + " is stale: none of the specs makes it");
    Path taken = workspace.write("taken.yaml", Specs.LEAST.replace("least", "tidegauge-models"));
    assertThat(workspace.run("generate", taken).out())
        .contains("a model cannot be called tidegauge-models");
  }

  private static JsonNode read(Workspace workspace, String file) throws IOException {
    return new YAMLMapper().readTree(Files.readString(workspace.folder().resolve(file)));
  }
}
