package io.tidegauge.rulegen.rules;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;

/** The annotations of a rule, in the order in which they are written. */
final class Annotations {
  private Annotations() {}

  static Map<String, String> of(String summary, String description) {
    return of(summary, description, Collections.emptySortedMap());
  }

  /**
   * With some that lead to more.
   *
   * @param links by name
   */
  static Map<String, String> of(
      String summary, String description, SortedMap<String, String> links) {
    Map<String, String> annotations = new LinkedHashMap<>();
    annotations.put("summary", summary);
    annotations.put("description", description);
    annotations.putAll(links);
    return annotations;
  }
}
