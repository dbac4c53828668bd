package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the alerts would have said in 2008: promtool evaluates the committed rules over the scrapes
 * of the replay, and at every hour exactly those alerts fire that {@code bank-alerts.txt} pins.
 *
 * <p>Scrapes and evaluations are an hour apart. So an alert fires at its second evaluation at the
 * earliest, however short its {@code for}, and with a {@code keep_firing_for} of 15 minutes it ends
 * an hour after its condition.
 */
class BankAlertsTest {
  /** Without the labels that are the same for all alerts of the model. */
  private static final String FIRING =
      "count without (alertstate, job, model, owner, severity, slice)"
          + " (ALERTS{alertstate=\"firing\"})";

  /** What promtool says of an hour at which other alerts fire: the comment tells it the hour. */
  private static final Pattern FAILURE =
      Pattern.compile("# (\\S+)\", time: \\S+,\\s+exp: .*\\s+got: (.*)");

  private static final Pattern ALERT = Pattern.compile("\\{.*?}");

  private static final Instant SEPTEMBER = Instant.parse("2008-09-01T00:00:00Z");

  private static BankReplay replay;
  private static Promtool.Result result;
  private static List<AlertInterval> pinned;
  private static List<AlertInterval> found;

  @BeforeAll
  static void evaluate(@TempDir Path folder) throws IOException, InterruptedException {
    Promtool promtool = Promtool.find();
    replay = BankReplay.get();
    pinned = pinned();
    SortedMap<Instant, SortedSet<String>> firing = byHour(pinned);
    Files.copy(BankReplay.RULES, folder.resolve("bank.rules.yml"));
    Path tests = folder.resolve("bank.test.yml");
    Files.writeString(tests, unitTest("bank.rules.yml", replay.series(), firing));
    result = promtool.test(tests);
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
    found = AlertInterval.of(firing);
  }

  private static List<AlertInterval> pinned() throws IOException {
    try (InputStream lines = BankAlertsTest.class.getResourceAsStream("bank-alerts.txt")) {
      return new String(Objects.requireNonNull(lines).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .map(AlertInterval::parse)
          .toList();
    }
  }

  private static SortedMap<Instant, SortedSet<String>> byHour(List<AlertInterval> intervals) {
    SortedMap<Instant, SortedSet<String>> firing = new TreeMap<>();
    for (Instant hour : BankReplay.HOURS) {
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
    StringBuilder text = new StringBuilder();
    text.append("rule_files: [%s]\n".formatted(rules))
        .append("evaluation_interval: 1h\n")
        .append("tests:\n- interval: 1h\n  input_series:\n");
    series.forEach(
        (name, values) ->
            text.append(
                "  - {series: '%s, job=\"tidegauge\", instance=\"bank\"}', values: '%s'}\n"
                    .formatted(
                        name.substring(0, name.length() - 1).replace("'", "''"), values(values))));
    text.append("  promql_expr_test:\n");
    int hours = 0;
    for (Map.Entry<Instant, SortedSet<String>> hour : firing.entrySet()) {
      text.append(
          "  - {expr: '%s # %s', eval_time: %dh, exp_samples: [%s]}\n"
              .formatted(
                  FIRING,
                  hour.getKey(),
                  hours++,
                  hour.getValue().stream()
                      .map(alert -> "{labels: '" + alert + "', value: 1}")
                      .collect(Collectors.joining(", "))));
    }
    return text.toString();
  }

  /** In promtool's notation: 5x2 is 5, and 5 twice more; _x2 is nothing twice. */
  private static String values(SortedMap<Instant, Double> values) {
    StringBuilder text = new StringBuilder();
    int first = 0;
    while (first < BankReplay.HOURS.size()) {
      Double value = values.get(BankReplay.HOURS.get(first));
      int end = first + 1;
      while (end < BankReplay.HOURS.size()
          && Objects.equals(value, values.get(BankReplay.HOURS.get(end)))) {
        end++;
      }
      int more = value == null ? end - first : end - first - 1;
      text.append(value == null ? "_" : value);
      text.append(more == 0 ? " " : "x" + more + " ");
      first = end;
    }
    return text.toString();
  }

  @Test
  void everyHourHasTheAlertsThatArePinned() {
    assertThat(BankReplay.HOURS).hasSize(181 * 24 + 1);
    assertThat(found).containsExactlyElementsOf(pinned);
    assertThat(result.passed()).as("%.2000s", result.text()).isTrue();
  }

  /**
   * Else a rule would be silent for want of what it reads. Of columns only those that are broken
   * have a series.
   */
  @Test
  void everythingThatTheRulesReadIsScraped() throws IOException {
    assertThat(BankReplay.RULES).content().contains("window=\"7d\"").doesNotContain("\"30d\"");
    assertThat(replay.series().keySet())
        .extracting(series -> series.substring(0, series.indexOf('{')))
        .containsAll(
            BankReplay.metrics().stream()
                .filter(metric -> !metric.equals("ml_schema_column_broken"))
                .toList());
  }

  /** It comes in the afternoon; at 17:00 it is in 9 of the 277 rows of seven days. */
  @Test
  void theUnseenContactIsToldOnTheFourthOfJuly() {
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelUnseenCategory", "feature", "contact"))
        .first()
        .returns(Instant.parse("2008-07-04T18:00:00Z"), AlertInterval::from);
  }

  /** The last row is of Friday, 29 August; Monday and Tuesday are two days of expected hours. */
  @Test
  void theSilenceIsToldOnce() {
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelSilent"))
        .filteredOn(
            alert ->
                alert.overlaps(
                    Instant.parse("2008-08-29T00:00:00Z"), Instant.parse("2008-10-18T00:00:00Z")))
        .singleElement()
        .returns(Instant.parse("2008-09-02T19:00:00Z"), AlertInterval::from)
        .returns(Instant.parse("2008-10-17T11:00:00Z"), AlertInterval::to);
  }

  @Test
  void jobAndEducationDriftInAugust() {
    assertThat(found)
        .filteredOn(
            alert ->
                alert.is("MLModelFeatureDrift", "feature", "job")
                    || alert.is("MLModelFeatureDrift", "feature", "education"))
        .filteredOn(alert -> alert.overlaps(Instant.MIN, SEPTEMBER))
        .extracting(AlertInterval::from)
        .containsExactly(
            Instant.parse("2008-08-05T21:00:00Z"), Instant.parse("2008-08-06T18:00:00Z"));
  }

  @Test
  void predictionsDoNotDriftBeforeSeptember() {
    assertThat(
            replay.ofFirstVersion("ml_prediction_drift_psi", "output=\"score\"").headMap(SEPTEMBER))
        .hasSizeGreaterThan(2000);
    assertThat(found)
        .filteredOn(alert -> alert.is("MLModelPredictionDrift", "window", "7d"))
        .noneMatch(alert -> alert.overlaps(Instant.MIN, SEPTEMBER));
  }
}
