package io.tidegauge.rulegen.routing;

import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.RoutingSpec;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Which receiver is told of which alert. */
record Receivers(RoutingSpec routing) {
  /** Who is told of nothing; it is written into the config where it is needed. */
  static final String NOBODY = "tidegauge-nobody";

  /** Of the alerts of an owner that has receivers of its own, or of all others. */
  String of(Optional<String> owner, Severity severity) {
    return owner
        .flatMap(name -> Optional.ofNullable(own(name).get(severity)))
        .or(() -> Optional.ofNullable(routing.receivers().get(severity)))
        .orElse(NOBODY);
  }

  private SortedMap<Severity, String> own(String owner) {
    return routing.owners().getOrDefault(owner, Collections.emptySortedMap());
  }

  String ofWatchdog() {
    return routing.watchdog().orElse(NOBODY);
  }

  /** All who are told of an alert with these labels, in the order of the routes. */
  List<String> of(Map<String, String> labels) {
    if (Watchdog.NAME.equals(labels.get("alertname"))) {
      return List.of(ofWatchdog());
    }
    Severity severity =
        Severity.valueOf(labels.getOrDefault("severity", "").toUpperCase(Locale.ROOT));
    Optional<String> retrain =
        routing.retrain().filter(receiver -> "true".equals(labels.get(AlertLimits.RETRAIN)));
    String told = of(Optional.ofNullable(labels.get("owner")), severity);
    return Stream.concat(retrain.stream(), Stream.of(told)).toList();
  }

  /** Every receiver that is named, and by which key of the config. */
  SortedMap<String, String> named() {
    SortedMap<String, String> named = new TreeMap<>();
    routing.receivers().forEach((severity, name) -> named.put(name, "routing.receivers"));
    routing
        .owners()
        .forEach(
            (owner, own) ->
                own.values().forEach(name -> named.put(name, "routing.owners." + owner)));
    routing.retrain().ifPresent(name -> named.put(name, "routing.retrain"));
    routing.watchdog().ifPresent(name -> named.put(name, "routing.watchdog"));
    return named;
  }
}
