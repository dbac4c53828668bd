package io.tidegauge.exporter.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What alerts would have said: promtool evaluates rules over the scrapes of a replay.
 *
 * <p>Scrapes and evaluations are an hour apart. So an alert fires at its second evaluation at the
 * earliest, however short its {@code for}, and with a {@code keep_firing_for} of 15 minutes it ends
 * an hour after its condition.
 *
 * @param found the times for which alerts fire
 * @param result what promtool says of the alerts that were expected
 */
record FiredAlerts(List<AlertInterval> found, Promtool.Result result) {
  /** Without the labels that are the same for all alerts of the model; a slice if it is one. */
  private static final String FIRING =
      "count without (alertstate, job, model, owner, severity)"
          + " (label_replace(ALERTS{alertstate=\"firing\"}, \"slice\", \"\", \"slice\", \"all\"))";

  /** What promtool says of an hour at which other alerts fire: the comment tells it the hour. */
  private static final Pattern FAILURE =
      Pattern.compile("# (\\S+)\", time: \\S+,\\s+exp: .*\\s+got: (.*)");

  private static final Pattern ALERT = Pattern.compile("\\{.*?}");

  /**
   * Evaluates rules.
   *
   * @param hours when scrapes were made
   * @param series their values by hour, by name and labels as scrapes have them
   * @param expected the alerts that promtool is told to expect
   * @param folder takes promtool's files
   */
  static FiredAlerts of(
      Promtool promtool,
      Path rules,
      List<Instant> hours,
      SortedMap<String, SortedMap<Instant, Double>> series,
      List<AlertInterval> expected,
      Path folder)
      throws IOException, InterruptedException {
    SortedMap<Instant, SortedSet<String>> firing = byHour(hours, expected);
    Files.copy(rules, folder.resolve("replay.rules.yml"));
    Path tests = folder.resolve("replay.test.yml");
    Files.writeString(tests, unitTest("replay.rules.yml", series, firing));
    Promtool.Result result = promtool.test(tests);
    Matcher failure = FAILURE.matcher(result.text());
    while (failure.find()) {
      firing.put(
          Instant.parse(failure.group(1)),
          ALERT
              .matcher(failure.group(2))
              .results()
              .map(alert -> alert.group())
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return new FiredAlerts(AlertInterval.of(firing), result);
  }

  private static SortedMap<Instant, SortedSet<String>> byHour(
      List<Instant> hours, List<AlertInterval> intervals) {
    SortedMap<Instant, SortedSet<String>> firing = new TreeMap<>();
    for (Instant hour : hours) {
      firing.put(
          hour,
          intervals.stream()
              .filter(interval -> interval.fires(hour))
              .map(AlertInterval::alert)
              .collect(Collectors.toCollection(TreeSet::new)));
    }
    return firing;
  }

  /** A unit test for promtool, whose time is counted from the first hour. */
  private static String unitTest(
      String rules,
      SortedMap<String, SortedMap<Instant, Double>> series,
      SortedMap<Instant, SortedSet<String>> firing) {
    List<Instant> hours = List.copyOf(firing.keySet());
    StringBuilder text = new StringBuilder();
    text.append("rule_files: [%s]\n".formatted(rules))
        .append("evaluation_interval: 1h\n")
        .append("tests:\n- interval: 1h\n  input_series:\n");
    series.forEach(
        (name, values) ->
            text.append(
                "  - {series: '%s, job=\"tidegauge\", instance=\"replay\"}', values: '%s'}\n"
                    .formatted(
                        name.substring(0, name.length() - 1).replace("'", "''"),
                        values(hours, values))));
    text.append("  promql_expr_test:\n");
    int passed = 0;
    for (Map.Entry<Instant, SortedSet<String>> hour : firing.entrySet()) {
      text.append(
          "  - {expr: '%s # %s', eval_time: %dh, exp_samples: [%s]}\n"
              .formatted(
                  FIRING,
                  hour.getKey(),
                  passed++,
                  hour.getValue().stream()
                      .map(alert -> "{labels: '" + alert + "', value: 1}")
                      .collect(Collectors.joining(", "))));
    }
    return text.toString();
  }

  /** In promtool's notation: 5x2 is 5, and 5 twice more; _x2 is nothing twice. */
  private static String values(List<Instant> hours, SortedMap<Instant, Double> values) {
    StringBuilder text = new StringBuilder();
    int first = 0;
    while (first < hours.size()) {
      Double value = values.get(hours.get(first));
      int end = first + 1;
      while (end < hours.size() && Objects.equals(value, values.get(hours.get(end)))) {
        end++;
      }
      int more = value == null ? end - first : end - first - 1;
      text.append(value == null ? "_" : value);
      text.append(more == 0 ? " " : "x" + more + " ");
      first = end;
    }
    return text.toString();
  }
}
