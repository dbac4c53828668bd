package io.tidegauge.spec;

import io.tidegauge.spec.yaml.JsonText;

/** The JSON Schema of the exporter's config, for editors. */
public final class ExporterConfigSchema {
  private ExporterConfigSchema() {}

  /** The schema, draft 2020-12, as text that is the same wherever it is made. */
  public static String json() {
    return JsonText.schema(
        ConfigSection.SHAPE, "Tidegauge exporter config", "The exporter's databases and models.");
  }
}
