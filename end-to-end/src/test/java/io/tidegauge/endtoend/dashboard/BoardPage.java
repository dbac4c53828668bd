package io.tidegauge.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import io.tidegauge.endtoend.PrometheusServer;
import io.tidegauge.endtoend.dashboard.Dashboard.Panel;
import io.tidegauge.endtoend.dashboard.Dashboard.Query;
import io.tidegauge.endtoend.dashboard.Dashboard.Variable;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A dashboard drawn on a page of its own, as near to Grafana as its readers need: there is no
 * Grafana where tests run. What is drawn is what Prometheus answers to the dashboard's own queries.
 */
final class BoardPage {
  /** What a panel says that has nothing to draw. */
  static final String NO_DATA = "No data";

  /** Grafana's grid. */
  private static final int COLUMNS = 24;

  private static final int LINE = 30;
  private static final int GAP = 8;

  /** What a panel needs around its drawing. */
  private static final Size FRAME = new Size(18, 40);

  private static final int LEGEND_LINE = 17;
  private static final int MOST_LEGEND_LINES = 4;
  private static final int LETTER = 7;
  private static final int KEY = 34;

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Dashboard dashboard;
  private final PrometheusServer prometheus;
  private final GrafanaVariables variables;
  private final Period period;
  private final int width;

  /**
   * A page.
   *
   * @param width of all panels together, in pixels
   */
  BoardPage(Dashboard dashboard, PrometheusServer prometheus, Period period, int width) {
    this.dashboard = dashboard;
    this.prometheus = prometheus;
    this.variables = new GrafanaVariables(dashboard.variables(), prometheus);
    this.period = period;
    this.width = width;
  }

  /**
   * The page.
   *
   * @param unfolded the titles of the rows that show their panels
   */
  String html(Predicate<String> unfolded) {
    StringBuilder rows = new StringBuilder();
    List<Panel> panels = dashboard.panels();
    for (int i = 0; i < panels.size(); i++) {
      Panel row = panels.get(i);
      if (row.isRow()) {
        boolean open = unfolded.test(row.title());
        rows.append(
            "<h2><i>%s</i>%s</h2>\n"
                .formatted(open ? "&#x2304;" : "&#x203a;", Html.text(row.title())));
        List<Panel> ofRow =
            panels.subList(i + 1, panels.size()).stream()
                .takeWhile(panel -> !panel.isRow())
                .toList();
        if (open) {
          rows.append(grid(ofRow));
        }
      }
    }
    return """
    <!doctype html>
    <meta charset=utf-8>
    <title>%1$s</title>
    <style>%2$s</style>
    <body style="width:%3$dpx">
    <header><h1>%1$s</h1>%4$s<time>%5$s to %6$s UTC</time></header>
    %7$s
    """
        .formatted(
            Html.text(dashboard.title()),
            style(),
            width,
            choices(),
            CLOCK.format(period.from()),
            CLOCK.format(period.to()).substring("yyyy-MM-dd ".length()),
            rows);
  }

  private static String style() {
    try (InputStream file = BoardPage.class.getResourceAsStream("board.css")) {
      if (file == null) {
        throw new AssertionError("there is no board.css");
      }
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String choices() {
    return dashboard.variables().stream()
        .filter(variable -> !variable.type().equals("datasource"))
        .map(Variable::name)
        .map(name -> "<label>%s <b>%s</b></label>".formatted(name, Html.text(choice(name))))
        .collect(Collectors.joining());
  }

  private String choice(String variable) {
    String chosen = variables.fill("$" + variable);
    return chosen.matches("\\.[+*]") ? "All" : chosen;
  }

  private String grid(List<Panel> panels) {
    int top =
        panels.stream()
            .mapToInt(panel -> panel.json().path("gridPos").path("y").asInt())
            .min()
            .orElse(0);
    return panels.stream()
        .map(panel -> cell(panel, top))
        .collect(Collectors.joining("", "<div class=grid>\n", "</div>\n"));
  }

  private String cell(Panel panel, int top) {
    JsonNode place = panel.json().path("gridPos");
    int columns = place.path("w").asInt();
    int lines = place.path("h").asInt();
    Size size =
        new Size(
            (width + GAP) * columns / COLUMNS - GAP - FRAME.width(),
            (LINE + GAP) * lines - GAP - FRAME.height());
    return """
    <section style="grid-column:%d / span %d; grid-row:%d / span %d"><h3>%s</h3>
    %s</section>
    """
        .formatted(
            place.path("x").asInt() + 1,
            columns,
            place.path("y").asInt() - top + 1,
            lines,
            Html.text(panel.title()),
            content(panel, size));
  }

  private String content(Panel panel, Size size) {
    List<Series> series = new ArrayList<>();
    panel.queries().forEach(query -> series.addAll(answer(query)));
    if (series.isEmpty()) {
      return "<p class=nothing>" + NO_DATA + "</p>";
    }
    return switch (panel.type()) {
      case "stat" -> stat(panel, series);
      case "table" -> Table.html(panel, series);
      case "timeseries" -> {
        List<Key> legend =
            IntStream.range(0, series.size())
                .mapToObj(i -> key(panel, series.get(i), Colors.of(i)))
                .toList();
        yield Trend.svg(panel, series, period, above(legend, size)) + legend(legend);
      }
      case "state-timeline" -> {
        List<Key> legend =
            StateTimeline.states(panel).stream()
                .map(state -> new Key(state.text(), "", Colors.named(state.color())))
                .toList();
        yield StateTimeline.svg(panel, series, period, above(legend, size)) + legend(legend);
      }
      case "status-history" -> StatusHistory.svg(panel, series, period, size);
      default -> throw new AssertionError(panel.title() + " is of an unknown type");
    };
  }

  private List<Series> answer(Query query) {
    String expression = variables.fill(query.expression());
    return Series.of(
        query,
        query.instant()
            ? prometheus.query(expression, period.to())
            : prometheus.queryRange(expression, period.from(), period.to(), period.step()));
  }

  private static String stat(Panel panel, List<Series> series) {
    return series.stream()
        .map(
            one ->
                "<div class=stat style='color:%s'>%s%s</div>"
                    .formatted(
                        Colors.css(Colors.of(panel.defaults().path("thresholds"), one.newest())),
                        series.size() > 1 ? "<small>" + Html.text(one.name()) + "</small> " : "",
                        Html.text(panel.unit().text(one.newest()))))
        .collect(Collectors.joining("", "<div class=stats>", "</div>"));
  }

  private record Key(String name, String newest, Color color) {}

  private static Key key(Panel panel, Series series, Color color) {
    return new Key(series.name(), panel.unit().text(series.newest()), color);
  }

  /** What a legend leaves: as in Grafana it may not take all. */
  private static Size above(List<Key> legend, Size size) {
    int letters =
        legend.stream().mapToInt(key -> key.name().length() + key.newest().length()).sum();
    int needed = (letters * LETTER + legend.size() * KEY) / size.width() + 1;
    return new Size(
        size.width(), size.height() - LEGEND_LINE * Math.min(needed, MOST_LEGEND_LINES));
  }

  private static String legend(List<Key> legend) {
    return legend.stream()
        .map(
            key ->
                "<span><i style='background:%s'></i>%s <b>%s</b></span>"
                    .formatted(
                        Colors.css(key.color()), Html.text(key.name()), Html.text(key.newest())))
        .collect(Collectors.joining(" ", "<div class=legend>", "</div>"));
  }
}
