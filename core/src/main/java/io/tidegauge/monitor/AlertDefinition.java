package io.tidegauge.monitor;

import io.tidegauge.spec.Alert;
import io.tidegauge.spec.Alert.Severity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alert that a monitor brings: what the rules, their tests and the page are made of.
 *
 * @param name in CamelCase, at most 40 characters, the same for every model
 * @param summary one sentence that never changes with the readings
 * @param brief what is wrong, in a few words for a table: whoever shows it adds the limit, the
 *     window and the version
 * @param description what a person reads who has been woken: {@code {feature}} stands for a label
 *     of the condition, {@code {value}} and {@code {limit}} for the reading and its limit in their
 *     unit
 * @param settings of {@code above}, the condition's limits take the place
 * @param until the limits within which an alert that fires ends, where these are others than those
 *     past which it is due
 */
public record AlertDefinition(
    String name,
    String summary,
    String brief,
    String description,
    Condition condition,
    Alert settings,
    Optional<Limits> until) {
  private static final Pattern NAME = Pattern.compile("([A-Z]+[a-z0-9]+)+");
  private static final int LONGEST_NAME = 40;
  private static final Pattern SENTENCE = Pattern.compile("[A-Z][^{}]+\\.");

  /** What stands in braces in a text. */
  public static final Pattern PLACEHOLDER = Pattern.compile("\\{([a-z_]+)}");

  /** The placeholder of the reading. */
  public static final String VALUE = "value";

  /** The placeholder of the limit that holds for the reading. */
  public static final String LIMIT = "limit";

  /**
   * The placeholder of the job that the exporter is scraped as. Only Prometheus knows it, so that
   * only descriptions may have it.
   */
  public static final String JOB = "job";

  /** An alert that ends where it begins. */
  public AlertDefinition(
      String name,
      String summary,
      String brief,
      String description,
      Condition condition,
      Alert settings) {
    this(name, summary, brief, description, condition, settings, Optional.empty());
  }

  public AlertDefinition {
    if (!NAME.matcher(name).matches() || name.length() > LONGEST_NAME) {
      throw new IllegalArgumentException("not a name for an alert: " + name);
    }
    if (!SENTENCE.matcher(summary).matches()) {
      throw new IllegalArgumentException("not a summary: " + summary);
    }
    List<String> known = new ArrayList<>(condition.labels());
    known.addAll(List.of(VALUE, LIMIT));
    checkPlaceholders(name, brief, known);
    known.add(JOB);
    checkPlaceholders(name, description, known);
  }

  private static void checkPlaceholders(String name, String text, List<String> known) {
    Matcher placeholder = PLACEHOLDER.matcher(text);
    while (placeholder.find()) {
      if (!known.contains(placeholder.group(1))) {
        throw new IllegalArgumentException(name + " has no label " + placeholder.group(1));
      }
    }
  }

  /** What the reading is held against; nothing where there is none to hold. */
  public Limits limits() {
    return condition instanceof Condition.Past past ? past.limits() : Limits.of(Limits.NEVER);
  }

  /** With limits within which it ends. A feature's own limit is never beyond that of the others. */
  AlertDefinition clearingAt(Limits limits) {
    Limits nearest = limits.ofOthersAlso(Math::min);
    return new AlertDefinition(
        name, summary, brief, description, condition, settings, Optional.of(nearest));
  }

  /** With the limit of the other features in the place of a feature's own that is nearer. */
  AlertDefinition notNearerThanFeaturesOwn() {
    return condition instanceof Condition.Past past
        ? new AlertDefinition(
            name,
            summary,
            brief,
            description,
            past.within(past.limits().ofOthersAlso(Math::max)),
            settings,
            until)
        : this;
  }

  /** The settings of an alert of the exporter's own, which no spec sets. */
  static Alert fixed(Duration pending, Severity severity) {
    return new Alert(true, 0, 0, Optional.empty(), pending, Duration.ZERO, severity, false);
  }
}
