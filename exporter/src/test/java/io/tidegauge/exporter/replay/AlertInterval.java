package io.tidegauge.exporter.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/**
 * A time for which an alert fires.
 *
 * @param from the first hour at which it fires
 * @param to the first at which it does not any more
 * @param alert its labels, as Prometheus writes them
 */
record AlertInterval(Instant from, Instant to, String alert) {
  private static final Comparator<AlertInterval> ORDER =
      Comparator.comparing(AlertInterval::from)
          .thenComparing(AlertInterval::alert)
          .thenComparing(AlertInterval::to);

  /** Reads what {@link #toString} writes. */
  static AlertInterval parse(String line) {
    String[] fields = line.split(" ", 3);
    return new AlertInterval(Instant.parse(fields[0]), Instant.parse(fields[1]), fields[2]);
  }

  /** The intervals, in their order, of what fires at each hour: they end with the last hour. */
  static List<AlertInterval> of(SortedMap<Instant, SortedSet<String>> firing) {
    List<AlertInterval> intervals = new ArrayList<>();
    SortedMap<String, Instant> since = new TreeMap<>();
    firing.forEach(
        (hour, alerts) -> {
          List<String> over =
              since.keySet().stream().filter(alert -> !alerts.contains(alert)).toList();
          for (String alert : over) {
            intervals.add(
                new AlertInterval(Objects.requireNonNull(since.remove(alert)), hour, alert));
          }
          alerts.forEach(alert -> since.putIfAbsent(alert, hour));
        });
    Instant end = firing.lastKey().plus(Duration.ofHours(1));
    since.forEach((alert, from) -> intervals.add(new AlertInterval(from, end, alert)));
    intervals.sort(ORDER);
    return List.copyOf(intervals);
  }

  boolean fires(Instant hour) {
    return !hour.isBefore(from) && hour.isBefore(to);
  }

  /** Whether it has that name, and these labels. */
  boolean is(String name, String... labels) {
    boolean named = alert.contains("alertname=\"" + name + "\"");
    for (int i = 0; i < labels.length; i += 2) {
      named &= alert.contains(labels[i] + "=\"" + labels[i + 1] + "\"");
    }
    return named;
  }

  /** Whether it fires at some hour of a time. */
  boolean overlaps(Instant start, Instant end) {
    return from.isBefore(end) && to.isAfter(start);
  }

  @Override
  public String toString() {
    return from + " " + to + " " + alert;
  }
}
