package io.tidegauge.exporter.page;

import io.tidegauge.exporter.health.Bins;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One column of a model: its chart, its score, and what else there is to say of its rows. */
final class ColumnCard {
  private ColumnCard() {}

  static void render(Markup markup, ColumnView view) {
    String name = view.column().name();
    boolean bad = view.drifted() || !view.findings().isEmpty();
    markup.open("article", "class", bad ? "card bad" : "card");
    markup.open("h4").leaf("span", name, "class", "name");
    markup.leaf("span", kind(view), "class", "kind");
    if (view.drifted()) {
      markup.leaf("span", "drifted", "class", "badge degraded");
    }
    markup.close();
    view.bins().ifPresent(bins -> BinChart.render(markup, name, bins));
    if (view.score().isPresent()) {
      ScoreGauge.render(markup, name, view.score().get());
      markup.leaf("p", view.score().get().text(), "class", "score");
      if (!view.score().get().enough()) {
        markup.leaf("p", "Too few rows for the alert to look.", "class", "muted");
      }
    } else {
      markup.leaf("p", view.withoutScore(), "class", "why");
    }
    view.bins().ifPresent(bins -> moved(markup, bins));
    view.findings().stream()
        .filter(finding -> !(view.drifted() && finding.isDrift()))
        .forEach(finding -> markup.leaf("p", finding.text(), "class", "finding"));
    numbers(markup, view);
    view.bins().ifPresent(bins -> table(markup, name, bins));
    markup.close().line();
  }

  private static String kind(ColumnView view) {
    String type = view.column().type() == FeatureType.NUMERIC ? "numeric" : "category";
    return view.column().personal() ? type + ", personal" : type;
  }

  private static void moved(Markup markup, Bins bins) {
    OptionalInt moved = bins.movedMost();
    if (moved.isPresent()) {
      markup.leaf("p", BinChart.moved(bins, moved.getAsInt()), "class", "moved");
    }
  }

  private static void numbers(Markup markup, ColumnView view) {
    markup.open("dl");
    fact(markup, "Rows", Wording.count(view.rows()));
    if (view.missing().isPresent()) {
      String now = Wording.share(view.missing().getAsDouble());
      OptionalDouble before = view.referenceMissing();
      fact(
          markup,
          "Missing",
          before.isPresent() ? Wording.share(before.getAsDouble()) + " → " + now : now);
    }
    share(markup, "Unseen", view.unseen());
    share(markup, "Out of range", view.outOfRange());
    if (view.invalid().orElse(0) > 0) {
      share(markup, "NaN or infinite", view.invalid());
    }
    markup.close();
  }

  private static void share(Markup markup, String what, OptionalDouble share) {
    share.ifPresent(value -> fact(markup, what, Wording.share(value)));
  }

  private static void fact(Markup markup, String what, String value) {
    markup.open("div").leaf("dt", what).leaf("dd", value).close();
  }

  private static void table(Markup markup, String name, Bins bins) {
    markup.open("details").leaf("summary", "Bins in numbers");
    markup.open("table", "class", "bins").leaf("caption", "Bins of " + name, "class", "hidden");
    markup.open("thead").open("tr");
    markup.leaf("th", "Bin", "scope", "col");
    markup.leaf("th", "Reference", "scope", "col", "class", "number");
    markup.leaf("th", "Current", "scope", "col", "class", "number");
    markup.leaf("th", "Rows", "scope", "col", "class", "number");
    markup.close().close().open("tbody");
    for (int bin = 0; bin < bins.size(); bin++) {
      markup.open("tr").leaf("th", bins.labels().get(bin), "scope", "row");
      markup.leaf("td", Wording.share(bins.referenceShare(bin)), "class", "number");
      markup.leaf("td", Wording.share(bins.currentShare(bin)), "class", "number");
      markup.leaf("td", Wording.number(bins.current().count(bin)), "class", "number").close();
    }
    markup.close().close().close();
  }
}
