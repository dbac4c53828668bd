package io.tidegauge.rulegen.generate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which labels an expression's series have, found in its text and in what metrics are defined to
 * have: so that it can be seen which of them can meet.
 */
final class JoinedSeries {
  private static final Pattern TEXT = Pattern.compile("\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern SELECTOR = Pattern.compile("\\b(ml_\\w+|ALERTS)(\\{[^}]*})?");
  private static final Pattern OPERATOR =
      Pattern.compile(
          "(>=|<=|==|!=|>|<|\\band\\b|\\bunless\\b)\\s*(?:(on|ignoring)\\s*\\(([^)]*)\\))?"
              + "(?:\\s*group_left\\s*\\(([^)]*)\\))?");
  private static final Pattern OUTER =
      Pattern.compile("^\\s*(?:max|min|sum|avg|count)\\s+(by|without)\\s*\\(([^)]*)\\)");
  private static final Pattern INNER =
      Pattern.compile(
          "\\b(?:max|min|sum) without \\(([^)]*)\\) \\((?:last_over_time|increase|rate)\\($");
  private static final Pattern FOLDED =
      Pattern.compile("\\b(?:max|min|sum|avg|count)\\s+by\\s*\\(([^)]*)\\)");
  private static final Pattern EQUAL = Pattern.compile("(\\w+)=\"");

  private static final Map<String, Set<String>> LABELS = ExportedLabels.bySeries();

  static {
    // Prometheus' own series of alerts have the labels of what they are alerts on.
    Set<String> all = new TreeSet<>();
    LABELS.values().forEach(all::addAll);
    LABELS.put("ALERTS", all);
  }

  private JoinedSeries() {}

  /** A selector, and where it stands. */
  record Series(String metric, String matchers, Set<String> labels, int start, int end) {

    /** With labels of what it was joined with. */
    Series taking(@Nullable String named, Series from, List<String> reasons) {
      if (named == null) {
        return this;
      }
      Set<String> more = new TreeSet<>(labels);
      for (String label : names(named)) {
        if (!from.labels().contains(label)) {
          reasons.add(from.metric() + " has no label " + label + " to take over");
        }
        more.add(label);
      }
      return new Series(metric, matchers, more, start, end);
    }
  }

  /**
   * The labels of an expression's series; of an absent one those that it must equal. What somebody
   * else exports, and is not taken together by some of its labels, has none that are known.
   */
  static Set<String> labelsOf(String expression) {
    Matcher outer = OUTER.matcher(expression);
    boolean folded = outer.find();
    if (folded && outer.group(1).equals("by")) {
      return names(outer.group(2));
    }
    List<Series> series = series(expression);
    if (series.isEmpty()) {
      Matcher inner = FOLDED.matcher(expression);
      return inner.find() ? names(inner.group(1)) : Set.of();
    }
    if (expression.startsWith("absent")) {
      Set<String> equal = new TreeSet<>();
      EQUAL.matcher(series.get(0).matchers()).results().forEach(found -> equal.add(found.group(1)));
      return equal;
    }
    if (!folded) {
      return series.get(0).labels();
    }
    Set<String> named = names(outer.group(2));
    Set<String> left = new TreeSet<>(series.get(0).labels());
    left.removeAll(named);
    return left;
  }

  /** Where two sides of an operator can never have the same labels. */
  static List<String> impossible(String expression) {
    List<String> reasons = new ArrayList<>();
    List<Series> series = series(expression);
    if (series.isEmpty()) {
      return reasons;
    }
    // What is compared, and kept back, keeps the labels of what stands first.
    Series left = series.get(0);
    for (int i = 1; i < series.size(); i++) {
      Series right = series.get(i);
      String between = expression.substring(series.get(i - 1).end(), right.start());
      if (between.matches("(?s).*\\bor\\b.*")) {
        left = right;
      } else {
        // The last one: those before it compare with numbers.
        Optional<MatchResult> last =
            OPERATOR.matcher(between).results().reduce((one, next) -> next);
        if (last.isPresent()) {
          MatchResult operator = last.get();
          if (!meets(operator.group(2), operator.group(3), left, right)) {
            reasons.add(left.metric() + " never meets " + right.metric());
          }
          left = left.taking(operator.group(4), right, reasons);
        }
      }
    }
    return reasons;
  }

  private static boolean meets(String kind, String named, Series left, Series right) {
    Set<String> ofLeft = new TreeSet<>(left.labels());
    Set<String> ofRight = new TreeSet<>(right.labels());
    if ("on".equals(kind)) {
      return ofLeft.containsAll(names(named)) && ofRight.containsAll(names(named));
    }
    if (kind != null) {
      ofLeft.removeAll(names(named));
      ofRight.removeAll(names(named));
    }
    return ofLeft.equals(ofRight);
  }

  private static Set<String> names(String list) {
    Set<String> names = new TreeSet<>();
    Stream.of(list.split(","))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .forEach(names::add);
    return names;
  }

  private static List<Series> series(String expression) {
    String hidden =
        TEXT.matcher(expression)
            .replaceAll(text -> "\"" + "x".repeat(text.group().length() - 2) + "\"");
    List<Series> series = new ArrayList<>();
    Matcher selector = SELECTOR.matcher(hidden);
    while (selector.find()) {
      String matchers = selector.group(2) == null ? "" : selector.group(2);
      series.add(
          new Series(
              selector.group(1),
              matchers,
              labels(selector.group(1), hidden.substring(0, selector.start())),
              selector.start(),
              selector.end()));
    }
    return series;
  }

  private static Set<String> labels(String metric, String before) {
    Set<String> labels = new TreeSet<>(LABELS.getOrDefault(metric, Set.of()));
    Matcher inner = INNER.matcher(before);
    if (inner.find()) {
      labels.removeAll(names(inner.group(1)));
    }
    return labels;
  }
}
