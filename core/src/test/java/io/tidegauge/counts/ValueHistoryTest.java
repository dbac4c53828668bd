package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.ValueHistory.Dated;
import io.tidegauge.counts.ValueHistory.Span;
import io.tidegauge.spec.DependencySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValueHistoryTest {
  private static final DependencySpec CODE =
      new DependencySpec(
          "code", Optional.empty(), new DependencySpec.Queried("SELECT version, since FROM code"));

  private static final Duration GONE = Duration.ofSeconds(10);

  private static Instant at(long second) {
    return Instant.ofEpochSecond(second);
  }

  private static ValueHistory row(String value, long second) {
    return new ValueHistory(new TreeMap<>(Map.of(value, new Span(at(second), at(second)))));
  }

  private static String text(Optional<DependencyState> state) {
    return state
        .map(
            it ->
                it.change()
                    .map(
                        change ->
                            change.from() + " > " + it.value() + " " + change.at().getEpochSecond())
                    .orElse(it.value()))
        .orElse("unknown");
  }

  /** Spans are written as {@code value first-last}. */
  @ParameterizedTest
  @CsvSource({
    "'', unknown",
    "A 0-99, A",
    "A 0-49 B 50-99, A > B 50",
    // A rollout: the old version goes on beside the new one.
    "A 0-99 B 50-99, A > B 50",
    "A 0-99 B 50-90, A > B 50",
    "A 0-55 B 50-99, A > B 50",
    // Rolled back, which shows when the new version has not come for long enough.
    "A 0-99 B 50-88, B > A 88",
    "A 0-99 B 50-70 C 80-99, B > C 80",
    "A 0-99 B 50-60 C 80-99, A > C 80",
    "A 0-99 B 20-30 C 40-60, C > A 60",
    // Nothing came between.
    "A 0-9 B 20-29 C 90-99, B > C 90",
    "A 0-0 B 0-0, B",
  })
  void aLogSaysWhatHoldsAndWhatHeldBefore(String spans, String expected) {
    ValueHistory history = ValueHistory.EMPTY;
    String[] words = spans.isEmpty() ? new String[0] : spans.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      String[] ends = words[i + 1].split("-", -1);
      history = history.and(row(words[i], Long.parseLong(ends[0])));
      history = history.and(row(words[i], Long.parseLong(ends[1])));
    }
    assertThat(text(history.state(CODE, GONE))).isEqualTo(expected);
  }

  /** As an exporter sees it that runs on, and one that starts anew at each moment. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void aRestartIsNoChangeAndOneChangeIsToldOnce(long seed) {
    Random random = new Random(seed);
    ValueHistory running = ValueHistory.EMPTY;
    List<ValueHistory> rows = new ArrayList<>();
    List<String> told = new ArrayList<>();
    for (long second = 0; second < 300; second++) {
      // From 100 on the new version answers ever more of the requests, from 200 on all of them.
      String value = random.nextInt(100) < second - 100 ? "B" : "A";
      ValueHistory row = row(value, second);
      rows.add(row);
      // The newest rows are read twice.
      running = running.and(row).and(rows.get(rows.size() / 2));
      ValueHistory anew = rows.stream().reduce(ValueHistory.EMPTY, ValueHistory::and);
      String now = text(running.since(at(0)).state(CODE, Duration.ofSeconds(60)));
      assertThat(text(anew.state(CODE, Duration.ofSeconds(60)))).isEqualTo(now);
      if (told.isEmpty() || !told.get(told.size() - 1).equals(now)) {
        told.add(now);
      }
    }
    assertThat(told).hasSize(2).first().isEqualTo("A");
    assertThat(told.get(1)).matches("A > B 1[0-9][0-9]");
  }

  @Test
  void whatWasLastSeenLongAgoIsForgotten() {
    ValueHistory history = row("A", 0).and(row("B", 50)).and(row("B", 99));

    assertThat(text(history.since(at(0)).state(CODE, GONE))).isEqualTo("A > B 50");
    assertThat(text(history.since(at(1)).state(CODE, GONE))).isEqualTo("B");
  }

  /** A champion and its shadow, each with code of its own: which of them came first is unknown. */
  @Test
  void whatWasThereFromTheBeginningHasNotChanged() {
    ValueHistory both = row("A", 102).and(row("A", 999)).and(row("B", 103)).and(row("B", 998));
    ValueHistory turned = row("A", 103).and(row("A", 999)).and(row("B", 102)).and(row("B", 998));
    Duration soon = Duration.ofSeconds(50);

    assertThat(text(both.state(CODE, GONE))).isEqualTo("A > B 103");
    assertThat(text(both.begunAt(at(100), soon).state(CODE, GONE))).isEqualTo("B");
    assertThat(text(turned.begunAt(at(100), soon).state(CODE, GONE))).isEqualTo("B");
    ValueHistory later = both.begunAt(at(100), soon).and(row("C", 150)).and(row("C", 997));
    assertThat(text(later.begunAt(at(100), soon).state(CODE, GONE))).isEqualTo("B > C 150");
  }

  /** Rows are written as {@code value time}, the newest first. */
  @ParameterizedTest
  @CsvSource({
    "'', unknown",
    "A 10, A",
    "B 50 A 10, A > B 50",
    // Back again, and one row more that says the same.
    "A 70 A 60 B 50 A 10, B > A 60",
    "A 60 A 10, A",
    // What is planned does not hold yet.
    "C 101 B 50 A 10, A > B 50",
    "C 100 B 50 A 10, B > C 100",
    "A 101, unknown",
  })
  void aListOfChangesSaysWhatHoldsAndWhatHeldBefore(String rows, String expected) {
    List<Dated> dated = new ArrayList<>();
    String[] words = rows.isEmpty() ? new String[0] : rows.split(" ", -1);
    for (int i = 0; i < words.length; i += 2) {
      dated.add(new Dated(words[i], at(Long.parseLong(words[i + 1]))));
    }
    assertThat(text(ValueHistory.state(CODE, dated, at(100)))).isEqualTo(expected);
  }
}
