package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A log whose rows carry weights reads as one in which each row stands as often as its weight. */
class WeightedReadingsTest {
  private static final ModelSpec PLAIN = spec("repeated: false");
  private static final ModelSpec WEIGHTED = spec("weight: w");
  private static final Profile PROFILE =
      new ProfileBuilder(PLAIN)
          .build(
              "v1",
              rows -> {
                Random random = new Random(1);
                WatchedColumns columns = WatchedColumns.of(PLAIN);
                for (int i = 0; i < 800; i++) {
                  rows.accept(row(columns, random.nextLong()));
                }
              },
              false);

  /** What depends on how many rows there are, and not on the shares alone, is not the same. */
  private static final Pattern OF_ROWS =
      Pattern.compile(
          "ml_window_(rows|effective_rows|invalid_weight_ratio)"
              + "|ml_(cohort|labelled|decided|measure|prediction_latency|business_value)_rows"
              + "|ml_version_difference_(?!estimate).*"
              + "|ml_significant_features|ml_drifted_importance_ratio"
              + "|.*(_standard_error|_noise_|pvalue).*|.*_(psi|z)");

  private static ModelSpec spec(String weight) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions:
          table: t
          time: ts
          id: i
          version: v
          versions: {champion: v1, challenger: v2}
          kind: binary
          score: s
          output: o
          latency: {column: l, unit: s}
          measures: {memory: {column: rss}}
          failed: f
          %s
          slices: [{column: c, values: [web, app], privileged: app}]
        features:
          amount: {type: numeric, range: [-1, 2], moments: true, quantiles: [0.5]}
          shop: {type: category, top: 5, pattern: "[a-d]"}
        labels: {value: y, mature_after: 7d}
        business_value: {currency: EUR, true_positive: 5, false_positive: -2, false_negative: -1, true_negative: 0}
        drift: {distances: [psi, jensen_shannon, hellinger, total_variation, kolmogorov_smirnov]}
        reference: {profile: r.json}
        windows: [1h]
        max_versions: 2
        series_budget: 50000
        """
            .formatted(weight));
  }

  private static Row row(WatchedColumns columns, long seed) {
    Random random = new Random(seed);
    Row row = new Row(columns);
    for (int i = 0; i < columns.numbers().size(); i++) {
      double value = columns.numbers().get(i).name().equals("amount") ? 3 : 1;
      switch (random.nextInt(20)) {
        case 0 -> row.noNumber(i);
        case 1 -> row.number(i, i == 0 ? Double.NaN : 0.25);
        case 2 -> row.number(i, i == 0 ? Double.NEGATIVE_INFINITY : 0.75);
        default -> row.number(i, value * random.nextDouble());
      }
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      String[] words = i == 0 ? new String[] {"a", "b", "c", "d", ""} : new String[] {"1", "0"};
      row.text(i, random.nextInt(15) == 0 ? null : words[random.nextInt(words.length)]);
    }
    row.slice(0, random.nextBoolean() ? "web" : "app");
    row.failed(random.nextInt(10) == 0);
    row.timeMicros(1_000_000L * random.nextInt(1000));
    return row;
  }

  private static Row labelled(ModelSpec spec, long seed) {
    Random random = new Random(seed);
    Row row = new Row(CohortColumns.of(spec).orElseThrow().read());
    row.version(random.nextBoolean() ? "v1" : "v2");
    row.number(0, (random.nextInt(98) + 0.5) / 100);
    row.text(0, random.nextInt(9) == 0 ? null : random.nextInt(3) > 0 ? "1" : "0");
    row.text(1, random.nextInt(9) == 0 ? null : random.nextBoolean() ? "1" : "0");
    row.slice(0, random.nextBoolean() ? "web" : "app");
    return row;
  }

  /** A row as its weight says: once with the weight, or as often without. */
  private static List<Row> times(boolean weighted, Row row, int weight) {
    row.weight(weighted ? weight : 1);
    return Collections.nCopies(weighted ? 1 : weight, row);
  }

  private static Map<String, Double> readings(boolean weighted, long seed) {
    ModelSpec spec = weighted ? WEIGHTED : PLAIN;
    WatchedColumns columns = WatchedColumns.of(spec);
    Random random = new Random(seed);
    List<Row> rows = new ArrayList<>();
    List<Row> cohort = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.addAll(times(weighted, row(columns, random.nextLong()), 1 + random.nextInt(6)));
      cohort.addAll(times(weighted, labelled(spec, random.nextLong()), 1 + random.nextInt(6)));
    }
    Observed observed =
        new Observed(spec)
            .profile(PROFILE)
            .rows("v1", consumer -> rows.forEach(consumer))
            .labelled(cohort);
    Map<String, Double> readings = new TreeMap<>();
    for (Monitor monitor : Monitor.ALL) {
      if (monitor.fits(spec)) {
        observed
            .readings(monitor)
            .readings()
            .forEach(
                reading ->
                    readings.put(reading.metric().name() + reading.labels(), reading.value()));
      }
    }
    readings.keySet().removeIf(name -> OF_ROWS.matcher(name.replaceAll("\\[.*", "")).matches());
    return readings;
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void weightsAreCopies(long seed) {
    Map<String, Double> copies = readings(false, seed);
    Map<String, Double> weighted = readings(true, seed);
    assertThat(weighted.keySet()).isEqualTo(copies.keySet()).hasSizeGreaterThan(150);
    assertThat(weighted)
        .allSatisfy(
            (name, value) -> {
              double expected = copies.getOrDefault(name, Double.NaN);
              double tolerance = 1e-9 * Math.max(1, Math.abs(expected));
              assertThat(value).as(name).isCloseTo(expected, within(tolerance));
            });
  }

  @Test
  void rowsAreNotMoreThanThereAre() {
    List<Row> rows = new ArrayList<>();
    for (double weight : new double[] {10, 10, 1, Double.NaN}) {
      Row next = new Row(WatchedColumns.of(WEIGHTED));
      next.number(0, 1);
      next.weight(weight);
      rows.add(next);
    }
    String text =
        new Observed(WEIGHTED).rows("v1", consumer -> rows.forEach(consumer)).text(new Volume());
    assertThat(text)
        .contains("ml_window_rows{version=v1 window=1h slice=all} 4.0\n")
        // (10 + 10 + 1)^2 / (100 + 100 + 1)
        .contains("ml_window_effective_rows{version=v1 window=1h slice=all} 2.1940298\n")
        .contains("ml_window_invalid_weight_ratio{version=v1 window=1h slice=all} 0.25\n");
    assertThat(
            new Observed(WEIGHTED)
                .rows("v1", consumer -> rows.forEach(consumer))
                .text(new FeatureInvariants()))
        .contains("ml_feature_missing_rows{version=v1 feature=shop window=1h slice=all} 21.0\n")
        .contains("ml_feature_missing_ratio{version=v1 feature=shop window=1h slice=all} 1.0\n");
  }
}
