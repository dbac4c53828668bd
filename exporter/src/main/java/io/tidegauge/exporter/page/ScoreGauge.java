package io.tidegauge.exporter.page;

/** Draws a score as a bar on a scale that carries its noise and its limit. */
final class ScoreGauge {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 16;
  private static final double ROOM = 1.15;

  private ScoreGauge() {}

  static void render(Markup markup, String column, Score score) {
    double most = ROOM * Math.max(score.value(), Math.max(score.limit(), score.noise()));
    double perUnit = most > 0 ? WIDTH / most : 0;
    markup.open(
        "svg",
        "class",
        "gauge",
        "viewBox",
        "0 0 " + BinChart.at(WIDTH) + " " + BinChart.at(HEIGHT),
        "role",
        "img",
        "aria-label",
        "Drift of " + column + ": " + score.text());
    rect(markup, "track", 0, WIDTH, 5, 6);
    rect(markup, "noise", 0, score.noise() * perUnit, 5, 6);
    rect(
        markup,
        score.drifted() ? "value over" : "value",
        0,
        Math.max(2, score.value() * perUnit),
        6.5,
        3);
    rect(markup, "limit", score.limit() * perUnit - 1, 2, 0, HEIGHT);
    markup.close();
  }

  private static void rect(
      Markup markup, String kind, double x, double width, double y, double height) {
    markup.leaf(
        "rect",
        "",
        "class",
        kind,
        "x",
        BinChart.at(Math.max(0, x)),
        "y",
        BinChart.at(y),
        "width",
        BinChart.at(width),
        "height",
        BinChart.at(height));
  }
}
