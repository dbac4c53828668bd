package io.tidegauge.spec;

import io.tidegauge.spec.yaml.JsonText;

/** The JSON Schema of model specs, for editors. */
public final class ModelSpecSchema {
  private ModelSpecSchema() {}

  /** The schema, draft 2020-12, as text that is the same wherever it is made. */
  public static String json() {
    return JsonText.schema(
        ModelSection.SHAPE, "Tidegauge model spec", "What is watched of one model.");
  }
}
