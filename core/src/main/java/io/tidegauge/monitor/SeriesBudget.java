package io.tidegauge.monitor;

import io.tidegauge.spec.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many series a spec can come to, known before the first query. */
public final class SeriesBudget {
  private SeriesBudget() {}

  /** The most series of each monitor that fits the spec, in the order of the documentation. */
  public static Map<String, Long> byMonitor(ModelSpec spec) {
    SeriesScope scope = SeriesScope.of(spec);
    Map<String, Long> series = new LinkedHashMap<>();
    Monitor.ALL.stream()
        .filter(monitor -> monitor.fits(spec))
        .forEach(monitor -> series.put(monitor.name(), monitor.series(spec, scope)));
    series.put("counters", scope.versions() * (2 + spec.features().size() + histogram(spec)));
    return series;
  }

  /** Its buckets, the one of all values, their sum and their number. */
  private static int histogram(ModelSpec spec) {
    return spec.predictions().latency().map(latency -> latency.buckets().size() + 3).orElse(0);
  }

  /** The most series of the model. */
  public static long bound(ModelSpec spec) {
    return byMonitor(spec).values().stream().mapToLong(Long::longValue).sum();
  }
}
