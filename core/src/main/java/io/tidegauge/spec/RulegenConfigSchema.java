package io.tidegauge.spec;

import io.tidegauge.spec.yaml.JsonText;

/** The JSON Schema of the generator's config, for editors. */
public final class RulegenConfigSchema {
  private RulegenConfigSchema() {}

  /** The schema, draft 2020-12, as text that is the same wherever it is made. */
  public static String json() {
    return JsonText.schema(
        RulegenConfigSection.SHAPE,
        "Tidegauge rulegen config",
        "How what is generated reaches people: links, routes, and forms of the rules.");
  }
}
