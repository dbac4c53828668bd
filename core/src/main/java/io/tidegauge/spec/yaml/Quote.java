package io.tidegauge.spec.yaml;

/** How a value of the input is shown in a message: in quotes, on one line, and not too long. */
public final class Quote {
  private static final int LONGEST = 60;

  private Quote() {}

  /** The text in double quotes, its control characters escaped, its end cut off where too long. */
  public static String of(String text) {
    return '"' + bare(text).replace("\"", "\\\"") + '"';
  }

  /** As {@link #of}, without the quotes. */
  static String bare(String text) {
    StringBuilder shown = new StringBuilder();
    int count = 0;
    for (int codePoint : text.codePoints().toArray()) {
      if (count++ == LONGEST) {
        return shown.append('…').toString();
      }
      append(shown, codePoint);
    }
    return shown.toString();
  }

  private static void append(StringBuilder shown, int codePoint) {
    if (codePoint == '\n') {
      shown.append("\\n");
    } else if (codePoint == '\t') {
      shown.append("\\t");
    } else if (isUnprintable(codePoint)) {
      shown.append(String.format("\\u%04x", codePoint));
    } else {
      shown.appendCodePoint(codePoint);
    }
  }

  /** Also the marks that turn the direction of writing, which could hide what a line says. */
  private static boolean isUnprintable(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
