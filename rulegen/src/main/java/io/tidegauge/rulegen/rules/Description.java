package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.rulegen.promql.Selector;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.stream.Collectors;

/**
 * What an alert says to a person: as a template for Prometheus, and as Prometheus will render it.
 *
 * @param text with placeholders
 * @param limits of which {@code {limit}} stands for the one that holds
 */
public record Description(String text, ValueFormat format, Limits limits) {

  static Description of(AlertDefinition alert) {
    return new Description(
        alert.description(), ValueFormat.of(alert.condition().reading()), alert.limits());
  }

  /** In Go's template language. */
  String template() {
    return replaced(
        name ->
            switch (name) {
              case AlertDefinition.VALUE -> format.template();
              case AlertDefinition.LIMIT -> limitTemplate();
              default -> "{{ $labels." + name + " }}";
            });
  }

  /** In Go's template language, where the limit is in series. */
  String template(String limit) {
    return replaced(
        name ->
            switch (name) {
              case AlertDefinition.VALUE -> format.template();
              case AlertDefinition.LIMIT ->
                  "{{ with "
                      + limit
                      + " | query }}"
                      + format.template("(. | first | value)")
                      + "{{ end }}";
              default -> "{{ $labels." + name + " }}";
            });
  }

  /** For a reading with these labels. */
  public String rendered(Map<String, String> labels, double value) {
    return replaced(
        name ->
            switch (name) {
              case AlertDefinition.VALUE -> format.write(value);
              case AlertDefinition.LIMIT ->
                  format.write(limits.of(labels.getOrDefault("feature", "")));
              default -> Objects.requireNonNull(labels.get(name), name);
            });
  }

  private String limitTemplate() {
    StringBuilder template = new StringBuilder();
    StringBuilder ends = new StringBuilder();
    for (Limits.Group group : limits.groups()) {
      if (!group.others()) {
        template.append("{{ if eq $labels.feature ");
        template.append(
            group.features().stream().map(Selector::quoted).collect(Collectors.joining(" ")));
        template.append(" }}").append(format.write(group.limit())).append("{{ else }}");
        ends.append("{{ end }}");
      }
    }
    // A feature without any limit never comes to this template.
    return template + format.write(limits.usual()) + ends;
  }

  private String replaced(UnaryOperator<String> replacement) {
    Matcher placeholder = AlertDefinition.PLACEHOLDER.matcher(text);
    return placeholder.replaceAll(
        found -> Matcher.quoteReplacement(replacement.apply(found.group(1))));
  }
}
