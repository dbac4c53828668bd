package io.tidegauge.rulegen.serving;

import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.spec.ServingSpec.Part;
import io.tidegauge.spec.SignalSpec;
import io.tidegauge.spec.SignalSpec.Series;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A signal in PromQL.
 *
 * @param quantile of a histogram
 * @param time over which counters are looked at, such as {@code 5m}
 */
public record SignalQuery(Part part, SignalSpec signal, double quantile, String time) {

  /** The signal's value: in seconds, a share, requests, or by second. */
  public String value() {
    String scaled = signal.scale() == 1 ? "" : " * " + Selector.number(signal.scale());
    String of = selector(signal.of(), "");
    return switch (signal.kind()) {
      case RATE -> sum("rate(" + of + "[" + time + "])") + scaled;
      case RATIO, MEAN -> sum("rate(" + of + "[" + time + "])") + " / " + rates() + scaled;
      case QUANTILE ->
          "histogram_quantile("
              + Selector.number(quantile)
              + ", "
              + by("sum", List.of("le"), "rate(" + selector(signal.of(), "_bucket") + range() + ")")
              + ")"
              + scaled;
      case USED -> sum(of) + " / (" + sums() + " > 0)" + scaled;
      case FREE -> "1 - " + sum(of) + " / (" + sums() + " > 0)" + scaled;
      case IDLE -> "1 - " + by("avg", signal.by(), "rate(" + of + range() + ")");
      case LEVEL -> by("max", signal.by(), of) + scaled;
    };
  }

  /** How many requests the value is made of, of a ratio, a mean or a quantile of them. */
  public String requests() {
    return switch (signal.kind()) {
      case QUANTILE -> sum("increase(" + selector(signal.of(), "_count") + range() + ")");
      case RATIO, MEAN -> added("increase(%s" + range() + ")");
      default -> throw new IllegalStateException(signal.kind() + " is not made of requests");
    };
  }

  /** Series of a metric of the part's target, such as {@code up}. */
  public static String selector(Part part, String metric) {
    return series(metric, targets(part, List.of()));
  }

  private String range() {
    return "[" + time + "]";
  }

  private String rates() {
    return added("rate(%s" + range() + ")");
  }

  private String sums() {
    return added("%s");
  }

  /** A counter of a kind of response may only begin with the first: without it, it is 0. */
  private String added(String of) {
    if (signal.to().size() == 1) {
      return sum(of.formatted(selector(signal.to().get(0), "")));
    }
    return signal.to().stream()
        .map(series -> "(" + sum(of.formatted(selector(series, ""))) + " or vector(0))")
        .collect(Collectors.joining(" + ", "(", ")"));
  }

  private String sum(String series) {
    return by("sum", signal.by(), series);
  }

  private static String by(String operation, List<String> labels, String series) {
    return labels.isEmpty()
        ? operation + "(" + series + ")"
        : operation + " by (" + String.join(", ", labels) + ") (" + series + ")";
  }

  private String selector(Series of, String suffix) {
    SortedMap<String, String> matchers = targets(part, signal.ignoring());
    of.where().forEach((label, pattern) -> matchers.put(label, matcher(pattern)));
    return series(of.metric() + suffix, matchers);
  }

  private static SortedMap<String, String> targets(Part part, List<String> ignored) {
    SortedMap<String, String> matchers = new TreeMap<>();
    part.labels().forEach((label, value) -> matchers.put(label, "=" + Selector.quoted(value)));
    matchers.keySet().removeAll(ignored);
    matchers.put("job", "=" + Selector.quoted(part.job()));
    return matchers;
  }

  private static String matcher(String pattern) {
    boolean not = pattern.startsWith("!");
    String text = not ? pattern.substring(1) : pattern;
    boolean plain = !text.contains(".") && !text.contains("|");
    return (not ? "!" : "=") + (plain ? not ? "=" : "" : "~") + Selector.quoted(text);
  }

  private static String series(String metric, SortedMap<String, String> matchers) {
    return matchers.entrySet().stream()
        .map(matcher -> matcher.getKey() + matcher.getValue())
        .collect(Collectors.joining(", ", metric + "{", "}"));
  }
}
