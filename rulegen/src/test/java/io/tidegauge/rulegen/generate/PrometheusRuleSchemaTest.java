package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tidegauge.rulegen.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rule file is what the operator's PrometheusRule has under {@code spec}. */
class PrometheusRuleSchemaTest {
  /** Beside the repository; a test's working directory is its module. */
  private static final Path DEFINITION = Path.of("../../shared/schemas/prometheusrules.crd.yaml");

  private static final YAMLMapper YAML = new YAMLMapper();
  private static JsonSchema schema;

  @BeforeAll
  static void read() throws Exception {
    assumeTrue(Files.exists(DEFINITION), "PrometheusRule's definition is not at " + DEFINITION);
    JsonNode definition = YAML.readTree(DEFINITION.toFile());
    ObjectNode spec =
        (ObjectNode) definition.at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
    assertThat(spec.at("/properties/groups/items/properties/rules").isMissingNode()).isFalse();
    forbidUnknownFields(spec);
    schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(spec);
  }

  /** As the API server prunes them. */
  private static void forbidUnknownFields(JsonNode node) {
    if (node instanceof ObjectNode object && object.path("properties").isObject()) {
      object.put("additionalProperties", false);
    }
    node.forEach(PrometheusRuleSchemaTest::forbidUnknownFields);
  }

  @Test
  void everyRuleFileFits(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    Path odd = workspace.write("odd.yaml", Specs.ODD);
    workspace.generate(odd, workspace.write("quick.yaml", Specs.QUICK));
    for (Path file : workspace.files(".rules.yml")) {
      JsonNode rules = YAML.readTree(Files.readString(file));
      assertThat(schema.validate(rules)).as(file.toString()).isEmpty();
      assertThat(rules.at("/groups/0/rules").size()).isBetween(1, 20);
      assertThat(rules.at("/groups/0/name").asText()).hasSizeLessThanOrEqualTo(40);
    }
  }

  @Test
  void otherTargetsHaveTheSameRules(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    workspace.write(
        "rulegen.yaml", "{targets: [operator, thanos, mimir], operator_labels: {release: prom}}");
    workspace.generate(workspace.write("odd.yaml", Specs.ODD));
    String name = "Odd.model_1-with.a-very-long-name.that-no-group-can-have";
    JsonNode plain = read(folder, name + ".rules.yml");

    JsonNode operator = read(folder, "operator/" + name + ".yml");
    assertThat(schema.validate(operator.get("spec"))).isEmpty();
    assertThat(operator.get("spec")).isEqualTo(plain);
    assertThat(operator.get("kind").asText()).isEqualTo("PrometheusRule");
    assertThat(operator.at("/metadata/labels/release").asText()).isEqualTo("prom");
    assertThat(operator.at("/metadata/name").asText())
        .matches("[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?");

    JsonNode mimir = read(folder, "mimir/" + name + ".yml");
    assertThat(mimir.get("namespace").asText()).isEqualTo(name);
    assertThat(mimir.get("groups")).isEqualTo(plain.get("groups"));

    JsonNode thanos = read(folder, "thanos/" + name + ".yml");
    for (JsonNode group : thanos.get("groups")) {
      assertThat(((ObjectNode) group).remove("partial_response_strategy").asText())
          .isEqualTo("abort");
    }
    assertThat(thanos).isEqualTo(plain);
  }

  private static JsonNode read(Path folder, String file) throws Exception {
    return YAML.readTree(folder.resolve("rules").resolve(file).toFile());
  }

  @Test
  void aFieldThatIsUnknownIsFound() throws Exception {
    JsonNode rules = YAML.readTree("groups: [{name: a, rules: [{alert: B, expr: c, until: 5m}]}]");
    assertThat(schema.validate(rules)).isNotEmpty();
  }
}
