package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.PanelDefinition.Kind;
import java.util.ArrayList;
import java.util.List;

/** Where panels stand: in lines from left to right, each as high as its highest panel. */
final class Grid {
  static final int WIDTH = 24;

  private static final int HEIGHT = 8;
  private static final int TILE_HEIGHT = 4;
  private int y;

  /** A place, in the grid's units. */
  record Place(int x, int y, int width, int height) {
    ObjectNode json() {
      return JsonNodeFactory.instance
          .objectNode()
          .put("h", height)
          .put("w", width)
          .put("x", x)
          .put("y", y);
    }
  }

  /** A line for a title. */
  Place title() {
    return new Place(0, y++, WIDTH, 1);
  }

  /**
   * Places for panels below all that have a place, in their order. No line ends before the edge.
   */
  List<Place> places(List<Kind> kinds) {
    List<Place> places = new ArrayList<>();
    int next = 0;
    while (next < kinds.size()) {
      int from = next;
      int used = 0;
      while (next < kinds.size() && used + width(kinds.get(next)) <= WIDTH) {
        used += width(kinds.get(next++));
      }
      placeLine(kinds.subList(from, next), WIDTH - used, places);
    }
    return places;
  }

  private void placeLine(List<Kind> line, int spare, List<Place> places) {
    int height = line.stream().allMatch(Kind.NUMBER::equals) ? TILE_HEIGHT : HEIGHT;
    int x = 0;
    for (int i = 0; i < line.size(); i++) {
      int width = width(line.get(i)) + (i == line.size() - 1 ? spare : 0);
      places.add(new Place(x, y, width, height));
      x += width;
    }
    y += height;
  }

  private static int width(Kind kind) {
    return kind == Kind.NUMBER ? WIDTH / 4 : WIDTH / 2;
  }
}
