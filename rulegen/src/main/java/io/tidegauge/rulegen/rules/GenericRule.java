package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.rulegen.rules.GenericExpression.Found;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One Prometheus rule for the same alert of many models. There is one for each kind: what cannot
 * stand in a series is the rule's own ({@code for}, {@code keep_firing_for}, severity, which metric
 * is judged, and whether over all versions).
 *
 * @param definition that of one of the models; of its limits and its model nothing is written
 * @param kind what tells it apart from rules of its name and severity that read other limits
 * @param links annotations that lead to more, as templates, by name
 */
public record GenericRule(
    AlertDefinition definition,
    GenericExpression generic,
    Optional<String> kind,
    SortedMap<String, String> links)
    implements Rule {
  /** What the file's header says to pint. */
  public static final String LINTED =
      """
      # Of the limits of one place one is taken: they differ, for five minutes, when an owner does.
      # pint file/disable promql/fragile
      """;

  public GenericRule {
    links = Collections.unmodifiableSortedMap(new TreeMap<>(links));
  }

  /** Whether an alert has such a rule: of a series that is absent no other series can tell. */
  public static boolean isOf(AlertDefinition alert) {
    return alert.condition() instanceof Condition.Past;
  }

  /**
   * The rules of alerts, by name.
   *
   * @param alerts of all models; those of no reading are left out
   * @param links by an alert's name
   */
  public static List<GenericRule> of(
      Collection<AlertDefinition> alerts, Function<String, SortedMap<String, String>> links) {
    SortedMap<String, SortedMap<String, List<AlertDefinition>>> byLabels = new TreeMap<>();
    for (AlertDefinition alert : alerts) {
      if (alert.condition() instanceof Condition.Past past) {
        byLabels
            .computeIfAbsent(alert.name() + " " + severity(alert), name -> new TreeMap<>())
            .computeIfAbsent(kind(alert, past), key -> new ArrayList<>())
            .add(alert);
      }
    }
    List<GenericRule> rules = new ArrayList<>();
    byLabels.forEach(
        (name, kinds) ->
            kinds.forEach(
                (kind, alike) ->
                    rules.add(
                        of(
                            alike,
                            kinds.size() == 1 ? Optional.empty() : Optional.of(kind),
                            links.apply(alike.get(0).name())))));
    return List.copyOf(rules);
  }

  private static GenericRule of(
      List<AlertDefinition> alike, Optional<String> kind, SortedMap<String, String> links) {
    Found limits = found(alike.stream().map(AlertDefinition::limits)).orElseThrow();
    Optional<Found> clearing = found(alike.stream().flatMap(alert -> alert.until().stream()));
    List<GenericRule> rules =
        alike.stream()
            .map(
                alert ->
                    new GenericRule(
                        alert,
                        new GenericExpression(
                            alert, (Condition.Past) alert.condition(), limits, clearing),
                        kind,
                        links))
            .toList();
    GenericRule first = rules.get(0);
    rules.forEach(first::checkAlike);
    return first;
  }

  private void checkAlike(GenericRule other) {
    if (!other.expression().equals(expression()) || !other.annotations().equals(annotations())) {
      throw new IllegalStateException(name() + " differs where its limits do not tell");
    }
  }

  /** What tells rules apart that read different limits. */
  private static String kind(AlertDefinition alert, Condition.Past past) {
    SortedMap<String, String> kind = AlertLimits.kind(alert);
    return kind.get("reading")
        + " by "
        + String.join(", ", AlertLimits.agreed(past))
        + ", for "
        + kind.get("for")
        + ", kept "
        + kind.get("keep_firing_for");
  }

  private static String severity(AlertDefinition alert) {
    return alert.settings().severity().label();
  }

  private static Optional<Found> found(Stream<Limits> limits) {
    return limits.map(GenericRule::found).max(Comparator.naturalOrder());
  }

  private static Found found(Limits limits) {
    return limits.byFeature().values().stream().allMatch(own -> own == limits.usual())
        ? Found.ONE
        : Found.OWN;
  }

  @Override
  public String name() {
    return definition.name();
  }

  @Override
  public String expression() {
    return generic.text();
  }

  @Override
  public SortedMap<String, String> labels() {
    SortedMap<String, String> labels = new TreeMap<>();
    labels.put("severity", severity(definition));
    return labels;
  }

  /**
   * Two rules of one name and the same labels are taken for one by promtool's linter, although they
   * read different limits. So a label that their alerts have already is written with a comment.
   */
  @Override
  public SortedMap<String, String> labelTemplates() {
    SortedMap<String, String> labels = labels();
    kind.ifPresent(it -> labels.put("model", "{{ $labels.model }}{{/* " + it + " */}}"));
    return labels;
  }

  @Override
  public Duration pending() {
    return definition.settings().pending();
  }

  @Override
  public Duration keepFiringFor() {
    return definition.settings().keepFiringFor();
  }

  @Override
  public Map<String, String> annotations() {
    return Annotations.of(
        definition.summary(), Description.of(definition).template(generic.limitQuery()), links);
  }
}
