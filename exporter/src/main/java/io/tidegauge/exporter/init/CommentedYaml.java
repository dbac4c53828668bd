package io.tidegauge.exporter.init;

import io.tidegauge.spec.yaml.Quote;

/** Lines of YAML, and comments that never end before their line does. */
final class CommentedYaml {
  private static final int COMMENT_FROM = 30;

  private final StringBuilder text = new StringBuilder();

  void blank() {
    text.append('\n');
  }

  void comment(String... lines) {
    for (String line : lines) {
      text.append("# ").append(line).append('\n');
    }
  }

  void line(String yaml) {
    text.append(yaml).append('\n');
  }

  /** A line with a comment behind it, unless that is empty. */
  void line(String yaml, String comment) {
    text.append(yaml);
    if (!comment.isEmpty()) {
      text.append(" ".repeat(Math.max(3, COMMENT_FROM - yaml.length())))
          .append("# ")
          .append(comment);
    }
    text.append('\n');
  }

  /** A name as comments show it: on one line, whatever is in it. */
  static String plain(String name) {
    String quoted = Quote.of(name);
    return quoted.equals('"' + name + '"') ? name : quoted;
  }

  String text() {
    return text.toString();
  }
}
