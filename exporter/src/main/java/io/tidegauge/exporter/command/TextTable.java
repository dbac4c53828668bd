package io.tidegauge.exporter.command;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tables of text, for people. */
final class TextTable {
  private TextTable() {}

  /**
   * Prints a table, indented by two.
   *
   * @param rows the head among them
   * @param right columns from here on are aligned to their right ends
   */
  static void print(PrintWriter out, List<List<String>> rows, int right) {
    int columns = rows.get(0).size();
    List<Integer> widths = new ArrayList<>(Collections.nCopies(columns, 0));
    for (List<String> row : rows) {
      for (int i = 0; i < columns; i++) {
        widths.set(i, Math.max(widths.get(i), row.get(i).length()));
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int i = 0; i < columns; i++) {
        String gap = " ".repeat(widths.get(i) - row.get(i).length());
        line.append("  ");
        line.append(i < right ? row.get(i) + gap : gap + row.get(i));
      }
      out.println(line.toString().stripTrailing());
    }
  }
}
