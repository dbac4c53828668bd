package io.tidegauge.rulegen.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What linters of Prometheus rules find fault with, each check under its tool's name for it: those
 * of pint 0.87 that need no server, all of mixtool's, and the defaults of promruval. Syntax is left
 * to promtool.
 */
final class RuleLint {
  private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*\"";
  private static final Pattern TEXTS = Pattern.compile(TEXT);
  private static final Pattern REGEX = Pattern.compile("(?:=~|!~)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern LABEL = Pattern.compile("\\$labels\\.(\\w+)");
  private static final Pattern RANGE = Pattern.compile("\\[([^]:]+)(?::[^]]*)?]");
  private static final Pattern OFFSET = Pattern.compile("\\boffset\\s+(\\w+)");
  private static final Pattern PART = Pattern.compile("(\\d+)(ms|[smhdwy])");
  private static final Pattern SUM =
      Pattern.compile("\\b(?:sum|avg|stddev|stdvar)\\s*(?:(?:by|without)\\s*\\([^)]*\\)\\s*)?\\(");

  /** A division by what is not held above 0. */
  private static final Pattern QUOTIENT =
      Pattern.compile("[/%](?!\\s*\\([^)]*>\\s*0\\)|\\s*clamp_min)");

  private static final Duration DAY = Duration.ofDays(1);
  private static final int LARGEST_GROUP = 20;
  private static final int LONGEST_NAME = 40;

  private record Rule(JsonNode node) {
    String name() {
      return text("alert");
    }

    String text(String field) {
      return node.path(field).asText();
    }

    String annotation(String name) {
      return node.path("annotations").path(name).asText();
    }

    /** The expression without what stands in quotes. */
    String plain() {
      return TEXTS.matcher(text("expr")).replaceAll("\"\"");
    }

    boolean has(String pattern) {
      return Pattern.compile(pattern).matcher(plain()).find();
    }
  }

  /** The watchdog always fires, by intent, and has neither labels nor a value to tell of. */
  private static final Map<String, Set<String>> EXCLUSIONS =
      Map.of(
          "MLWatchdog", Set.of("pint alerts/comparison", "mixtool alert-description-templating"));

  private static final Map<String, BiConsumer<Rule, List<String>>> CHECKS = new LinkedHashMap<>();

  static {
    check(
        "pint alerts/comparison",
        (rule, is) -> {
          if (!rule.has("[<>]|[=!]=|\\babsent(_over_time)?\\s*\\(") || rule.has("\\bbool\\b")) {
            is.add("compares nothing, and so always fires");
          }
        });
    check(
        "pint alerts/for",
        (rule, is) ->
            Stream.of("for", "keep_firing_for")
                .filter(rule.node()::has)
                .filter(field -> !isLength(rule.text(field)) || length(rule.text(field)).isZero())
                .forEach(field -> is.add(field + " is no length, or the default")));
    check("pint alerts/template", RuleLint::template);
    check(
        "pint promql/fragile",
        (rule, is) -> {
          if (rule.has("\\b(topk|bottomk|limitk|limit_ratio)\\b")) {
            is.add("chooses series, which differ from one evaluation to the next");
          }
          if (!rule.node().has("for")
              && rule.has("\\)\\s*[-+*/%]\\s*(on|ignoring|sum|avg|count)\\b")) {
            is.add("calculates with two aggregations, and has no for");
          }
        });
    check(
        "pint promql/impossible",
        (rule, is) -> is.addAll(JoinedSeries.impossible(rule.text("expr"))));
    check(
        "pint promql/nan",
        (rule, is) ->
            summed(rule.plain())
                .filter(text -> QUOTIENT.matcher(text).find())
                .forEach(text -> is.add("aggregates a quotient that can be NaN")));
    check(
        "pint promql/regexp",
        (rule, is) ->
            REGEX
                .matcher(rule.text("expr"))
                .results()
                .map(found -> found.group(1))
                .filter(RuleLint::isNoRegex)
                .forEach(is::add));
    check(
        "pint yaml/parse",
        (rule, is) ->
            Stream.of("labels", "annotations")
                .flatMap(field -> values(rule.node().path(field)))
                .filter(value -> !value.isTextual())
                .forEach(value -> is.add(value + " is not quoted")));
    check(
        "mixtool alert-name-camelcase",
        (rule, is) -> {
          if (!rule.name().matches("([A-Z]+[a-z0-9]+)+")) {
            is.add("is not in camel case");
          }
        });
    check(
        "mixtool alert-name-length",
        (rule, is) -> {
          if (rule.name().length() > LONGEST_NAME) {
            is.add("is longer than " + LONGEST_NAME);
          }
        });
    check(
        "mixtool alert-severity-rule",
        (rule, is) -> {
          String severity = rule.node().path("labels").path("severity").asText();
          if (!Set.of("critical", "warning", "info", "none").contains(severity)) {
            is.add("has the severity " + severity);
          }
        });
    check(
        "mixtool alert-description-missing-rule",
        (rule, is) -> {
          if (rule.annotation("description").isEmpty()) {
            is.add("is not described");
          }
        });
    check(
        "mixtool alert-description-templating",
        (rule, is) -> {
          if (!rule.annotation("description").contains("{{")) {
            is.add("says of every alert the same");
          }
        });
    check(
        "mixtool alert-summary-missing-rule",
        (rule, is) -> {
          if (rule.annotation("summary").isEmpty()) {
            is.add("has no summary");
          }
        });
    check(
        "mixtool alert-summary-templating",
        (rule, is) -> {
          if (rule.annotation("summary").contains("{{")) {
            is.add("has a summary of its own for each alert");
          }
        });
    check(
        "mixtool alert-summary-style",
        (rule, is) -> {
          if (!rule.annotation("summary").matches("[A-Z].+\\.")) {
            is.add("has a summary that is no sentence");
          }
        });
    check(
        "promruval forIsNotLongerThan",
        (rule, is) ->
            Stream.of("for", "keep_firing_for")
                .filter(field -> isLength(rule.text(field)))
                .filter(field -> length(rule.text(field)).compareTo(DAY) > 0)
                .forEach(field -> is.add(field + " is longer than a day")));
    check(
        "promruval expressionDoesNotUseIrate",
        (rule, is) -> {
          if (rule.has("\\birate\\b")) {
            is.add("looks at two samples");
          }
        });
    check(
        "promruval expressionUsesUnderstandableFunctions",
        (rule, is) -> {
          if (rule.has("\\b(rate|increase)\\s*\\(\\s*(sum|avg|max|min|count)\\b")) {
            is.add("takes the rate of an aggregation");
          }
          if (rule.has("\\b(rate|increase)\\s*\\(\\s*\\w+(?<!_total|_count|_sum|_bucket)[{\\[]")) {
            is.add("takes the rate of what is no counter");
          }
        });
    check(
        "promruval expressionSelectorsMatchesMetric",
        (rule, is) -> {
          if (rule.has("(?<![\\w:])\\{[^}]*}")) {
            is.add("selects without a metric's name");
          }
        });
    check(
        "promruval expressionDoesNotUseRangeShorterThan",
        (rule, is) ->
            lengths(RANGE, rule)
                .filter(range -> range.compareTo(Duration.ofMinutes(1)) < 0)
                .forEach(range -> is.add("looks at no more than " + range)));
    check(
        "promruval expressionDoesNotUseOlderDataThan",
        (rule, is) ->
            Stream.concat(lengths(RANGE, rule), lengths(OFFSET, rule))
                .filter(range -> range.compareTo(Duration.ofDays(28)) > 0)
                .forEach(range -> is.add("looks at what is " + range + " old")));
    check(
        "promruval nonEmptyLabels",
        (rule, is) ->
            Stream.of("labels", "annotations")
                .flatMap(field -> values(rule.node().path(field)))
                .filter(value -> value.asText().isBlank())
                .forEach(value -> is.add("has an empty label")));
  }

  private RuleLint() {}

  private static void check(String name, BiConsumer<Rule, List<String>> check) {
    CHECKS.put(name, check);
  }

  /** What is wrong with a file of rules: check, rule, reason. */
  static List<String> faults(JsonNode file) {
    List<String> faults = new ArrayList<>();
    Set<ObjectNode> seen = new HashSet<>();
    for (JsonNode group : file.path("groups")) {
      groupFaults(group).forEach(faults::add);
      for (JsonNode node : group.path("rules")) {
        Rule rule = new Rule(node);
        CHECKS.forEach(
            (name, check) -> {
              List<String> reasons = new ArrayList<>();
              if (!EXCLUSIONS.getOrDefault(rule.name(), Set.of()).contains(name)) {
                check.accept(rule, reasons);
              }
              reasons.forEach(reason -> faults.add(name + ": " + rule.name() + " " + reason));
            });
        ObjectNode identity = ((ObjectNode) node.deepCopy()).retain("alert", "labels");
        if (!seen.add(identity)) {
          faults.add("pint rule/duplicate: " + rule.name() + " is there twice");
        }
      }
    }
    return faults;
  }

  private static Stream<String> groupFaults(JsonNode group) {
    List<String> faults = new ArrayList<>();
    String name = group.path("name").asText();
    String interval = group.path("interval").asText("1m");
    if (length(interval).compareTo(Duration.ofMinutes(5)) > 0) {
      faults.add("pint group/interval: " + name + " is evaluated so seldom that series are stale");
    }
    if (length(interval).compareTo(Duration.ofSeconds(20)) < 0) {
      faults.add("promruval hasAllowedEvaluationInterval: " + name + " is evaluated too often");
    }
    if (group.path("rules").size() > LARGEST_GROUP) {
      faults.add("mixtool alert-group-rule-count: " + name + " has more than " + LARGEST_GROUP);
    }
    if (name.length() > LONGEST_NAME) {
      faults.add("mixtool alert-group-name-length: " + name + " is longer than " + LONGEST_NAME);
    }
    return faults.stream();
  }

  /** Labels that a template names are labels that the alert has. */
  private static void template(Rule rule, List<String> is) {
    Set<String> labels = new TreeSet<>(JoinedSeries.labelsOf(rule.text("expr")));
    rule.node().path("labels").fieldNames().forEachRemaining(labels::add);
    values(rule.node().path("annotations"))
        .flatMap(value -> LABEL.matcher(value.asText()).results())
        .map(found -> found.group(1))
        .filter(label -> !labels.contains(label))
        .forEach(label -> is.add("names the label " + label + ", which it has not"));
    values(rule.node().path("labels"))
        .filter(value -> value.asText().contains("$value"))
        .forEach(value -> is.add("has its value in a label, and so is another one at each change"));
    if (rule.has("\\b(rate|deriv)\\s*\\(")
        && rule.annotation("description").contains("{{ $value }}")) {
      is.add("shows a rate with all of its digits");
    }
  }

  /** What stands in the brackets of each sum or average. */
  private static Stream<String> summed(String expression) {
    return SUM.matcher(expression)
        .results()
        .map(
            found -> {
              int end = found.end();
              for (int open = 1; open > 0; end++) {
                open += expression.charAt(end) == '(' ? 1 : expression.charAt(end) == ')' ? -1 : 0;
              }
              return expression.substring(found.end(), end);
            });
  }

  private static boolean isNoRegex(String value) {
    return value.startsWith("^")
        || value.endsWith("$")
        || !Pattern.compile("[.*+?()|\\[\\]{}\\\\]").matcher(value).find();
  }

  private static Stream<JsonNode> values(JsonNode object) {
    List<JsonNode> values = new ArrayList<>();
    object.elements().forEachRemaining(values::add);
    return values.stream();
  }

  private static Stream<Duration> lengths(Pattern pattern, Rule rule) {
    return pattern.matcher(rule.plain()).results().map(found -> length(found.group(1)));
  }

  private static boolean isLength(String text) {
    return text.matches("(" + PART.pattern() + ")+");
  }

  private static Duration length(String text) {
    return PART.matcher(text).results().map(RuleLint::part).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration part(MatchResult part) {
    long amount = Long.parseLong(part.group(1));
    return switch (part.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      case "m" -> Duration.ofMinutes(amount);
      case "h" -> Duration.ofHours(amount);
      case "d" -> Duration.ofDays(amount);
      case "w" -> Duration.ofDays(7 * amount);
      default -> Duration.ofDays(365 * amount);
    };
  }
}
