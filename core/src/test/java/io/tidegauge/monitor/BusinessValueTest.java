package io.tidegauge.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.Row;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BusinessValueTest {
  private static final Monitor MONITOR = new BusinessValue();

  private static final String VALUES =
      "true_positive: 120, false_positive: -15, true_negative: 0, false_negative: -300,"
          + " currency: EUR";

  private static ModelSpec spec(String more, String alerts) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions:
          {table: t, time: ts, id: i, version: v, versions: {champion: v1, shadow: v2},
           kind: binary, output: o, slices: [{column: c, values: [web]}]}
        features: {x: numeric}
        labels: {table: l, id: i, value: y, time: at, mature_after: 7d}
        business_value: {%s%s}
        windows: [1h]
        alerts: {%s}
        """
            .formatted(VALUES, more, alerts));
  }

  private static Row row(ModelSpec spec, String version, String said, @Nullable String truth) {
    Row row = new Row(CohortColumns.of(spec).orElseThrow().read());
    row.version(version);
    row.slice(0, "app");
    row.text(0, said);
    row.text(1, truth);
    row.number(0, 60);
    return row;
  }

  private static String text(ModelSpec spec, Row... rows) {
    return new Observed(spec)
        .labelled(List.of(rows))
        .text(MONITOR)
        .lines()
        .map(line -> line.replace("ml_business_value_", ""))
        .map(line -> line.replace(" window=1h slice=all", "").replace(" currency=EUR", ""))
        .collect(Collectors.joining("\n"));
  }

  @Test
  void everyOutcomeHasItsValue() {
    ModelSpec spec = spec("", "");
    assertThat(
            text(
                spec,
                row(spec, "v1", "1", "1"),
                row(spec, "v1", "1", "1"),
                row(spec, "v1", "1", "0"),
                row(spec, "v1", "0", "0"),
                row(spec, "v1", "0", "1"),
                row(spec, "v1", "0", null)))
        .isEqualTo(
            """
            rows{version=v1} 5.0
            mean{version=v1} -15.0
            standard_error{version=v1} 76.7789
            in_window{version=v1} -75.0""");
  }

  @Test
  void theModelsCostIsTakenOffOnceAndAShadowBringsNothing() {
    ModelSpec spec = spec(", cost_per_day: 240", "");
    assertThat(
            text(
                spec,
                row(spec, "v1", "1", "1"),
                row(spec, "v2", "0", "1"),
                row(spec, "v3", "1", "0")))
        .contains("in_window{version=v2} -300.0")
        .contains("net{window=1h} 95.0");
  }

  @Test
  void withoutLabelsThereIsNoValue() {
    ModelSpec spec = spec(", cost_per_day: 240", "");
    assertThat(text(spec, row(spec, "v1", "1", null)))
        .isEqualTo("rows{version=v1} 0.0\nabsent no_data 1");
  }

  @Test
  void onlyADeclaredLimitIsHeldAgainstIt() {
    assertThat(MONITOR.alerts(spec("", ""))).isEmpty();
    Condition.Past low =
        (Condition.Past) MONITOR.alerts(spec("", "value: {below: -20}")).get(0).condition();
    assertThat(low.isPast(-21, low.limits().usual())).isTrue();
    assertThat(low.isPast(-20, low.limits().usual())).isFalse();
  }

  @Test
  void thePromiseOfSeriesHolds() {
    ModelSpec spec = spec(", cost_per_day: 1", "");
    List<Row> rows = new ArrayList<>();
    for (String version : List.of("v1", "v2", "v3", "v4")) {
      for (String slice : List.of("app", "web")) {
        Row first = row(spec, version, "1", "1");
        first.slice(0, slice);
        Row second = row(spec, version, "0", "1");
        second.slice(0, slice);
        rows.addAll(List.of(first, second));
      }
    }
    assertThat(new Observed(spec).labelled(rows).readings(MONITOR).readings())
        .hasSize((int) MONITOR.series(spec, SeriesScope.of(spec)));
  }
}
