package io.tidegauge.endtoend.dashboard;

import java.awt.BasicStroke;
import java.awt.Font;
import java.awt.Rectangle;
import java.text.SimpleDateFormat;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.Axis;
import org.jfree.chart.axis.DateAxis;
import org.jfree.chart.axis.DateTickUnit;
import org.jfree.chart.axis.DateTickUnitType;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.axis.TickUnits;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.StandardXYBarPainter;
import org.jfree.chart.renderer.xy.XYBarRenderer;
import org.jfree.chart.renderer.xy.XYItemRenderer;
import org.jfree.chart.ui.RectangleInsets;
import org.jfree.data.xy.XYDataset;
import org.jfree.svg.SVGGraphics2D;

/** Draws something over a period, with Grafana's thin lines on a dark ground, in UTC. */
final class Plot {
  private static final Font FONT = new Font(Font.SANS_SERIF, Font.PLAIN, 11);
  private static final TimeZone UTC = TimeZone.getTimeZone(ZoneOffset.UTC);

  /** They keep labels apart: fewer are drawn. */
  private static final RectangleInsets AROUND_LABELS = new RectangleInsets(6, 6, 6, 6);

  private Plot() {}

  /** A picture in SVG, for the middle of a page. */
  static String svg(
      XYDataset data, XYItemRenderer renderer, ValueAxis values, Period period, Size size) {
    return svg(new XYPlot(data, times(period), values, renderer), size);
  }

  static String svg(XYPlot plot, Size size) {
    style(plot.getDomainAxis());
    style(plot.getRangeAxis());
    plot.setBackgroundPaint(null);
    plot.setOutlineVisible(false);
    plot.setDomainGridlinePaint(Colors.LINE);
    plot.setRangeGridlinePaint(Colors.LINE);
    plot.setDomainGridlineStroke(new BasicStroke(1));
    plot.setRangeGridlineStroke(new BasicStroke(1));
    plot.setAxisOffset(RectangleInsets.ZERO_INSETS);
    JFreeChart chart = new JFreeChart(null, null, plot, false);
    chart.setBackgroundPaint(null);
    SVGGraphics2D svg = new SVGGraphics2D(size.width(), size.height());
    chart.draw(svg, new Rectangle(size.width(), size.height()));
    return svg.getSVGElement();
  }

  /** Bars from one moment to another, in rows. */
  static XYBarRenderer bars() {
    XYBarRenderer renderer = new XYBarRenderer();
    renderer.setUseYInterval(true);
    renderer.setBarPainter(new StandardXYBarPainter());
    renderer.setShadowVisible(false);
    return renderer;
  }

  /** A row for each series, by its name. */
  static SymbolAxis rows(List<Series> series) {
    SymbolAxis rows =
        new SymbolAxis(null, series.stream().map(Series::name).toArray(String[]::new));
    rows.setGridBandsVisible(false);
    rows.setInverted(true);
    return rows;
  }

  static DateAxis times(Period period) {
    DateAxis axis = new DateAxis(null, UTC, Locale.ROOT);
    axis.setRange(Date.from(period.from()), Date.from(period.to()));
    SimpleDateFormat clock = new SimpleDateFormat("HH:mm", Locale.ROOT);
    clock.setTimeZone(UTC);
    axis.setDateFormatOverride(clock);
    TickUnits units = new TickUnits();
    for (int minutes : List.of(1, 2, 5, 10, 30, 60, 180, 360)) {
      units.add(new DateTickUnit(DateTickUnitType.MINUTE, minutes));
    }
    axis.setStandardTickUnits(units);
    return axis;
  }

  private static void style(Axis axis) {
    axis.setAxisLineVisible(false);
    axis.setTickMarksVisible(false);
    axis.setTickLabelFont(FONT);
    axis.setTickLabelPaint(Colors.FAINT);
    axis.setTickLabelInsets(AROUND_LABELS);
  }
}
