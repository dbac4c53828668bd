package io.tidegauge.monitor;

import io.tidegauge.spec.ModelSpec;
import java.util.LinkedHashMap;
import java.util.Map;

/** How many series a spec can come to, known before the first query. */
public final class SeriesBudget {
  private SeriesBudget() {}

  /**
   * The most series of each monitor that fits the spec, in the order of the documentation.
   *
   * @param limits whether the limits of its alerts are series, too
   */
  public static Map<String, Long> byMonitor(ModelSpec spec, boolean limits) {
    SeriesScope scope = SeriesScope.of(spec);
    Map<String, Long> series = new LinkedHashMap<>();
    Monitor.ALL.stream()
        .filter(monitor -> monitor.fits(spec))
        .forEach(monitor -> series.put(monitor.name(), monitor.series(spec, scope)));
    series.put("counters", scope.versions() * (2 + spec.features().size() + histogram(spec)));
    if (limits) {
      series.put("alert limits", AlertLimits.series(spec));
    }
    return series;
  }

  /** Its buckets, the one of all values, their sum and their number. */
  private static int histogram(ModelSpec spec) {
    return spec.predictions().latency().map(latency -> latency.buckets().size() + 3).orElse(0);
  }

  /**
   * The most series of the model.
   *
   * @param limits whether the limits of its alerts are series, too
   */
  public static long bound(ModelSpec spec, boolean limits) {
    return byMonitor(spec, limits).values().stream().mapToLong(Long::longValue).sum();
  }
}
