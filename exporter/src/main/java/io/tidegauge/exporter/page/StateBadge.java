package io.tidegauge.exporter.page;

import io.tidegauge.exporter.health.ModelState;
import java.util.Locale;

/** A state in words, on its colour. */
final class StateBadge {
  private StateBadge() {}

  static void render(Markup markup, ModelState state) {
    String kind = state.name().toLowerCase(Locale.ROOT).replace('_', '-');
    markup.leaf("span", state.label(), "class", "badge " + kind, "title", state.meaning());
  }
}
