package io.tidegauge.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The rules of a model, made quick. */
final class Rules {
  private Rules() {}

  /** Generates the rules of specs and takes out how long they wait, so that tests need not. */
  static Path generate(Path folder, Path spec) throws IOException {
    Path rules = Files.createDirectories(folder.resolve("generated/rules"));
    for (String name : new String[] {"credit", "tidegauge-exporter"}) {
      String text;
      try (var resource = Rules.class.getResourceAsStream(name + ".rules.yml")) {
        text =
            new String(
                java.util.Objects.requireNonNull(resource).readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8);
      }
      Files.writeString(rules.resolve(name + ".rules.yml"), withoutWaiting(text));
    }
    return rules;
  }

  private static String withoutWaiting(String rules) {
    return rules.replaceAll("(?m)^ +(for|keep_firing_for): .*\\n", "");
  }
}
