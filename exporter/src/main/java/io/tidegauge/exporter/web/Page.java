package io.tidegauge.exporter.web;

import java.util.Map;

/** A page that is made anew for each request. */
@FunctionalInterface
public interface Page {
  /**
   * The page's bytes, in UTF-8.
   *
   * @param query the decoded parameters; of a repeated one the first value
   */
  byte[] render(String path, Map<String, String> query);

  /** What the bytes are. */
  default String contentType() {
    return "text/html; charset=utf-8";
  }
}
