package io.tidegauge.exporter.init;

import io.tidegauge.counts.Cell;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A spec as it is proposed.
 *
 * @param rows how many rows the guesses rest on
 * @param traffic when rows come
 * @param firstTimes of each version's rows in the sample, rising
 * @param seriesBudget where the usual one is too small
 */
public record SpecDraft(
    String model,
    String database,
    TableName table,
    Optional<String> where,
    int rows,
    Roles roles,
    TimeUnit timeUnit,
    ModelKind kind,
    Optional<LabelsDraft> labels,
    List<FeatureDraft> features,
    Traffic traffic,
    Map<String, List<Instant>> firstTimes,
    List<Duration> windows,
    Optional<Long> seriesBudget) {
  /** A reference of so many days has its weekdays and weekends several times. */
  private static final Duration LONGEST_REFERENCE = Duration.ofDays(30);

  private static final Duration HOUR = Duration.ofHours(1);

  /** Of a sample, which stand for more. */
  private static final int ENOUGH_ROWS = 300;

  private static final int MOST_VERSIONS = 4;

  public SpecDraft {
    features = List.copyOf(features);
    firstTimes = Collections.unmodifiableMap(new TreeMap<>(firstTimes));
    windows = List.copyOf(windows);
  }

  /** The same with that many series allowed. */
  public SpecDraft withSeriesBudget(long series) {
    return new SpecDraft(
        model,
        database,
        table,
        where,
        rows,
        roles,
        timeUnit,
        kind,
        labels,
        features,
        traffic,
        firstTimes,
        windows,
        Optional.of(series));
  }

  /** Where the profiles are, relative to the spec. */
  public String profiles() {
    return "reference/" + model + "/" + (hasVersion() ? "{version}" : "profile") + ".json";
  }

  boolean hasVersion() {
    return roles.column(Role.VERSION).isPresent();
  }

  /** The versions of the newest rows, the most frequent first; {@code default} of a log of one. */
  public List<String> versions() {
    return roles
        .column(Role.VERSION)
        .map(column -> column.known().stream().limit(MOST_VERSIONS).toList())
        .orElseGet(() -> List.of(Cell.ONLY_VERSION));
  }

  /** When the newest row happened. */
  public Instant newest() {
    return traffic.newest();
  }

  /**
   * The rows that a version is best compared with, as far as the log has them: its first month,
   * nearest to what it was made for; or half of its rows, where a month has few or is more.
   */
  public Stretch reference(String version) {
    List<Instant> times = firstTimes.getOrDefault(version, traffic.spread());
    Instant first = times.get(0);
    Instant month = first.plus(LONGEST_REFERENCE);
    Instant half = times.get(times.size() / 2);
    long inMonth = times.stream().filter(month::isAfter).count();
    Instant end = inMonth >= ENOUGH_ROWS && month.isBefore(half) ? month : half;
    return new Stretch(
        first.truncatedTo(ChronoUnit.HOURS), end.truncatedTo(ChronoUnit.HOURS).plus(HOUR));
  }

  /** A stretch of time, {@code [from, to)}. */
  public record Stretch(Instant from, Instant to) {}

  /** How many columns are watched as features. */
  public long watched() {
    return features.stream().filter(feature -> !feature.isLeftOut()).count();
  }
}
