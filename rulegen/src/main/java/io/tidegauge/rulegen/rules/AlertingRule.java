package io.tidegauge.rulegen.rules;

import io.tidegauge.spec.Alert.Severity;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** A rule that tells people something, on a page of its own: every one but the watchdog's. */
public sealed interface AlertingRule extends Rule permits AlertRule, QueryRule {

  /** Who is told. */
  Severity severity();

  /** The labels of the series by which alerts of the rule are told apart. */
  List<String> seriesLabels();

  /** Every label that its alerts have, but for those of the target that is scraped. */
  default SortedSet<String> alertLabels() {
    SortedSet<String> names = new TreeSet<>(seriesLabels());
    names.addAll(labels().keySet());
    return names;
  }
}
