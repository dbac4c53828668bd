package io.tidegauge.rulegen.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What an expression in PromQL reads, found in its text and not through the code that wrote it.
 *
 * @param selectors every selector in it
 * @param grouped labels that it groups, joins or drops by
 */
record Expression(List<Selector> selectors, Set<String> grouped) {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern GROUPING =
      Pattern.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");
  private static final Pattern SELECTOR =
      Pattern.compile(
          "(?<![\\w:.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\s*(\\{[^}]*})?(?!\\s*\\(|[a-zA-Z0-9_:])");
  private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)\\s*[=!]");
  private static final Pattern LENGTH = Pattern.compile("\\[[^]]*]");

  /** Words that stand where a metric could. */
  private static final Set<String> WORDS =
      Set.of("and", "or", "unless", "bool", "offset", "by", "without", "on", "ignoring", "inf");

  /** Series of a metric. */
  record Selector(String metric, Set<String> labels) {}

  static Expression parse(String text) {
    String plain = LENGTH.matcher(TEXT.matcher(text).replaceAll("\"\"")).replaceAll("");
    Set<String> grouped = new TreeSet<>();
    Matcher grouping = GROUPING.matcher(plain);
    while (grouping.find()) {
      Stream.of(grouping.group(1).split(","))
          .map(String::strip)
          .filter(label -> !label.isEmpty())
          .forEach(grouped::add);
    }
    List<Selector> selectors = new ArrayList<>();
    Matcher selector = SELECTOR.matcher(GROUPING.matcher(plain).replaceAll(" "));
    while (selector.find()) {
      if (!WORDS.contains(selector.group(1))) {
        Set<String> labels = new TreeSet<>();
        Matcher label = LABEL.matcher(selector.group(2) == null ? "" : selector.group(2));
        while (label.find()) {
          labels.add(label.group(1));
        }
        selectors.add(new Selector(selector.group(1), labels));
      }
    }
    return new Expression(selectors, grouped);
  }
}
