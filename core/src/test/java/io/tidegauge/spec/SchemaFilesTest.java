package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The committed schemas are those of the shapes; {@code -Dupdate=true} writes them anew. */
class SchemaFilesTest {
  @Test
  void modelSpec() throws IOException {
    assertCommitted("model-spec.schema.json", ModelSpecSchema.json());
  }

  @Test
  void exporterConfig() throws IOException {
    assertCommitted("exporter-config.schema.json", ExporterConfigSchema.json());
  }

  @Test
  void rulegenConfig() throws IOException {
    assertCommitted("rulegen-config.schema.json", RulegenConfigSchema.json());
  }

  private static void assertCommitted(String file, String json) throws IOException {
    Path path = Path.of(file);
    if (Boolean.getBoolean("update")) {
      Files.writeString(path, json);
    }
    assertThat(path).content().isEqualTo(json);
  }
}
