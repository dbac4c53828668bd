package io.tidegauge.endtoend.dashboard;

import io.tidegauge.endtoend.PrometheusServer.Sample;
import io.tidegauge.endtoend.dashboard.Dashboard.Query;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An answer to a query.
 *
 * @param values in the order of time; where there was none, there is no entry
 */
record Series(Query query, Map<String, String> labels, List<Value> values) {
  private static final Pattern LABEL = Pattern.compile("\\{\\{\\s*(\\w+)\\s*}}");

  record Value(Instant time, double number) {}

  /** Those that samples belong to, which may be of several series. */
  static List<Series> of(Query query, List<Sample> samples) {
    Map<Map<String, String>, List<Value>> values = new LinkedHashMap<>();
    for (Sample sample : samples) {
      if (Double.isFinite(sample.value())) {
        values
            .computeIfAbsent(sample.labels(), labels -> new ArrayList<>())
            .add(new Value(sample.time(), sample.value()));
      }
    }
    List<Series> series = new ArrayList<>();
    values.forEach((labels, ofLabels) -> series.add(new Series(query, labels, ofLabels)));
    return series;
  }

  /** What the query's legend makes of the labels. */
  String name() {
    Matcher label = LABEL.matcher(query.legend());
    return label
        .replaceAll(found -> Matcher.quoteReplacement(labels.getOrDefault(found.group(1), "")))
        .replaceAll(" +", " ")
        .strip();
  }

  double newest() {
    return values.get(values.size() - 1).number();
  }
}
