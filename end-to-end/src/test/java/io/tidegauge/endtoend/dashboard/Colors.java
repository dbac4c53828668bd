package io.tidegauge.endtoend.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.Color;
import java.util.List;
import java.util.Map;

/** The colors of Grafana's dark theme. */
final class Colors {
  static final Color TEXT = Color.decode("#ccccdc");
  static final Color FAINT = Color.decode("#8e8e9b");
  static final Color LINE = Color.decode("#2a2d33");

  private static final Map<String, Color> NAMES =
      Map.of(
          "text", TEXT,
          "green", Color.decode("#73bf69"),
          "blue", Color.decode("#5794f2"),
          "yellow", Color.decode("#fade2a"),
          "orange", Color.decode("#ff9830"),
          "red", Color.decode("#f2495c"));

  private static final List<Color> PALETTE =
      List.of(
              "#73bf69", "#f2cc0c", "#8ab8ff", "#ff780a", "#b877d9", "#5794f2", "#37a3a3",
              "#e0b4a8", "#96d98d", "#c0a0f0", "#447ebc", "#c15c17", "#ffee52", "#705da0",
              "#56a64b", "#3274d9")
          .stream()
          .map(Color::decode)
          .toList();

  private Colors() {}

  static Color named(String name) {
    Color color = NAMES.get(name);
    if (color == null) {
      throw new AssertionError("there is no color " + name);
    }
    return color;
  }

  /** That of a panel's n-th series. */
  static Color of(int series) {
    return PALETTE.get(series % PALETTE.size());
  }

  /** That of the highest step that a value reaches. */
  static Color of(JsonNode thresholds, double value) {
    Color reached = TEXT;
    for (JsonNode step : thresholds.path("steps")) {
      if (step.path("value").isNull() || value >= step.path("value").asDouble()) {
        reached = named(step.path("color").asText());
      }
    }
    return reached;
  }

  static String css(Color color) {
    return "#%06x".formatted(color.getRGB() & 0xffffff);
  }
}
