package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.NumericTally;
import io.tidegauge.counts.NumericTally.Sums;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profiles;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Moments;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntToDoubleFunction;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class PerformanceTest {
  private static final Monitor MONITOR = new Performance();

  private static final String BOTH = "latency: {column: l, unit: s}, failed: f";

  private static final ModelSpec SPEC = spec(BOTH, "{}");

  private static ModelSpec spec(String predictions, String alerts) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, version: v, kind: binary, %s}
        features: {x: numeric}
        windows: [1h]
        max_versions: 1
        alerts: %s
        """
            .formatted(predictions, alerts));
  }

  /** Answers of 1 s to 100 s, none to each fourth request. */
  private static void fill(Row row, Random random) {
    int minute = (int) (row.timeMicros() / 60_000_000);
    row.failed(minute % 4 == 0);
    row.number(1, 1 + minute % 100);
  }

  private static void fail(Row row, Random random) {
    row.failed(row.timeMicros() / 60_000_000 % 4 == 0);
  }

  private static Observed observed(ModelSpec spec, int rows) {
    return new Observed(spec)
        .rows(
            "v1",
            spec.predictions().latency().isPresent()
                ? Profiles.rows(spec, rows, 1, PerformanceTest::fill)
                : Profiles.rows(spec, rows, 1, PerformanceTest::fail));
  }

  private static double value(String metric, String share) {
    return observed(SPEC, 1000).readings(MONITOR).readings().stream()
        .filter(reading -> reading.metric().name().equals(metric))
        .filter(reading -> reading.byLabel().getOrDefault("share", "").equals(share))
        .mapToDouble(Reading::value)
        .sum();
  }

  @Test
  void quantilesAreWithinTheirAccuracyAndTheMeanIsExact() {
    assertThat(value("ml_prediction_latency_rows", "")).isEqualTo(1000);
    assertThat(value("ml_prediction_latency_seconds", "0.5"))
        .isCloseTo(50, Percentage.withPercentage(1));
    assertThat(value("ml_prediction_latency_seconds", "0.9"))
        .isCloseTo(90, Percentage.withPercentage(1));
    assertThat(value("ml_prediction_latency_seconds", "0.99"))
        .isCloseTo(99, Percentage.withPercentage(1));
    assertThat(value("ml_prediction_latency_mean_seconds", "")).isEqualTo(50.5);
    assertThat(value("ml_prediction_failed_ratio", "")).isEqualTo(0.25);
  }

  @Test
  void anEmptyWindowHasACountOnly() {
    assertThat(observed(SPEC, 0).text(MONITOR))
        .isEqualTo(
            """
            ml_prediction_latency_rows{version=v1 window=1h slice=all} 0.0
            absent too_few_rows 1
            absent no_data 5
            """);
  }

  @Test
  void aColumnThatCannotBeReadHasNoReadings() {
    assertThat(observed(SPEC, 8).unreadable("latency").text(MONITOR))
        .isEqualTo("ml_prediction_failed_ratio{version=v1 window=1h slice=all} 0.25\n");
    assertThat(observed(SPEC, 8).unreadable("failed").text(MONITOR))
        .contains("ml_prediction_latency_rows")
        .doesNotContain("ml_prediction_failed_ratio");
    assertThat(observed(SPEC, 8).unreadable("failed").text(new Volume()))
        .doesNotContain("ml_window_failed_rows");
  }

  /** Some values came by rows and the others as a database counts them, without their sketch. */
  @Test
  void quantilesOfSomeOfTheValuesAreNone() {
    WatchedColumns columns = WatchedColumns.of(SPEC);
    Counts counts = new Counts(CountLayouts.of(SPEC, columns, Optional.empty()));
    NumericCounts latency = counts.number(1);
    long[] bins = new long[latency.bins().length];
    bins[0] = 1;
    latency.add(3);
    latency.add(
        new NumericTally(
            0, 0, 0, 0, 1, 0, 0, 0, 0.001, 0.001, new Sums(0.001, 0.000001), bins, null));
    Readings readings = new Readings("m");

    MONITOR.read(
        new Observation(
            SPEC,
            columns,
            Set.of("failed"),
            Observed.NOW,
            new TreeMap<>(),
            List.of(
                new WindowCounts(
                    Cell.ofAll("v1"),
                    Duration.ofHours(1),
                    Observed.NOW.minusSeconds(3600),
                    Observed.NOW,
                    counts)),
            List.of(),
            List.of(),
            Optional.empty()),
        readings);

    assertThat(readings.readings())
        .extracting(reading -> reading.metric().name() + " " + reading.value())
        .containsExactly(
            "ml_prediction_latency_rows 2.0", "ml_prediction_latency_mean_seconds 1.5005");
    assertThat(readings.absent()).isEqualTo(Map.of(Reason.NOT_COUNTED, 3, Reason.TOO_FEW_ROWS, 1));
  }

  @Test
  void whatIsNotDeclaredIsNotRead() {
    assertThat(MONITOR.fits(spec("score: s", "{}"))).isFalse();
    ModelSpec failed = spec("failed: f", "{}");
    assertThat(observed(failed, 8).text(MONITOR))
        .isEqualTo("ml_prediction_failed_ratio{version=v1 window=1h slice=all} 0.25\n");
    assertThat(MONITOR.series(failed, SeriesScope.of(failed))).isEqualTo(1);
  }

  @Test
  void thePromiseOfSeriesIsExact() {
    ModelSpec own = spec(BOTH, "{latency: {above: 2s, share: 0.95}}");
    assertThat(observed(own, 8).latencies(history(hour -> 1, "v1")).readings(MONITOR).readings())
        .hasSize((int) MONITOR.series(own, SeriesScope.of(own)))
        .anyMatch(reading -> reading.byLabel().getOrDefault("share", "").equals("0.95"));
    assertThat(MONITOR.series(SPEC, SeriesScope.of(SPEC))).isEqualTo(9);
  }

  @Test
  void answersAreSlowOnlyByADeclaredLimit() {
    assertThat(MONITOR.alerts(SPEC))
        .extracting(AlertDefinition::name)
        .containsExactly("MLModelPredictionsFail");
    assertThat(MONITOR.alerts(spec("latency: {column: l, unit: s}", "{latency: {above: 250ms}}")))
        .singleElement()
        .satisfies(
            alert -> {
              Condition.Past past = (Condition.Past) alert.condition();
              assertThat(past.limits()).isEqualTo(Limits.of(0.25));
              assertThat(past.where().get("share")).containsExactly("0.99");
            });
  }

  /** Each version has 20 answers in each of 24 hours, all of that hour's length. */
  private static LatencyHistory history(IntToDoubleFunction seconds, String... versions) {
    SortedMap<Instant, SortedMap<String, Moments>> parts = new TreeMap<>();
    for (int hour = 0; hour < 24; hour++) {
      double latency = seconds.applyAsDouble(hour);
      SortedMap<String, Moments> part = new TreeMap<>();
      for (String version : versions) {
        part.put(version, new Moments(20, 20 * latency, 20 * latency * latency));
      }
      parts.put(Observed.NOW.minus(Duration.ofHours(24 - hour)), part);
    }
    return new LatencyHistory(Duration.ofDays(1), parts);
  }

  @Test
  void aSlowLeakIsATrend() {
    Observed observed = observed(SPEC, 8);

    // Half a second more each hour is twelve in a day.
    assertThat(observed.latencies(history(hour -> 1 + hour / 2.0, "v1")).text(MONITOR))
        .contains("ml_latency_trend_seconds_per_day{version=v1 window=24h} 12.0")
        .contains("ml_latency_trend_low_seconds_per_day{version=v1 window=24h} 12.0")
        .contains("ml_latency_trend_high_seconds_per_day{version=v1 window=24h} 12.0");
    // Up and down is none.
    assertThat(observed.latencies(history(hour -> 1 + 7 * hour % 24, "v1")).text(MONITOR))
        .contains("low_seconds_per_day{version=v1 window=24h} -")
        .doesNotContain("high_seconds_per_day{version=v1 window=24h} -");
  }

  @Test
  void fewAnswersMakeNoTrend() {
    LatencyHistory whole = history(hour -> 1, "v1");
    SortedMap<Instant, SortedMap<String, Moments>> few = new TreeMap<>();
    whole.parts().forEach((start, part) -> few.put(start, new TreeMap<>(part)));
    few.values().stream().skip(11).forEach(part -> part.put("v1", new Moments(9, 9, 9)));

    assertThat(
            observed(SPEC, 8).latencies(new LatencyHistory(Duration.ofDays(1), few)).text(MONITOR))
        .doesNotContain("trend")
        .contains("absent too_few_rows 1");
  }

  private static SortedMap<String, Moments> part(double first, double second) {
    return new TreeMap<>(
        Map.of("v1", new Moments(10, 10 * first, 0), "v2", new Moments(30, 30 * second, 0)));
  }

  /** By the hours of both: the first version's slow hour, in which it was alone, does not count. */
  @Test
  void versionsAreComparedAtTheSameTimes() {
    SortedMap<Instant, SortedMap<String, Moments>> parts = new TreeMap<>();
    parts.put(Observed.NOW, new TreeMap<>(Map.of("v1", new Moments(1000, 1e6, 0))));
    parts.put(Observed.NOW.plusSeconds(1), part(2, 3));
    parts.put(Observed.NOW.plusSeconds(2), part(4, 5));
    LatencyHistory history = new LatencyHistory(Duration.ofDays(1), parts);

    assertThat(history.change("v2", "v1")).isEqualTo(Outcome.of(8 / 6.0 - 1));
    assertThat(history.change("v1", "v3")).isEqualTo(Outcome.absent(Reason.TOO_FEW_ROWS));
  }

  @Test
  void aVersionIsHeldAgainstTheChampionAndThatAgainstTheOneBefore() {
    ModelSpec spec =
        spec("latency: {column: l, unit: s}, versions: {champion: v2, shadow: v3}", "{}");
    Observed observed = new Observed(spec).latencies(history(hour -> 1, "v1", "v2", "v3"));
    for (String version : List.of("v1", "v2", "v3")) {
      observed.rows(version, Profiles.rows(spec, 8, 1, PerformanceTest::fill));
    }
    assertThat(observed.text(MONITOR))
        .contains("ml_latency_change_ratio{version=v1 baseline=v2 window=24h} 0.0")
        .contains("ml_latency_change_ratio{version=v2 baseline=v1 window=24h} 0.0")
        .contains("ml_latency_change_ratio{version=v3 baseline=v2 window=24h} 0.0");
  }

  @Test
  void aTrendIsToldOfByADeclaredLimit() {
    ModelSpec leaks = spec("latency: {column: l, unit: s}", "{latency: {trend: 20ms}}");
    assertThat(MONITOR.alerts(leaks))
        .singleElement()
        .satisfies(
            alert -> {
              Condition.Past past = (Condition.Past) alert.condition();
              assertThat(past.reading().name()).isEqualTo("ml_latency_trend_low_seconds_per_day");
              assertThat(past.limits()).isEqualTo(Limits.of(0.02));
            });
    assertThat(MONITOR.panels(leaks)).hasSize(3);
  }

  /** Measures stand after the feature: 1 to 100 MB, and none in the second of two. */
  @Test
  void measuresHaveAMeanAndQuantiles() {
    ModelSpec spec = spec("measures: {memory: {column: rss, unit: MB}, tokens: {column: t}}", "{}");
    Observed observed =
        new Observed(spec).rows("v1", Profiles.rows(spec, 1000, 1, PerformanceTest::fill));

    assertThat(observed.text(MONITOR))
        .startsWith("ml_measure_rows{version=v1 measure=memory unit=MB window=1h slice=all} 1000.0")
        .contains(
            "ml_measure_mean_value{version=v1 measure=memory unit=MB window=1h slice=all} 50.5",
            "ml_measure_rows{version=v1 measure=tokens unit= window=1h slice=all} 0.0",
            "absent no_data 4");
    double most =
        observed.readings(MONITOR).readings().stream()
            .filter(reading -> reading.byLabel().getOrDefault("share", "").equals("0.99"))
            .mapToDouble(Reading::value)
            .sum();
    assertThat(most).isCloseTo(99, Percentage.withPercentage(1));
    assertThat(MONITOR.series(spec, SeriesScope.of(spec))).isEqualTo(10);
    assertThat(MONITOR.panels(spec)).hasSize(2);
  }
}
