package io.tidegauge.rulegen.routing;

import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.rulegen.rules.AlertingRule;
import io.tidegauge.rulegen.rules.Watchdog;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A script that asks amtool whom each kind of alert is sent to. */
final class RouteTests {
  private static final List<String> TOLD_APART = List.of("owner", "severity", AlertLimits.RETRAIN);

  private RouteTests() {}

  /** One test for each owner, severity and wish to train anew that there is. */
  static String text(String header, Receivers receivers, Collection<? extends AlertingRule> rules) {
    Map<Map<String, String>, Map<String, String>> samples = new LinkedHashMap<>();
    samples.put(Map.of(), new TreeMap<>(Map.of("alertname", Watchdog.NAME, "severity", "none")));
    for (AlertingRule rule : rules) {
      SortedMap<String, String> labels = new TreeMap<>(rule.labels());
      labels.put("alertname", rule.name());
      SortedMap<String, String> kind = new TreeMap<>(labels);
      kind.keySet().retainAll(TOLD_APART);
      samples.putIfAbsent(kind, labels);
    }
    String tests =
        samples.values().stream()
            .map(labels -> test(receivers.of(labels), labels))
            .collect(Collectors.joining());
    return "#!/bin/sh\n"
        + header
        + """
        # Whom each kind of alert is sent to: sh alertmanager/routes.test.sh
        set -eu
        config="$(dirname "$0")/alertmanager.yml"
        amtool check-config "$config"
        """
        + tests;
  }

  private static String test(List<String> receivers, Map<String, String> labels) {
    String arguments =
        AlertmanagerConfig.arguments(labels).stream()
            .map(RouteTests::inShell)
            .collect(Collectors.joining(" "));
    return "amtool config routes test --config.file=\"$config\" --verify.receivers="
        + inShell(String.join(",", receivers))
        + " "
        + arguments
        + "\n";
  }

  private static String inShell(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
