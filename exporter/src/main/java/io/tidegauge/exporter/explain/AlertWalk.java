package io.tidegauge.exporter.explain;

import io.tidegauge.alert.AlertEvaluator;
import io.tidegauge.alert.Judgement;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.Upkeep;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ModelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Looks at an alert of a model at several times, the last of which is explained.
 *
 * @param judged what it judged at each time
 * @param last what is known at the last one
 * @param notReady what could not be read then
 */
record AlertWalk(Map<Instant, List<Judgement>> judged, Collected last, List<String> notReady) {
  AlertWalk {
    judged = new LinkedHashMap<>(judged);
    notReady = List.copyOf(notReady);
  }

  /**
   * Walks.
   *
   * @param times rising
   * @param past whether the last time is looked at as the others are, so that nothing of later
   *     counts; else there is but one
   * @param limit how long each reading may take
   */
  static AlertWalk of(
      ModelSpec spec,
      Path folder,
      List<DatabaseConfig> databases,
      AlertDefinition alert,
      List<Instant> times,
      boolean past,
      Duration limit) {
    AtomicReference<Instant> now = new AtomicReference<>(times.get(0));
    Map<ModelSpec, Path> models = Map.of(spec, folder);
    Map<Instant, List<Judgement>> judged = new LinkedHashMap<>();
    try (Exporter exporter =
        past
            ? Exporter.ofThePast(databases, models, limit, now::get)
            : Exporter.open(
                databases, models, new Upkeep.Shares(limit, 1, 0), now::get, Optional.empty())) {
      for (Instant time : times) {
        now.set(time);
        exporter.refresh();
        exporter.read(limit);
        Collected found = exporter.latest().get(0);
        if (found.failure().isPresent()) {
          // What fails now failed or will fail at the other times, too.
          break;
        }
        judged.put(
            time,
            new AlertEvaluator(spec.name(), List.of(alert), found.known()::window)
                .judge(alert, new ReadingTable(found.readings())));
      }
      return new AlertWalk(judged, exporter.latest().get(0), new ArrayList<>(exporter.notReady()));
    }
  }
}
