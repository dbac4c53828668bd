package io.tidegauge.rulegen.rules;

import java.time.Duration;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** An alerting rule as files hold it. */
public interface Rule {

  /** The alert's name. */
  String name();

  /** PromQL. */
  String expression();

  /** How long the expression must hold before the alert fires ({@code for}). */
  Duration pending();

  /** How long the alert fires on after that. */
  Duration keepFiringFor();

  /** The labels that the rule adds, as they come out. */
  SortedMap<String, String> labels();

  /** The same as templates. */
  default SortedMap<String, String> labelTemplates() {
    SortedMap<String, String> templates = new TreeMap<>(labels());
    templates.replaceAll((name, value) -> GoTemplate.of(value));
    return templates;
  }

  /** The annotations, as templates, in the order in which they are written. */
  Map<String, String> annotations();
}
