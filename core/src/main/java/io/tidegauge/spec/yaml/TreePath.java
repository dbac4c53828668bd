package io.tidegauge.spec.yaml;

import java.util.regex.Pattern;

/**
 * The way from a document's root to a value: {@code features.amount.range[1]}; empty at the root.
 */
public record TreePath(String text) {
  /** The document itself. */
  public static final TreePath ROOT = new TreePath("");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_-]+");

  /** The path of a key's value. */
  public TreePath key(String key) {
    String step = PLAIN.matcher(key).matches() ? key : Quote.of(key);
    return new TreePath(text.isEmpty() ? step : text + "." + step);
  }

  /** The path of a list's item, the first being 0. */
  public TreePath item(int index) {
    return new TreePath(text + "[" + index + "]");
  }
}
