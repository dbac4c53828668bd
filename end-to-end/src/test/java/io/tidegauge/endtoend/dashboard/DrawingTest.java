package io.tidegauge.endtoend.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.endtoend.dashboard.Dashboard.Panel;
import io.tidegauge.endtoend.dashboard.Dashboard.Query;
import io.tidegauge.endtoend.dashboard.Series.Value;
import java.awt.Color;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the drawings of panels say of the values that they are given. */
class DrawingTest {
  private static final Instant START = Instant.parse("2026-11-20T10:00:00Z");
  private static final Duration STEP = Duration.ofSeconds(10);
  private static final Period PERIOD = new Period(START, START.plus(Duration.ofMinutes(5)), STEP);
  private static final Size SIZE = new Size(600, 200);
  private static final Query QUERY = new Query("Drift", "A", "psi", "{{feature}} {{no}}", false);

  @Test
  void aGapIsNoLine() throws Exception {
    assertThat(lines(IntStream.range(0, 20))).hasSize(1).allMatch(line -> moves(line) == 1);
    assertThat(lines(IntStream.range(0, 20).filter(i -> i != 7)))
        .hasSize(1)
        .allMatch(line -> moves(line) == 2);
  }

  @Test
  void aLimitIsALine() throws Exception {
    assertThat(count(trend(IntStream.range(0, 20)), "stroke:" + rgb("red"))).isEqualTo(1);
  }

  @Test
  void aSeriesIsNamedByItsLegend() {
    assertThat(series(IntStream.of(0)).name()).isEqualTo("amount");
  }

  @Test
  void aBarLastsAsLongAsItsState() throws Exception {
    Panel panel =
        panel(
            """
            {"fieldConfig": {"defaults": {"mappings": [{"type": "value", "options": {
              "0": {"text": "no", "color": "green"}, "1": {"text": "yes", "color": "red"}}}]}}}
            """);
    Series states =
        new Series(QUERY, Map.of(), List.of(value(0, 0), value(1, 0), value(2, 1), value(9, 1)));

    String svg = StateTimeline.svg(panel, List.of(states), PERIOD, SIZE);

    assertThat(count(svg, "fill:" + rgb("green"))).isEqualTo(1);
    assertThat(count(svg, "fill:" + rgb("red"))).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource({
    "percentunit, 0.29812, 29.8%",
    "percentunit, 1, 100%",
    "none, 0.0216, 0.0216",
    "none, 1234.5, 1234",
    "none, 0, 0",
    "short, 20000, 20 K",
    "bytes, 3145728, 3 MiB",
    "ops, 24.96, 25 ops/s",
    "s, 0.407, 407 ms",
    "s, 15, 15 s",
    "s, 2592000, 4.29 weeks",
  })
  void numbersAreWrittenInTheirUnit(String unit, double value, String text) {
    assertThat(Unit.of(unit).text(value)).isEqualTo(text);
  }

  private static String rgb(String name) {
    Color color = Colors.named(name);
    return "rgb(%d,%d,%d)".formatted(color.getRed(), color.getGreen(), color.getBlue());
  }

  private static long count(String text, String part) {
    return Pattern.compile(part, Pattern.LITERAL).matcher(text).results().count();
  }

  private static List<String> lines(IntStream steps) throws Exception {
    return Pattern.compile("<g style='[^']*fill:none'[^>]*><path d='([^']*)")
        .matcher(trend(steps))
        .results()
        .map(path -> path.group(1))
        .toList();
  }

  private static long moves(String path) {
    return path.chars().filter(letter -> letter == 'M').count();
  }

  private static String trend(IntStream steps) throws Exception {
    Panel panel =
        panel(
            """
            {"fieldConfig": {"defaults": {"unit": "none",
              "custom": {"axisSoftMin": 0, "axisSoftMax": 0.25, "thresholdsStyle": {"mode": "line"}},
              "thresholds": {"steps": [
                {"color": "green", "value": null}, {"color": "red", "value": 0.2}]}}}}
            """);
    return Trend.svg(panel, List.of(series(steps)), PERIOD, SIZE);
  }

  private static Series series(IntStream steps) {
    return new Series(
        QUERY,
        Map.of("feature", "amount"),
        steps.mapToObj(step -> value(step, step / 100.0)).toList());
  }

  private static Value value(int step, double number) {
    return new Value(START.plus(STEP.multipliedBy(step)), number);
  }

  private static Panel panel(String json) throws Exception {
    return new Panel("Drift", "timeseries", List.of(QUERY), new ObjectMapper().readTree(json));
  }
}
