package io.tidegauge.endtoend.dashboard;

import io.tidegauge.endtoend.PrometheusServer;
import io.tidegauge.endtoend.dashboard.Dashboard.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What Grafana puts in the place of variables when a dashboard opens. */
final class GrafanaVariables {
  /** A number after a dollar is a group of a regular expression, and no variable. */
  private static final Pattern VARIABLE =
      Pattern.compile("\\$(?:\\{(\\w+)(?::\\w+)?}|([A-Za-z_]\\w*))|\\[\\[(\\w+)]]");

  private static final Pattern LABEL_VALUES =
      Pattern.compile("label_values\\((?:(.+),)?\\s*(\\w+)\\s*\\)");

  private static final String ALL = "$__all";

  private final Map<String, String> texts = new LinkedHashMap<>();

  /**
   * Asks Prometheus for what can be chosen, one variable after the other: some depend on others.
   */
  GrafanaVariables(List<Variable> variables, PrometheusServer prometheus) {
    texts.put("__rate_interval", "1m");
    texts.put("__interval", "15s");
    texts.put("__range", "5m");
    texts.put("__range_s", "300");
    for (Variable variable : variables) {
      texts.put(variable.name(), text(variable, values(variable, prometheus)));
    }
  }

  private List<String> values(Variable variable, PrometheusServer prometheus) {
    return switch (variable.type()) {
      case "query" -> {
        Matcher labelValues = LABEL_VALUES.matcher(fill(variable.query()));
        if (!labelValues.matches()) {
          throw new AssertionError(variable + " asks for something else than label_values");
        }
        String selector = labelValues.group(1) == null ? "" : labelValues.group(1);
        yield prometheus.labelValues(labelValues.group(2), selector);
      }
      case "custom", "interval" ->
          Stream.of(variable.query().split(",")).map(String::strip).toList();
      case "datasource", "constant", "textbox" -> List.of(variable.query());
      default -> throw new AssertionError(variable + " is of an unknown type");
    };
  }

  /** The chosen values that there are; else all, where these can be chosen so; else the first. */
  private static String text(Variable variable, List<String> values) {
    if (values.isEmpty()) {
      throw new AssertionError(variable + " has no values");
    }
    if (variable.current().contains(ALL)) {
      return variable.all().orElseGet(() -> alternatives(values));
    }
    List<String> chosen = variable.current().stream().filter(values::contains).toList();
    return alternatives(chosen.isEmpty() ? List.of(values.get(0)) : chosen);
  }

  private static String alternatives(List<String> values) {
    return values.size() == 1
        ? values.get(0)
        : values.stream()
            .map(value -> value.replaceAll("[.*+?^${}()|\\[\\]\\\\]", "\\\\\\\\$0"))
            .collect(Collectors.joining("|", "(", ")"));
  }

  /** The text as Grafana sends it to Prometheus. */
  String fill(String text) {
    return VARIABLE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(value(found)));
  }

  private String value(MatchResult found) {
    String name =
        Stream.of(1, 2, 3)
            .map(found::group)
            .filter(group -> group != null)
            .findFirst()
            .orElseThrow();
    String text = texts.get(name);
    if (text == null) {
      throw new AssertionError("there is no variable " + name);
    }
    return text;
  }
}
