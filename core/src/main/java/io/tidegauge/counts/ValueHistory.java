package io.tidegauge.counts;

import io.tidegauge.counts.DependencyState.Change;
import io.tidegauge.spec.DependencySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * When rows with each value of a dependency were first and last seen in a log. To see the same rows
 * twice changes nothing, so that what was seen can be rebuilt from the log at any time.
 */
public record ValueHistory(SortedMap<String, Span> spans) {
  /** Nothing seen. */
  public static final ValueHistory EMPTY =
      new ValueHistory(Collections.unmodifiableSortedMap(new TreeMap<>()));

  /** From the first row with a value to the last. */
  public record Span(Instant first, Instant last) {
    private Span and(Span other) {
      return new Span(
          first.isBefore(other.first) ? first : other.first,
          last.isAfter(other.last) ? last : other.last);
    }
  }

  /** A value and since when it holds. */
  public record Dated(String value, Instant since) {}

  public ValueHistory {
    spans = Collections.unmodifiableSortedMap(new TreeMap<>(spans));
  }

  /** With what was seen besides. */
  public ValueHistory and(ValueHistory other) {
    SortedMap<String, Span> both = new TreeMap<>(spans);
    other.spans.forEach((value, span) -> both.merge(value, span, Span::and));
    return new ValueHistory(both);
  }

  /**
   * The same of rows that begin in the middle of a log: values that come soon after that were there
   * before, in an order that nobody knows.
   */
  public ValueHistory begunAt(Instant start, Duration soon) {
    SortedMap<String, Span> known = new TreeMap<>(spans);
    known.replaceAll(
        (value, span) ->
            span.first().isBefore(start.plus(soon)) ? new Span(start, span.last()) : span);
    return new ValueHistory(known);
  }

  /** Without values that were last seen before a time. */
  public ValueHistory since(Instant time) {
    SortedMap<String, Span> kept = new TreeMap<>(spans);
    kept.values().removeIf(span -> span.last().isBefore(time));
    return new ValueHistory(kept);
  }

  /**
   * What a log with such rows says. While a new value is rolled out, rows with the old one go on to
   * come: the newest of those that come holds, from its first row on. One that came back holds
   * again from when the last row of another came.
   *
   * @param gone how long before the log's newest row a value was last seen that comes no more
   */
  public Optional<DependencyState> state(DependencySpec dependency, Duration gone) {
    Optional<Instant> newest = spans.values().stream().map(Span::last).max(Instant::compareTo);
    if (newest.isEmpty()) {
      return Optional.empty();
    }
    Map.Entry<String, Span> now =
        holding(spans.entrySet().stream(), newest.get().minus(gone)).orElseThrow();
    Optional<Instant> lastOfAnother =
        others(now.getKey())
            .filter(other -> other.getValue().first().isAfter(now.getValue().first()))
            .map(other -> other.getValue().last())
            .max(Instant::compareTo);
    // Those whose first row came later than this one's come no more, else one of them would hold.
    Instant at = lastOfAnother.orElse(now.getValue().first());
    Stream<Map.Entry<String, Span>> before =
        others(now.getKey())
            .filter(other -> lastOfAnother.isPresent() || other.getValue().first().isBefore(at));
    return Optional.of(
        new DependencyState(
            dependency,
            now.getKey(),
            holding(before, at.minus(gone)).map(other -> new Change(other.getKey(), at))));
  }

  private Stream<Map.Entry<String, Span>> others(String value) {
    return spans.entrySet().stream().filter(entry -> !entry.getKey().equals(value));
  }

  /** Of those seen since a time the one whose first row is the newest; else the last one seen. */
  private static Optional<Map.Entry<String, Span>> holding(
      Stream<Map.Entry<String, Span>> candidates, Instant since) {
    return candidates.max(
        Comparator.<Map.Entry<String, Span>, Boolean>comparing(
                entry -> !entry.getValue().last().isBefore(since))
            .thenComparing(
                entry ->
                    entry.getValue().last().isBefore(since)
                        ? entry.getValue().last()
                        : entry.getValue().first())
            .thenComparing(Map.Entry::getKey));
  }

  /**
   * What a list of changes says. A row that repeats the value before it is no change; what is to
   * hold from a later time on does not hold yet.
   *
   * @param newestFirst the rows, which may begin in the middle
   */
  public static Optional<DependencyState> state(
      DependencySpec dependency, List<Dated> newestFirst, Instant now) {
    List<Dated> past = newestFirst.stream().filter(row -> !row.since().isAfter(now)).toList();
    if (past.isEmpty()) {
      return Optional.empty();
    }
    String value = past.get(0).value();
    Optional<Change> change = Optional.empty();
    for (int i = 1; i < past.size() && change.isEmpty(); i++) {
      if (!past.get(i).value().equals(value)) {
        change = Optional.of(new Change(past.get(i).value(), past.get(i - 1).since()));
      }
    }
    return Optional.of(new DependencyState(dependency, value, change));
  }
}
