package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.PopulationStability;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Windows that are compared with earlier ones rather than with the profile. */
class EarlierWindowTest {
  private static final String[] MERCHANT = {
    "model", "credit", "version", "v1", "feature", "merchant", "window", "1h", "slice", "all"
  };
  private static final String[] WEB = {
    "model",
    "credit",
    "version",
    "v1",
    "feature",
    "merchant",
    "window",
    "1h",
    "slice",
    "channel=web"
  };

  @TempDir private Path folder;
  private Site site;

  /** The profile has merchants a, b and c alike. */
  @BeforeEach
  void make() {
    site = new Site(folder);
    site.log("log");
    site.insert("log", 2000, Site.NOW.minus(Duration.ofDays(1)), Duration.ofSeconds(30));
    site.model("credit", Site.CREDIT);
    site.profile("v1");
    site.background("{every: 1s}");
  }

  @AfterEach
  void end() {
    site.close();
  }

  /** So many rows of a and b, evenly over the half hour from then on, every other by web. */
  private void rows(int ofA, int ofB, Duration ago) {
    site.execute(
        ("INSERT INTO log (at, version, channel, score, decision, latency_ms, amount, merchant)"
                + " SELECT TIMESTAMPTZ '%s' + i * INTERVAL '1 second', 'v1',"
                + " CASE WHEN i %% 2 = 0 THEN 'web' ELSE 'shop' END, 0.5, 'yes', 20, i %% 100,"
                + " CASE WHEN i < %d THEN 'a' ELSE 'b' END FROM generate_series(0, %d - 1) AS g(i)")
            .formatted(Site.NOW.minus(ago), ofA, ofA + ofB));
  }

  private void compareWith(String reference) {
    site.model("credit", Site.CREDIT + "drift: {reference: " + reference + "}\n");
    site.execute(
        "DELETE FROM log WHERE at >= TIMESTAMPTZ '" + Site.NOW.minus(Duration.ofHours(3)) + "'");
  }

  /** Of merchants a, b, c and unseen ones. */
  private static double psi(long earlierA, long earlierB, long a, long b) {
    return PopulationStability.between(
            Distribution.of(earlierA, earlierB, 0, 0), Distribution.of(a, b, 0, 0))
        .asOptional()
        .orElseThrow();
  }

  @Test
  void theWindowBeforeSaysWhatChangedJustNow() {
    compareWith("previous_window");
    rows(600, 200, Duration.ofMinutes(110));
    rows(400, 400, Duration.ofMinutes(50));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_drift_psi", MERCHANT))
        .isCloseTo(psi(600, 200, 400, 400), within(1e-9));
    assertThat(scrape.value("ml_feature_drift_psi", WEB))
        .isCloseTo(psi(300, 100, 200, 200), within(1e-9));
    assertThat(scrape.value("ml_feature_drift_psi", MERCHANT))
        .isGreaterThan(scrape.value("ml_feature_drift_noise_psi", MERCHANT));
    assertThat(scrape.value("ml_exporter_counts_bytes", "model", "credit"))
        .isLessThan(scrape.value("ml_exporter_counts_bound_bytes", "model", "credit"));

    // An hour later the window is empty of rows, and the one before it is this one.
    site.pass(Duration.ofHours(1));
    site.execute(
        "INSERT INTO log (at, version, channel, score, decision, latency_ms, amount, merchant)"
            + " SELECT at + INTERVAL '1 hour', version, channel, score, decision, latency_ms, amount,"
            + " merchant FROM log WHERE at >= TIMESTAMPTZ '"
            + Site.NOW.minus(Duration.ofMinutes(50))
            + "'");
    assertThat(site.scrape().value("ml_feature_drift_psi", MERCHANT)).isCloseTo(0, within(1e-9));
  }

  /** Three hours before the window together, without the one in which all was wrong. */
  @Test
  void severalWindowsBeforeAreTheReferenceButForIncidents() {
    compareWith(
        "rolling, windows: 3, incidents: [{from: '%s', to: '%s', why: all was b}]"
            .formatted(
                Site.NOW.minus(Duration.ofMinutes(172)), Site.NOW.minus(Duration.ofMinutes(125))));
    site.execute(
        "DELETE FROM log WHERE at >= TIMESTAMPTZ '" + Site.NOW.minus(Duration.ofHours(5)) + "'");
    rows(600, 200, Duration.ofMinutes(230));
    rows(0, 800, Duration.ofMinutes(170));
    rows(500, 300, Duration.ofMinutes(110));
    rows(400, 400, Duration.ofMinutes(50));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_drift_psi", MERCHANT))
        .isCloseTo(psi(1100, 500, 400, 400), within(1e-9));
    assertThat(scrape.value("ml_feature_drift_psi", WEB))
        .isCloseTo(psi(550, 250, 200, 200), within(1e-9));
    assertThat(scrape.value("ml_traffic_change_ratio", "version", "v1", "window", "1h"))
        .as("rows an hour, of 180 minutes less 47 and the ends of buckets")
        .isCloseTo(800.0 / (1600 / (133 / 60.0)), within(0.06));
    assertThat(scrape.value("ml_exporter_counts_bytes", "model", "credit"))
        .isLessThan(scrape.value("ml_exporter_counts_bound_bytes", "model", "credit"));
  }

  @Test
  void trafficIsHeldAgainstThatOfLastWeek() {
    compareWith("last_week");
    rows(500, 300, Duration.ofDays(7).plusMinutes(50));
    rows(100, 100, Duration.ofMinutes(50));
    site.start();

    assertThat(site.scrape().value("ml_traffic_change_ratio", "version", "v1", "window", "1h"))
        .isEqualTo(0.25);
  }

  @Test
  void theWeekBeforeSaysWhatTheHourDoesNotExplain() {
    compareWith("last_week");
    rows(500, 300, Duration.ofDays(7).plusMinutes(50));
    rows(10, 790, Duration.ofMinutes(110));
    rows(500, 300, Duration.ofMinutes(50));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_drift_psi", MERCHANT)).isCloseTo(0, within(1e-9));
    assertThat(scrape.value("ml_feature_drift_noise_psi", MERCHANT)).isBetween(0.005, 0.1);
    assertThat(site.run("check").out()).contains("10s up to 1h, 5m up to 169h");
  }

  @Test
  void withoutRowsAWeekAgoThereIsNoScore() {
    compareWith("last_week");
    rows(500, 300, Duration.ofMinutes(50));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.all("ml_feature_drift_psi")).isEmpty();

    assertThat(
            scrape.value(
                "ml_exporter_absent_readings",
                "collector",
                "feature_drift",
                "reason",
                "no_reference"))
        .isPositive();
    assertThat(site.get("/").body())
        .contains("nothing is known of this column in the window that it is compared with");
  }
}
