package io.tidegauge.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.endtoend.dashboard.Dashboard.Panel;
import io.tidegauge.endtoend.dashboard.Series.Value;
import java.awt.BasicStroke;
import java.awt.geom.Ellipse2D;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import java.time.Duration;
import java.time.Instant;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.xy.XYDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** Lines over time, and the limit where there is one. */
final class Trend {
  private static final float WIDTH = 1.4f;
  private static final double HEADROOM = 1.05;

  private Trend() {}

  static String svg(Panel panel, List<Series> series, Period period, Size size) {
    XYSeriesCollection lines = new XYSeriesCollection();
    Lines renderer = new Lines();
    for (int i = 0; i < series.size(); i++) {
      lines.addSeries(line(i, series.get(i), period.step()));
      renderer.setSeriesPaint(i, Colors.of(i));
      renderer.setSeriesStroke(i, stroke(panel, series.get(i)));
      renderer.setSeriesShape(i, new Ellipse2D.Double(-1.5, -1.5, 3, 3));
    }
    XYPlot plot = new XYPlot(lines, Plot.times(period), values(panel, series), renderer);
    limits(panel, plot);
    return Plot.svg(plot, size);
  }

  /** A gap stays one: where a value is missing, the line ends. */
  private static XYSeries line(int number, Series series, Duration step) {
    XYSeries line = new XYSeries(number);
    Instant expected = series.values().get(0).time();
    for (Value value : series.values()) {
      if (value.time().isAfter(expected)) {
        line.add((double) expected.toEpochMilli(), null);
      }
      line.add((double) value.time().toEpochMilli(), value.number());
      expected = value.time().plus(step);
    }
    return line;
  }

  private static BasicStroke stroke(Panel panel, Series series) {
    for (JsonNode override : panel.json().path("fieldConfig").path("overrides")) {
      if (override.path("matcher").path("options").asText().equals(series.query().id())) {
        return new BasicStroke(
            WIDTH, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {6, 4}, 0);
      }
    }
    return new BasicStroke(WIDTH, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
  }

  private static NumberAxis values(Panel panel, List<Series> series) {
    NumberAxis axis = new NumberAxis();
    DoubleSummaryStatistics shown =
        series.stream()
            .flatMap(one -> one.values().stream())
            .mapToDouble(Value::number)
            .summaryStatistics();
    double highest = shown.getCount() == 0 ? 0 : shown.getMax();
    double lowest = shown.getCount() == 0 ? 0 : shown.getMin();
    double top =
        Math.max(
            highest * HEADROOM, panel.defaults().path("custom").path("axisSoftMax").asDouble());
    double bottom =
        Math.min(lowest * HEADROOM, panel.defaults().path("custom").path("axisSoftMin").asDouble());
    axis.setRange(bottom, top > bottom ? top : bottom + 1);
    axis.setNumberFormatOverride(new InUnit(panel.unit()));
    return axis;
  }

  private static void limits(Panel panel, XYPlot plot) {
    JsonNode custom = panel.defaults().path("custom");
    if (custom.path("thresholdsStyle").path("mode").asText().equals("line")) {
      for (JsonNode step : panel.defaults().path("thresholds").path("steps")) {
        if (step.path("value").isNumber()) {
          plot.addRangeMarker(
              new ValueMarker(
                  step.path("value").asDouble(),
                  Colors.named(step.path("color").asText()),
                  new BasicStroke(1)));
        }
      }
    }
  }

  /** Lines; a value that stands alone is a point. */
  private static final class Lines extends XYLineAndShapeRenderer {
    private static final long serialVersionUID = 1;

    Lines() {
      super(true, true);
      setDrawSeriesLineAsPath(true);
    }

    @Override
    public boolean getItemShapeVisible(int series, int item) {
      XYDataset data = getPlot().getDataset();
      return isMissing(data, series, item - 1) && isMissing(data, series, item + 1);
    }

    private static boolean isMissing(XYDataset data, int series, int item) {
      return item < 0
          || item >= data.getItemCount(series)
          || Double.isNaN(data.getYValue(series, item));
    }
  }

  /** Numbers at the axis. */
  private static final class InUnit extends NumberFormat {
    private static final long serialVersionUID = 1;
    private final Unit unit;

    InUnit(Unit unit) {
      this.unit = unit;
    }

    @Override
    public StringBuffer format(double number, StringBuffer to, FieldPosition position) {
      return to.append(unit.text(number));
    }

    @Override
    public StringBuffer format(long number, StringBuffer to, FieldPosition position) {
      return format((double) number, to, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
      throw new UnsupportedOperationException();
    }
  }
}
