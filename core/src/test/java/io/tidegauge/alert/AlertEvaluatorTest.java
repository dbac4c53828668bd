package io.tidegauge.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Past;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.ReadingTable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AlertEvaluatorTest {
  private static final Past ABOVE = Condition.above(Alerts.SCORE, Limits.of(0.2));

  private static List<String> due(Condition condition, long minRows, Reading... readings) {
    return new AlertEvaluator(
            "m",
            List.of(Alerts.of(condition, Duration.ZERO, Duration.ZERO, minRows)),
            settings -> Alerts.WINDOW)
        .due(new ReadingTable(List.of(readings))).stream()
            .map(due -> due.labels() + " " + due.value())
            .toList();
  }

  private static Reading score(String feature, String window, double value) {
    return Alerts.reading(Alerts.SCORE, value, "m", "v1", window, feature);
  }

  @Test
  void aReadingPastItsLimitInTheAlertsWindow() {
    assertThat(
            due(
                ABOVE,
                0,
                score("age", "1h", 0.3),
                score("income", "1h", 0.2),
                score("income", "24h", 0.9)))
        .containsExactly("{feature=age, model=m, version=v1, window=1h} 0.3");
  }

  @Test
  void oneThatWouldKeepTheAlertFiringBeItNoiseOrNot() {
    AlertDefinition plain = Alerts.of(ABOVE.beyond(Alerts.NOISE));
    AlertDefinition clearing =
        new AlertDefinition(
            plain.name(),
            plain.summary(),
            plain.brief(),
            plain.description(),
            plain.condition(),
            plain.settings(),
            Optional.of(Limits.of(0.1)));
    List<Reading> readings =
        List.of(
            score("age", "1h", 0.3),
            Alerts.reading(Alerts.NOISE, 0.25, "m", "v1", "1h", "age"),
            score("income", "1h", 0.15),
            Alerts.reading(Alerts.NOISE, 0.25, "m", "v1", "1h", "income"),
            score("city", "1h", 0.1));

    assertThat(
            new AlertEvaluator("m", List.of(clearing), settings -> Alerts.WINDOW)
                .due(new ReadingTable(readings)))
        .map(due -> due.labels().get("feature") + " " + due.lingering())
        .containsExactly("age false", "income true");
  }

  @Test
  void oneThatIsAboveItsNoiseToo() {
    Condition beyond = ABOVE.beyond(Alerts.NOISE);
    assertThat(
            due(
                beyond,
                0,
                score("age", "1h", 0.3),
                Alerts.reading(Alerts.NOISE, 0.25, "m", "v1", "1h", "age"),
                score("income", "1h", 0.3),
                Alerts.reading(Alerts.NOISE, 0.3, "m", "v1", "1h", "income"),
                score("city", "1h", 0.3)))
        .containsExactly("{feature=age, model=m, version=v1, window=1h} 0.3");
  }

  @Test
  void inEnoughRows() {
    Condition onRows = ABOVE.onRows(Alerts.ROWS);
    Reading score = score("age", "1h", 0.3);
    assertThat(due(onRows, 100, score, Alerts.reading(Alerts.ROWS, 100, "m", "v1", "1h")))
        .hasSize(1);
    assertThat(due(onRows, 100, score, Alerts.reading(Alerts.ROWS, 99, "m", "v1", "1h"))).isEmpty();
    assertThat(due(onRows, 100, score, Alerts.reading(Alerts.ROWS, 900, "m", "v1", "24h")))
        .isEmpty();
    assertThat(due(onRows, 100, score)).isEmpty();
  }

  @Test
  void limitsOfFeatures() {
    SortedMap<String, Double> own = new TreeMap<>();
    own.put("age", 0.5);
    own.put("city", Limits.NEVER);
    Condition condition = Condition.above(Alerts.SCORE, new Limits(0.2, own));
    assertThat(
            due(
                condition,
                0,
                score("age", "1h", 0.4),
                score("city", "1h", 9),
                score("income", "1h", 0.3)))
        .containsExactly("{feature=income, model=m, version=v1, window=1h} 0.3");
  }

  @Test
  void versionsTogether() {
    Condition low = Condition.below(Alerts.SCORE, 0.5).summedOverVersions();
    Reading other = Alerts.reading(Alerts.SCORE, 0.2, "m", "v2", "1h", "age");
    assertThat(due(low, 0, score("age", "1h", 0.2), other))
        .containsExactly("{feature=age, model=m, window=1h} 0.4");
    assertThat(due(low, 0, score("age", "1h", 0.3), other)).isEmpty();
  }

  @Test
  void onlyOfThese() {
    Condition held = ABOVE.where("feature", List.of("age"));
    assertThat(due(held, 0, score("age", "1h", 0.3), score("city", "1h", 0.3))).hasSize(1);
  }

  @Test
  void notWhileSomethingElseExplainsIt() {
    Condition unless = ABOVE.unless(Alerts.UP, "database", "warehouse");
    Reading score = score("age", "1h", 0.3);
    assertThat(due(unless, 0, score, Alerts.reading(Alerts.UP, 0, "warehouse"))).isEmpty();
    assertThat(due(unless, 0, score, Alerts.reading(Alerts.UP, 0, "lake"))).hasSize(1);
    assertThat(due(unless, 0, score, Alerts.reading(Alerts.UP, 1, "warehouse"))).hasSize(1);
    assertThat(due(unless, 0, score)).hasSize(1);
  }

  @Test
  void absence() {
    Condition absent = Condition.absent(Alerts.SCORE);
    assertThat(due(absent, 0)).containsExactly("{model=m} 1.0");
    assertThat(due(absent, 0, score("age", "24h", 0))).isEmpty();
  }

  @Test
  void aMissedScrapeIsBridgedForFiveMinutes() {
    RecentReadings recent = new RecentReadings();
    recent.add(Alerts.START, List.of(score("age", "1h", 0.3)));
    assertThat(scoreAfter(recent, Alerts.START.plus(Duration.ofSeconds(299)))).isEqualTo(1);
    assertThat(scoreAfter(recent, Alerts.START.plus(Duration.ofMinutes(5)))).isZero();
  }

  private static int scoreAfter(RecentReadings recent, Instant time) {
    recent.add(time, List.of());
    return recent.table().of(Alerts.SCORE).size();
  }

  @Test
  void whatAReadingIsHeldAgainstWhetherItIsDueOrNot() {
    Condition.Past condition = ABOVE.beyond(Alerts.NOISE);
    AlertEvaluator evaluator =
        new AlertEvaluator("m", List.of(Alerts.of(condition)), settings -> Alerts.WINDOW);
    List<Judgement> judged =
        evaluator.judge(
            Alerts.of(condition),
            new ReadingTable(
                List.of(
                    score("age", "1h", 0.3),
                    Alerts.reading(Alerts.NOISE, 0.35, "m", "v1", "1h", "age"),
                    score("city", "1h", 0.1),
                    score("city", "24h", 0.9))));

    assertThat(judged)
        .map(one -> one.labels().get("feature") + " " + one.pastLimit() + " " + one.beyondNoise())
        .containsExactly("age true false", "city false false");
    assertThat(judged).map(Judgement::noise).first().isEqualTo(OptionalDouble.of(0.35));
    assertThat(judged).map(Judgement::isDue).containsOnly(false);
  }
}
