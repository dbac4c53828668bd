package io.tidegauge.exporter.page;

import io.tidegauge.exporter.health.Bins;
import io.tidegauge.exporter.health.Wording;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Draws a column's bins: the reference as an outline, the current rows as bars before it. */
final class BinChart {
  private static final double WIDTH = 320;
  private static final double HEIGHT = 110;
  private static final double LABELS = 18;
  private static final int MOST_LABELS = 6;
  private static final double CHARACTER = 6;

  /** The names of a personal column's bins. */
  private static final Pattern NUMBERED = Pattern.compile("\\((?:category|bin) ([0-9]+)\\)");

  private BinChart() {}

  static void render(Markup markup, String column, Bins bins) {
    boolean labelled = bins.size() <= MOST_LABELS;
    double total = labelled ? HEIGHT + LABELS : HEIGHT;
    double slot = WIDTH / bins.size();
    double most = largestShare(bins);
    markup.open(
        "svg",
        "class",
        "chart",
        "viewBox",
        "0 0 " + at(WIDTH) + " " + at(total),
        "role",
        "img",
        "aria-label",
        describe(column, bins));
    for (int bin = 0; bin < bins.size(); bin++) {
      markup.open("g");
      markup.leaf("title", tooltip(bins, bin));
      double left = slot * bin;
      double outer = Math.min(slot * 0.08, 4);
      double inner = slot * 0.24;
      String kind = bins.isUnseen(bin) ? "current unseen" : "current";
      bar(markup, "hit", left, slot, HEIGHT);
      bar(
          markup,
          "reference",
          left + outer,
          slot - 2 * outer,
          height(bins.referenceShare(bin), most));
      bar(markup, kind, left + inner, slot - 2 * inner, height(bins.currentShare(bin), most));
      if (labelled) {
        markup.leaf(
            "text",
            shorten(bins.labels().get(bin), slot),
            "x",
            at(left + slot / 2),
            "y",
            at(HEIGHT + LABELS - 5));
      }
      markup.close();
    }
    markup.leaf("path", "", "class", "ground", "d", "M0 " + at(HEIGHT) + "H" + at(WIDTH)).close();
  }

  private static double largestShare(Bins bins) {
    double most = 0;
    for (int bin = 0; bin < bins.size(); bin++) {
      most = Math.max(most, Math.max(bins.referenceShare(bin), bins.currentShare(bin)));
    }
    return most;
  }

  /** A share that is there at all is seen. */
  private static double height(double share, double most) {
    return share == 0 ? 0 : Math.max(1.5, share / most * (HEIGHT - 4));
  }

  private static void bar(Markup markup, String kind, double x, double width, double height) {
    if (height > 0) {
      markup.leaf(
          "rect",
          "",
          "class",
          kind,
          "x",
          at(x),
          "y",
          at(HEIGHT - height),
          "width",
          at(width),
          "height",
          at(height));
    }
  }

  private static String tooltip(Bins bins, int bin) {
    return "%s: reference %s, current %s (%s rows)"
        .formatted(
            bins.labels().get(bin),
            Wording.share(bins.referenceShare(bin)),
            Wording.share(bins.currentShare(bin)),
            Wording.number(bins.current().count(bin)));
  }

  private static String describe(String column, Bins bins) {
    OptionalInt moved = bins.movedMost();
    String chart = "Reference and current shares of the " + bins.size() + " bins of " + column;
    return moved.isEmpty() ? chart : chart + ". " + moved(bins, moved.getAsInt());
  }

  /** The bin that moved most, in words. */
  static String moved(Bins bins, int bin) {
    return "Moved most: %s, %s → %s"
        .formatted(
            bins.labels().get(bin),
            Wording.share(bins.referenceShare(bin)),
            Wording.share(bins.currentShare(bin)));
  }

  private static String shorten(String name, double slot) {
    Matcher numbered = NUMBERED.matcher(name);
    String label = numbered.matches() ? numbered.group(1) : name;
    int room = Math.max(2, (int) (slot / CHARACTER));
    int length = label.codePointCount(0, label.length());
    return length <= room ? label : label.substring(0, label.offsetByCodePoints(0, room - 1)) + "…";
  }

  static String at(double coordinate) {
    return String.format(Locale.ROOT, "%.1f", coordinate);
  }
}
