package io.tidegauge.rulegen.runbook;

import java.util.regex.Pattern;

/** Pieces of Markdown that mean the text that they are given, whatever is in it. */
final class Markdown {
  private static final Pattern SPECIAL = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~&]");
  private static final Pattern SPACE = Pattern.compile("\\s+");

  private Markdown() {}

  /** Text as it is, in one line. */
  static String text(String text) {
    return SPECIAL.matcher(SPACE.matcher(text.strip()).replaceAll(" ")).replaceAll("\\\\$0");
  }

  /** A name or a command within a line. */
  static String code(String text) {
    String line = SPACE.matcher(text).replaceAll(" ");
    return line.contains("`") ? "``` " + line + " ```" : "`" + line + "`";
  }

  /** Lines of code. */
  static String block(String language, String lines) {
    return "```" + language + "\n" + lines.strip() + "\n```\n";
  }

  /** A comment, which nobody sees who reads the page. */
  static String comment(String text) {
    return "<!-- " + text.replace("-->", "--&gt;") + " -->\n";
  }
}
