package io.tidegauge.rulegen.promql;

import com.fasterxml.jackson.core.io.NumberOutput;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.LabelText;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Windows;
import java.math.BigDecimal;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Series of a metric. Only labels that its definition has can be named, so that no rule and no
 * panel waits for a series that nobody exports.
 *
 * @param suffix of a histogram's series; else empty
 * @param matchers label to matcher, such as {@code ="all"}
 */
public record Selector(MetricDefinition metric, String suffix, SortedMap<String, String> matchers) {
  private static final Pattern META = Pattern.compile("[\\\\.+*?()|\\[\\]{}^$]");

  /** The labels that Prometheus gives to every series that it scrapes, whatever the metric. */
  public static final List<String> TARGET = List.of("job", "instance");

  /** How far back a missed scrape is bridged: the rules expect gaps. */
  private static final String BRIDGED = "[" + Windows.label(Condition.BRIDGED) + "]";

  public Selector {
    matchers = Collections.unmodifiableSortedMap(new TreeMap<>(matchers));
  }

  /** All series of a metric. */
  public static Selector of(MetricDefinition metric) {
    return new Selector(metric, "", Collections.emptySortedMap());
  }

  /** Those in which a label has this value. */
  public Selector with(String label, String value) {
    return with(label, LabelValues.only(List.of(value)));
  }

  /** Those in which a label has one of the values that are meant. */
  public Selector with(String label, LabelValues meant) {
    return matcher(meant).map(matcher -> matching(label, matcher)).orElse(this);
  }

  /** Those in which a label matches what a dashboard's variable stands for: several values, too. */
  public Selector withVariable(String label, String variable) {
    return matching(label, "=~\"$" + variable + "\"");
  }

  /** Those in which a label is the only value that a dashboard's variable stands for. */
  public Selector withChoice(String label, String variable) {
    return matching(label, "=\"$" + variable + "\"");
  }

  /** Those of the scraped jobs that a dashboard's variable stands for. */
  public Selector ofChosenJobs() {
    return adding("job", "=~\"$job\"");
  }

  /** Those of the scraped jobs and instances that a dashboard's variables stand for. */
  public Selector ofChosenTargets() {
    return ofChosenJobs().adding("instance", "=~\"$instance\"");
  }

  private Selector matching(String label, String matcher) {
    if (!metric.labels().contains(label)) {
      throw new IllegalArgumentException(metric.name() + " has no label " + label);
    }
    return adding(label, matcher);
  }

  private Selector adding(String label, String matcher) {
    SortedMap<String, String> more = new TreeMap<>(matchers);
    more.put(label, matcher);
    return new Selector(metric, suffix, more);
  }

  /** The newest sample of each series, even if it was not in the last scrapes. */
  public String newest() {
    return "last_over_time(" + this + BRIDGED + ")";
  }

  /** 1 with the matchers' labels if there was no series in the last scrapes. */
  public String absent() {
    return "absent_over_time(" + this + BRIDGED + ")";
  }

  /** How fast counters rise, over a length of time that a dashboard chooses. */
  public String rate() {
    return "rate(" + this + "[$__rate_interval])";
  }

  /** By how much counters have risen in a time such as {@code 1h}. */
  public String increase(String time) {
    return "increase(" + this + "[" + time + "])";
  }

  /** How many values a histogram has. */
  public Selector count() {
    return new Selector(metric, "_count", matchers);
  }

  /**
   * How many values of a histogram are not above one of its bounds.
   *
   * @param bound a whole number of milliseconds, up to an hour: of these the exposition's writing
   *     and Prometheus 3's own are the same
   */
  public Selector bucket(double bound) {
    String text = number(bound);
    return new Selector(metric, "_bucket", matchers)
        .adding("le", "=" + quoted(text.contains(".") ? text : text + ".0"));
  }

  @Override
  public String toString() {
    return matchers.isEmpty()
        ? metric.name() + suffix
        : matchers.entrySet().stream()
            .map(matcher -> matcher.getKey() + matcher.getValue())
            .collect(Collectors.joining(", ", metric.name() + suffix + "{", "}"));
  }

  private static Optional<String> matcher(LabelValues meant) {
    Collection<String> values = meant.values();
    if (values.isEmpty()) {
      return Optional.empty();
    }
    if (values.size() == 1) {
      return Optional.of((meant.others() ? "!=" : "=") + quoted(meant.values().first()));
    }
    String any =
        values.stream()
            .map(value -> META.matcher(value).replaceAll("\\\\$0"))
            .collect(Collectors.joining("|"));
    return Optional.of((meant.others() ? "!~" : "=~") + quoted(any));
  }

  /** A string literal. */
  public static String quoted(String text) {
    return LabelText.quoted(text);
  }

  /** A number, never in scientific notation. */
  public static String number(double value) {
    return decimal(value).stripTrailingZeros().toPlainString();
  }

  /** The shortest decimal that reads back as the same double, on every JDK. */
  public static BigDecimal decimal(double value) {
    // The digits of Double.toString differ between JDK 17 and 19.
    return new BigDecimal(NumberOutput.toString(value, true));
  }
}
