package io.tidegauge.endtoend.dashboard;

import io.tidegauge.endtoend.dashboard.Dashboard.Panel;
import io.tidegauge.endtoend.dashboard.Series.Value;
import java.awt.Color;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.data.xy.XYIntervalSeries;
import org.jfree.data.xy.XYIntervalSeriesCollection;

/** A cell for each series and time, in the color of the step that its value reaches. */
final class StatusHistory {
  private static final double HALF_A_CELL = 0.45;

  private StatusHistory() {}

  static String svg(Panel panel, List<Series> series, Period period, Size size) {
    Map<Color, XYIntervalSeries> cells = new HashMap<>();
    XYIntervalSeriesCollection data = new XYIntervalSeriesCollection();
    XYBarRenderer renderer = Plot.bars();
    for (int row = 0; row < series.size(); row++) {
      for (Value value : series.get(row).values()) {
        Color color = Colors.of(panel.defaults().path("thresholds"), value.number());
        XYIntervalSeries ofColor =
            cells.computeIfAbsent(
                color,
                added -> {
                  XYIntervalSeries made = new XYIntervalSeries(Colors.css(added), true, true);
                  renderer.setSeriesPaint(data.getSeriesCount(), added);
                  data.addSeries(made);
                  return made;
                });
        double from = value.time().toEpochMilli();
        double to = from + period.step().toMillis();
        ofColor.add(from, from, to, row, row - HALF_A_CELL, row + HALF_A_CELL);
      }
    }
    return Plot.svg(data, renderer, Plot.rows(series), period, size);
  }
}
