package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.alert.Firing;
import io.tidegauge.exporter.backtest.Backtest;
import io.tidegauge.exporter.backtest.Past;
import io.tidegauge.exporter.backtest.PastModel;
import io.tidegauge.exporter.command.Site.Ran;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log of twelve hours on PostgreSQL, in which an unknown merchant comes for two of them. */
class BacktestCommandTest {
  private static final Duration EVERY = Duration.ofSeconds(10);
  private static final String FROM = "--from=2026-03-01T02:00:00Z";
  private static final String TO = "--to=2026-03-01T12:00:00Z";

  private Site site;

  @BeforeEach
  void plantAFault(@TempDir Path folder) {
    site = new Site(folder);
    site.log("log");
    site.insert("log", 12 * 360, Site.NOW.minus(Duration.ofHours(12)), EVERY);
    site.model("credit", Site.CREDIT);
    site.profile("v1");
    site.execute(
        "UPDATE log SET merchant = 'zzz' WHERE at >= '2026-03-01T06:00:00Z'"
            + " AND at < '2026-03-01T08:00:00Z'");
  }

  @AfterEach
  void close() {
    site.close();
  }

  private Ran backtest(String... more) {
    String[] arguments = {
      "backtest", FROM, TO, "--step=10m", "--jobs=2", "--state=" + site.file("state")
    };
    return site.run(concat(arguments, more));
  }

  private static String[] concat(String[] some, String... more) {
    String[] all = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, all, some.length, more.length);
    return all;
  }

  /** It is waited for ten minutes; the window is not rid of it for an hour. */
  @Test
  void theFaultIsToldAndNothingElse() {
    Ran ran = backtest("--format=lines");
    assertThat(ran.status()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .contains(
            "2026-03-01T06:20:00Z 2026-03-01T09:20:00Z {alertname=\"MLModelUnseenCategory\","
                + " feature=\"merchant\", version=\"v1\", window=\"1h\"}")
        .allMatch(line -> line.contains("feature=\"merchant\""));
    assertThat(site.file("state")).doesNotExist();
  }

  @Test
  void incidentsAreHeldAgainstIt() {
    Path known =
        site.write(
            "incidents.yaml",
            """
            - from: 2026-03-01T06:00:00Z
              to: 2026-03-01T08:00:00Z
              why: an unknown merchant
              alerts: [MLModelUnseenCategory]
            """);
    Ran ran = backtest("--incidents=" + known);
    assertThat(ran.out())
        .contains("incidents: 1 of 1 detected, 0 missed; 0 firings false")
        .containsPattern("an unknown merchant +2026-03-01T06:00:00Z +detected +20 min");
    assertThat(ran.status()).isZero();

    site.write(
        "incidents.yaml",
        "- {from: 2026-03-01T03:00:00Z, to: 2026-03-01T04:00:00Z, why: nothing in the log}\n");
    Ran missed = backtest("--incidents=" + known);
    assertThat(missed.out())
        .contains("incidents: 0 of 1 detected, 1 missed")
        .contains("false, begun at no time of any incident:\n  2026-03-01T06:20:00Z");
    assertThat(missed.status()).isEqualTo(1);
  }

  @Test
  void programsReadIt() {
    Ran ran = backtest("--format=json");
    assertThat(ran.out())
        .contains("\"model\" : \"credit\"", "\"alert\" : \"MLModelUnseenCategory\"")
        .contains("\"from\" : \"2026-03-01T06:20:00Z\"", "\"seconds\" : 10800");
  }

  private Backtest run(Path state, LongConsumer progress) throws IOException, InterruptedException {
    Configuration configuration = Configuration.load(site.file("tidegauge.yaml"));
    Configuration.Model model = configuration.models().get(0);
    Past past =
        new Past(
            configuration.databases(),
            List.of(PastModel.of(model.spec(), model.folder())),
            Instant.parse("2026-03-01T02:00:00Z"),
            Instant.parse("2026-03-01T12:00:00Z"),
            Duration.ofMinutes(1),
            true);
    return Backtest.run(past, new Backtest.Options(state, 1, Collections.emptyMap(), progress));
  }

  private static String series(Backtest backtest) throws IOException {
    StringWriter text = new StringWriter();
    backtest.writeSeries(text);
    return text.toString();
  }

  /** Ten hours by the minute are two parts; the run is interrupted in the second. */
  @Test
  void anInterruptedRunGoesOnAndSaysTheSame(@TempDir Path states)
      throws IOException, InterruptedException {
    Path state = states.resolve("interrupted");
    assertThatThrownBy(
            () ->
                run(
                    state,
                    done -> {
                      if (done == 400) {
                        throw new IllegalStateException("interrupted");
                      }
                    }))
        .hasMessage("interrupted");
    AtomicLong first = new AtomicLong(-1);
    Backtest resumed = run(state, done -> first.compareAndSet(-1, done));
    assertThat(first).hasValue(336);

    Backtest whole = run(states.resolve("whole"), done -> {});
    assertThat(resumed.firings()).isEqualTo(whole.firings());
    assertThat(resumed.firings().get(0)).extracting(Firing::name).isNotEmpty();
    assertThat(series(resumed)).isEqualTo(series(whole));
    countersGoOn(series(whole));
  }

  /** Six rows come in each minute, also in the one in which the second part begins. */
  private static void countersGoOn(String series) {
    List<Double> predictions =
        series
            .lines()
            .filter(line -> line.startsWith("ml_predictions_total{"))
            .map(line -> Double.parseDouble(line.split(" ", 3)[1]))
            .toList();
    assertThat(predictions).hasSize(601);
    for (int i = 1; i < predictions.size(); i++) {
      assertThat(predictions.get(i) - predictions.get(i - 1)).isEqualTo(6);
    }
  }

  @Test
  void theHistoryIsWholeAndHasTheLabelsOfAScrape() throws IOException {
    Path file = site.file("history.om");
    Ran ran = backtest("--openmetrics=" + file, "--label=instance=127.0.0.1:10049");
    assertThat(ran.status()).isZero();
    String text = Files.readString(file);
    assertThat(text)
        .contains(
            "# TYPE ml_predictions counter\n", "# TYPE ml_prediction_duration_seconds histogram")
        .contains("# TYPE ml_model info\n")
        .contains(
            "ml_window_rows{instance=\"127.0.0.1:10049\",job=\"tidegauge\",model=\"credit\","
                + "slice=\"all\",version=\"v1\",window=\"1h\"} 360.0 1772330400\n")
        .endsWith("# EOF\n");
    List<String> types = text.lines().filter(line -> line.startsWith("# TYPE")).toList();
    assertThat(types).doesNotHaveDuplicates().hasSizeGreaterThan(30);
  }

  /** At six o'clock the labels come to the predictions from three to four. */
  @Test
  void labelsThatHadNotComeAreNotKnown() throws IOException {
    site.execute(
        "CREATE TABLE outcomes AS SELECT id AS request, 'no' AS outcome,"
            + " CASE WHEN at >= '2026-03-01T03:00:00Z' AND at < '2026-03-01T04:00:00Z'"
            + " THEN TIMESTAMPTZ '2026-03-01T06:00:00Z' ELSE at + INTERVAL '1 minute' END AS came"
            + " FROM log");
    site.model(
        "credit",
        Site.CREDIT.replace("windows: [1h]", "windows: [6h]")
            + "labels: {table: outcomes, id: request, value: outcome, time: came,"
            + " mature_after: 10m}\n");
    Path file = site.file("history.om");
    Ran ran =
        site.run(
            "backtest",
            "--from=2026-03-01T05:50:00Z",
            "--to=2026-03-01T06:10:00Z",
            "--step=20m",
            "--state=" + site.file("state"),
            "--openmetrics=" + file);
    assertThat(ran.status()).as(ran.err()).isZero();
    String cell = "instance=\"backtest\",job=\"tidegauge\",model=\"credit\",slice=\"all\",";
    assertThat(Files.readString(file))
        .contains(
            "ml_cohort_rows{" + cell + "version=\"v1\",window=\"6h\"} 2040.0 1772344200\n",
            "ml_cohort_rows{" + cell + "version=\"v1\",window=\"6h\"} 2160.0 1772345400\n",
            "ml_labelled_rows{" + cell + "version=\"v1\",window=\"6h\"} 1680.0 1772344200\n",
            "ml_labelled_rows{" + cell + "version=\"v1\",window=\"6h\"} 2160.0 1772345400\n");
  }

  @Test
  void whatIsWrongIsToldBeforeAnythingIsRead() {
    Ran backwards = site.run("backtest", FROM, "--to=2026-03-01T01:00:00Z");
    assertThat(backwards.status()).isEqualTo(2);
    assertThat(backwards.err()).contains("--from must be earlier than --to");
    Ran other = backtest("--model=other");
    assertThat(other.status()).isEqualTo(2);
    assertThat(other.err()).contains("--model must be one of [credit]");
    Path broken = site.write("incidents.yaml", "- {from: 2026-03-01, why: no end}\n");
    Ran incidents = backtest("--incidents=" + broken);
    assertThat(incidents.status()).isEqualTo(2);
    assertThat(incidents.err()).contains("incidents.yaml:1:3: [0].to: is missing");
  }

  @Test
  void aDatabaseThatDoesNotAnswerIsNoSilence() {
    site.execute("ALTER TABLE log RENAME TO gone");
    Ran ran = backtest();
    assertThat(ran.status()).isEqualTo(1);
    assertThat(ran.err()).contains("backtest: at 2026-03-01T01:50:00Z: model credit: ");
  }
}
