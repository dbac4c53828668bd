package io.tidegauge.alert;

import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The newest reading of each series that is young enough to be judged, as the rules bridge missed
 * scrapes. Not safe for use by several threads.
 */
public final class RecentReadings {
  private final Map<Series, Taken> newest = new LinkedHashMap<>();

  private record Series(MetricDefinition metric, List<String> labels) {}

  private record Taken(Instant at, Reading reading) {}

  /** Takes what was read at a moment, which is later than the ones before. */
  public void add(Instant at, Collection<Reading> readings) {
    for (Reading reading : readings) {
      newest.put(new Series(reading.metric(), reading.labels()), new Taken(at, reading));
    }
    Instant oldest = at.minus(Condition.BRIDGED);
    newest.values().removeIf(taken -> !taken.at().isAfter(oldest));
  }

  /** What is known now. */
  public ReadingTable table() {
    return new ReadingTable(newest.values().stream().map(Taken::reading).toList());
  }
}
