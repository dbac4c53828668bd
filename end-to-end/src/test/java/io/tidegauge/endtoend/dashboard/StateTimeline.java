package io.tidegauge.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.endtoend.dashboard.Dashboard.Panel;
import io.tidegauge.endtoend.dashboard.Series.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** A bar for each time that something was in a state. */
final class StateTimeline {
  private static final double HALF_A_BAR = 0.4;

  private StateTimeline() {}

  /**
   * A state that values stand for.
   *
   * @param value as Grafana's value mappings write it
   */
  record State(String value, String text, String color) {}

  static List<State> states(Panel panel) {
    List<State> states = new ArrayList<>();
    for (JsonNode mapping : panel.defaults().path("mappings")) {
      mapping
          .path("options")
          .properties()
          .forEach(
              state ->
                  states.add(
                      new State(
                          state.getKey(),
                          state.getValue().path("text").asText(),
                          state.getValue().path("color").asText())));
    }
    return states;
  }

  static String svg(Panel panel, List<Series> series, Period period, Size size) {
    Map<String, XYIntervalSeries> bars = new LinkedHashMap<>();
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYBarRenderer renderer = Plot.bars();
    for (State state : states(panel)) {
      renderer.setSeriesPaint(bars.size(), Colors.named(state.color()));
      XYIntervalSeries ofState = new XYIntervalSeries(state.text(), true, true);
      bars.put(state.value(), ofState);
      data.addSeries(ofState);
    }
    for (int row = 0; row < series.size(); row++) {
      add(series.get(row), row, period, bars);
    }
    return Plot.svg(data, renderer, Plot.rows(series), period, size);
  }

  /** Values that follow each other and are the same are one bar. */
  private static void add(
      Series series, int row, Period period, Map<String, XYIntervalSeries> bars) {
    List<Value> values = series.values();
    int first = 0;
    for (int i = 1; i <= values.size(); i++) {
      if (i == values.size() || !continues(values.get(i - 1), values.get(i), period)) {
        String state = Unit.NONE.text(values.get(first).number());
        XYIntervalSeries ofState = bars.get(state);
        if (ofState == null) {
          throw new AssertionError(series.query().panel() + " has no state " + state);
        }
        double from = values.get(first).time().toEpochMilli();
        double to =
            Math.min(
                values.get(i - 1).time().plus(period.step()).toEpochMilli(),
                period.to().toEpochMilli());
        ofState.add(from, from, to, row, row - HALF_A_BAR, row + HALF_A_BAR);
        first = i;
      }
    }
  }

  private static boolean continues(Value before, Value value, Period period) {
    return value.number() == before.number()
        && !value.time().isAfter(before.time().plus(period.step()));
  }
}
