package io.tidegauge.rulegen.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.spec.Alert.Severity;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Alertmanager's config: the user's own, with routes and inhibitions for the generated alerts
 * before those that it has.
 *
 * <p>Only fields that Alertmanager 0.25 knows are written.
 */
final class AlertmanagerConfig {
  /** A training is not started again and again while its alert fires. */
  private static final String BETWEEN_TRAININGS = "1d";

  private final Receivers receivers;
  private final List<Inhibition> inhibitions;

  AlertmanagerConfig(Receivers receivers, List<Inhibition> inhibitions) {
    this.receivers = receivers;
    this.inhibitions = List.copyOf(inhibitions);
  }

  /**
   * The config.
   *
   * @param base with a root route
   */
  ObjectNode addedTo(ObjectNode base) {
    ObjectNode config = base.deepCopy();
    ObjectNode root = (ObjectNode) config.get("route");
    ArrayNode routes = JsonNodeFactory.instance.arrayNode();
    watchdog(routes.addObject());
    receivers.routing().retrain().ifPresent(receiver -> retrain(receiver, routes.addObject()));
    alerts(routes.addObject());
    root.path("routes").forEach(routes::add);
    root.set("routes", routes);
    ArrayNode inhibited = JsonNodeFactory.instance.arrayNode();
    inhibitions.forEach(inhibition -> write(inhibition, inhibited.addObject()));
    config.path("inhibit_rules").forEach(inhibited::add);
    config.set("inhibit_rules", inhibited);
    if (namesNobody(routes)) {
      config.withArray("receivers").addObject().put("name", Receivers.NOBODY);
    }
    return config;
  }

  private static boolean namesNobody(JsonNode routes) {
    return routes.findValues("receiver").stream()
        .anyMatch(receiver -> receiver.asText().equals(Receivers.NOBODY));
  }

  /** It comes at least every six minutes. */
  private void watchdog(ObjectNode route) {
    route.putArray("matchers").add(equal("alertname", Watchdog.NAME));
    route
        .put("receiver", receivers.ofWatchdog())
        .put("group_wait", "0s")
        .put("group_interval", "1m")
        .put("repeat_interval", "5m");
  }

  private static void retrain(String receiver, ObjectNode route) {
    route
        .putArray("matchers")
        .add(regex("alertname", AlertRule.NAMES))
        .add(equal(AlertLimits.RETRAIN, "true"));
    route.put("receiver", receiver);
    route.putArray("group_by").add("model").add("version").add("alertname");
    route.put("repeat_interval", BETWEEN_TRAININGS).put("continue", true);
  }

  /** One message for each alert of a model, of all features and windows for which it fires. */
  private void alerts(ObjectNode route) {
    route.putArray("matchers").add(regex("alertname", AlertRule.NAMES));
    route.put("receiver", receivers.of(Optional.empty(), Severity.WARNING));
    route.putArray("group_by").add("model").add("alertname");
    ArrayNode routes = route.putArray("routes");
    for (String owner : receivers.routing().owners().keySet()) {
      ObjectNode own = routes.addObject();
      own.putArray("matchers").add(equal("owner", owner));
      own.put("receiver", receivers.of(Optional.of(owner), Severity.WARNING));
      severities(Optional.of(owner), own.putArray("routes"));
    }
    severities(Optional.empty(), routes);
  }

  private void severities(Optional<String> owner, ArrayNode routes) {
    for (Severity severity : List.of(Severity.CRITICAL, Severity.INFO)) {
      ObjectNode route = routes.addObject();
      route.putArray("matchers").add(equal("severity", severity.label()));
      route.put("receiver", receivers.of(owner, severity));
    }
  }

  private static void write(Inhibition inhibition, ObjectNode rule) {
    ArrayNode sources = rule.putArray("source_matchers").add(named(inhibition.sources()));
    ArrayNode targets = rule.putArray("target_matchers").add(named(inhibition.targets()));
    if (inhibition.bySeverity()) {
      sources.add(equal("severity", Inhibition.CRITICAL));
      targets.add("severity!=" + Selector.quoted(Inhibition.CRITICAL));
    }
    inhibition.equal().forEach(rule.putArray("equal")::add);
  }

  private static String named(Collection<String> names) {
    return names.size() == 1
        ? equal("alertname", names.iterator().next())
        : regex("alertname", String.join("|", names));
  }

  private static String equal(String label, String value) {
    return label + "=" + Selector.quoted(value);
  }

  private static String regex(String label, String value) {
    return label + "=~" + Selector.quoted(value);
  }

  /** Labels as amtool reads them. */
  static List<String> arguments(Map<String, String> labels) {
    return labels.entrySet().stream()
        .map(label -> equal(label.getKey(), label.getValue()))
        .collect(Collectors.toList());
  }
}
