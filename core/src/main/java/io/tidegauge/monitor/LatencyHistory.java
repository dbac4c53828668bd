package io.tidegauge.monitor;

import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import io.tidegauge.statistics.TheilSen;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The latencies of each version in parts of the longest window.
 *
 * @param length the window's
 * @param parts by their start, which are as far apart as they are long or farther
 */
public record LatencyHistory(
    Duration length, SortedMap<Instant, SortedMap<String, Moments>> parts) {
  /** Into how many parts a window is cut at the most. */
  public static final int PARTS = 48;

  /** Nothing is known. */
  public static final LatencyHistory UNKNOWN =
      new LatencyHistory(Duration.ZERO, Collections.emptySortedMap());

  /** With fewer parts an interval holds nearly everything. */
  private static final int LEAST_PARTS = 12;

  /** The mean of fewer is too much one of chance. */
  private static final int LEAST_ROWS = 10;

  private static final double LEVEL = 0.95;
  private static final double MILLIS_PER_DAY = 86_400_000;

  public LatencyHistory {
    parts = Collections.unmodifiableSortedMap(new TreeMap<>(parts));
  }

  /** The window's length as label value. */
  String window() {
    return Windows.label(length);
  }

  /** The line through the means of a version's parts, in seconds a day; empty with too few. */
  Optional<TheilSen> trend(String version) {
    List<Map.Entry<Instant, Moments>> means = new ArrayList<>();
    parts.forEach(
        (start, versions) ->
            of(versions, version).ifPresent(moments -> means.add(Map.entry(start, moments))));
    if (means.size() < LEAST_PARTS) {
      return Optional.empty();
    }
    Instant first = means.get(0).getKey();
    double[] days =
        means.stream()
            .mapToDouble(part -> Duration.between(first, part.getKey()).toMillis() / MILLIS_PER_DAY)
            .toArray();
    double[] seconds = means.stream().mapToDouble(part -> mean(part.getValue())).toArray();
    return Optional.of(TheilSen.of(days, seconds, LEVEL));
  }

  /**
   * How much slower a version is than another in the same parts, as a share: its mean latency over
   * what that of the other is where its parts have the same numbers of rows.
   */
  Outcome change(String version, String baseline) {
    double own = 0;
    double other = 0;
    for (SortedMap<String, Moments> versions : parts.values()) {
      Optional<Moments> here = of(versions, version);
      Optional<Moments> there = of(versions, baseline);
      if (here.isPresent() && there.isPresent()) {
        own += here.get().sum();
        other += here.get().rows() * mean(there.get());
      }
    }
    return other > 0 ? Outcome.of(own / other - 1) : Outcome.absent(Reason.TOO_FEW_ROWS);
  }

  /** When a version last had a part with enough rows. */
  Optional<Instant> last(String version) {
    return parts.entrySet().stream()
        .filter(part -> of(part.getValue(), version).isPresent())
        .map(Map.Entry::getKey)
        .reduce((earlier, later) -> later);
  }

  private static Optional<Moments> of(SortedMap<String, Moments> versions, String version) {
    return Optional.ofNullable(versions.get(version))
        .filter(moments -> moments.rows() >= LEAST_ROWS && Double.isFinite(moments.sum()));
  }

  private static double mean(Moments moments) {
    return moments.sum() / moments.rows();
  }
}
