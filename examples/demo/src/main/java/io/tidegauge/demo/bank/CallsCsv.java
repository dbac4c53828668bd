package io.tidegauge.demo.bank;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the archive's CSV: fields parted by semicolons, texts in quotes, none of which holds a
 * semicolon or a quote. All is read as text: a reader that guesses types makes booleans of the
 * columns of yes and no.
 */
final class CallsCsv {
  private CallsCsv() {}

  /** The calls, in the order of the file. */
  static List<Call> read(Path csv) throws IOException {
    List<String> lines = Files.readAllLines(csv, StandardCharsets.US_ASCII);
    List<String> header = fields(lines.get(0));
    List<Call> calls = new ArrayList<>(lines.size());
    for (String line : lines.subList(1, lines.size())) {
      List<String> fields = fields(line);
      if (fields.size() != header.size()) {
        throw new IOException(csv + " has a line of " + fields.size() + " fields: " + line);
      }
      Map<String, String> columns = new HashMap<>();
      for (int i = 0; i < fields.size(); i++) {
        columns.put(header.get(i), fields.get(i));
      }
      calls.add(new Call(columns));
    }
    return calls;
  }

  private static List<String> fields(String line) {
    List<String> fields = new ArrayList<>();
    for (String field : line.replace("\"", "").split(";", -1)) {
      fields.add(field.strip());
    }
    return fields;
  }
}
