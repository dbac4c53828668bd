package io.tidegauge.exporter.page;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Writes HTML. Whatever is text or the value of an attribute is escaped, and elements end in the
 * order in which they began; names of elements and attributes are the caller's own words.
 */
final class Markup {
  private final StringBuilder out = new StringBuilder(64 * 1024);
  private final Deque<String> open = new ArrayDeque<>();

  /** A document with its doctype. */
  static Markup document() {
    Markup markup = new Markup();
    markup.out.append("<!DOCTYPE html>\n");
    return markup;
  }

  /**
   * Begins an element.
   *
   * @param attributes names and values in turn
   */
  Markup open(String element, String... attributes) {
    tag(element, attributes);
    open.push(element);
    return this;
  }

  /** Ends the element that was begun last. */
  Markup close() {
    out.append("</").append(open.pop()).append('>');
    return this;
  }

  /** An element with nothing but text in it. */
  Markup leaf(String element, String text, String... attributes) {
    return open(element, attributes).text(text).close();
  }

  /** An element that has neither content nor an end tag. */
  Markup single(String element, String... attributes) {
    tag(element, attributes);
    return this;
  }

  /** Text, escaped. */
  Markup text(String text) {
    escape(text);
    return this;
  }

  /** The page's own style sheet, which is no user's text. */
  Markup style(String css) {
    if (css.contains("</")) {
      throw new IllegalArgumentException("a style sheet must not end its element");
    }
    out.append("<style>").append(css).append("</style>");
    return this;
  }

  /** A line break in the source, for readers of it. */
  Markup line() {
    out.append('\n');
    return this;
  }

  private void tag(String element, String... attributes) {
    if (attributes.length % 2 != 0) {
      throw new IllegalArgumentException("attributes are names and values in turn");
    }
    out.append('<').append(element);
    for (int i = 0; i < attributes.length; i += 2) {
      out.append(' ').append(attributes[i]).append("=\"");
      escape(attributes[i + 1]);
      out.append('"');
    }
    out.append('>');
  }

  private void escape(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        case '"' -> out.append("&quot;");
        case '\'' -> out.append("&#39;");
        default -> out.append(allowed(text, i) ? c : '\uFFFD');
      }
    }
  }

  /** HTML has no place for controls, nor for halves of a surrogate pair. */
  private static boolean allowed(String text, int index) {
    char c = text.charAt(index);
    if (Character.isHighSurrogate(c)) {
      return index + 1 < text.length() && Character.isLowSurrogate(text.charAt(index + 1));
    }
    if (Character.isLowSurrogate(c)) {
      return index > 0 && Character.isHighSurrogate(text.charAt(index - 1));
    }
    return c == '\n' || c == '\t' || (c >= ' ' && !(c >= 0x7f && c < 0xa0) && c < 0xfffe);
  }

  /** The whole document. */
  String finish() {
    if (!open.isEmpty()) {
      throw new IllegalStateException("elements are not ended: " + open);
    }
    return out.toString();
  }
}
