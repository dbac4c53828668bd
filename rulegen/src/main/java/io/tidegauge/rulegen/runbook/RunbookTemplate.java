package io.tidegauge.rulegen.runbook;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What people have written of an alert: a resource of Markdown with the sections Meaning, Impact,
 * Diagnosis and Mitigation. In it stand for what is only known of a model
 *
 * <ul>
 *   <li>{@code {model}}: its name, as code
 *   <li>{@code {window}}: the alert's window in words, such as {@code the last 1h}
 *   <li>{@code {metric}}: the quality metric that the alert is about, for people
 *   <li>{@code {metric_key}}, {@code {distance_key}}: how the spec calls it, or the drift alert's
 *       distance
 *   <li>{@code {readings}}: queries for Prometheus, each below a comment
 *   <li>{@code {series:NAME}}: a line with a query for another metric, with the same labels; it and
 *       the comment above it are left out where the model has no such metric. {@code METRIC} in the
 *       name stands for the quality metric
 *   <li>{@code {log}}: a block of SQL, where the model's tables have anything to say
 * </ul>
 */
record RunbookTemplate(String name, String text) {
  /** Alerts of which there is one for each metric of quality, and what their resource is called. */
  private static final List<String> FAMILIES =
      List.of("MLModelExpectedLow", "MLModelLow", "MLModelHigh");

  private static final String FAMILY = "Quality";

  /** Of PromQL: headings have more of them. */
  private static final String COMMENT = "# ";

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+(?::[A-Za-z_]+)?)}");
  private static final Pattern BLANK_LINES = Pattern.compile("\n{3,}");

  /** The template of an alert, or of its family. */
  static RunbookTemplate of(String alert) {
    return read(alert)
        .or(() -> family(alert).flatMap(prefix -> read(prefix + FAMILY)))
        .orElseThrow(() -> new IllegalArgumentException("there is no runbook of " + alert));
  }

  /** What the names of an alert's family begin with, where it is of one. */
  static Optional<String> family(String alert) {
    return FAMILIES.stream().filter(alert::startsWith).findFirst();
  }

  private static Optional<RunbookTemplate> read(String name) {
    try (InputStream resource = RunbookTemplate.class.getResourceAsStream(name + ".md")) {
      return Optional.ofNullable(resource)
          .map(found -> new RunbookTemplate(name, text(found).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(InputStream resource) {
    try {
      return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** With something in the place of each placeholder; what comes to nothing leaves no gap. */
  String filled(UnaryOperator<String> values) {
    List<String> lines = new ArrayList<>();
    for (String line : text.lines().toList()) {
      String filled = filled(line, values);
      if (!filled.isEmpty() || line.isEmpty()) {
        lines.add(filled);
      } else if (lines.get(lines.size() - 1).startsWith(COMMENT)) {
        lines.remove(lines.size() - 1);
      }
    }
    return BLANK_LINES.matcher(String.join("\n", lines)).replaceAll("\n\n");
  }

  private static String filled(String line, UnaryOperator<String> values) {
    return PLACEHOLDER
        .matcher(line)
        .replaceAll(found -> Matcher.quoteReplacement(values.apply(found.group(1))));
  }
}
