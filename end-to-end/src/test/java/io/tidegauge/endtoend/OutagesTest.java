package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.WebhookReceiver.Notice;
import io.tidegauge.endtoend.WebhookReceiver.Notification;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What breaks is told once and by its name, with two replicas of the exporter. No rule waits, so
 * nothing is hidden.
 */
class OutagesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int REPLICAS = 2;

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder, REPLICAS);
  }

  @AfterAll
  static void stop() {
    if (installation != null) {
      installation.close();
    }
  }

  @BeforeEach
  void startHealthy() throws Exception {
    installation.heal();
  }

  @Test
  void aDatabaseThatDiesIsOneAlertAndNoStorm() throws Exception {
    Instant start = Instant.now();
    installation.database().kill();
    Notice notice = await(start, "MLExporterDatabaseDown", true);
    TimeUnit.SECONDS.sleep(30);

    assertFired(start, Map.of("alertname", "MLExporterDatabaseDown", "database", "warehouse"));
    assertThat(notice.labels()).containsEntry("severity", "critical");

    installation.database().startIfDead();
    await(start, "MLExporterDatabaseDown", false);
    installation.heal();
    assertFired(start, Map.of("alertname", "MLExporterDatabaseDown", "database", "warehouse"));
  }

  @Test
  void exportersThatDieAreOneAlertOfTheirModel() throws Exception {
    Instant start = Instant.now();
    installation.exporters().forEach(ExporterServer::kill);
    await(start, "MLModelNotWatched", true);
    TimeUnit.SECONDS.sleep(5);

    assertFired(
        start,
        Map.of(
            "alertname", "MLModelNotWatched",
            "model", "credit",
            "owner", "team-risk",
            "severity", "critical"));

    for (ExporterServer exporter : installation.exporters()) {
      exporter.startIfDead();
    }
    await(start, "MLModelNotWatched", false);
  }

  @Test
  void oneReplicaThatDiesIsNobodysTrouble() throws Exception {
    Instant start = Instant.now();
    installation.exporters().get(0).kill();
    TimeUnit.SECONDS.sleep(5);

    assertThat(installation.prometheus().query("up == 0")).hasSize(1);
    assertThat(installation.prometheus().firedSince(start)).isEmpty();

    installation.exporters().get(0).startIfDead();
  }

  @Test
  void twoReplicasAlertOnce() throws Exception {
    Instant start = Instant.now();
    installation.log().addUnseenMerchant();
    await(start, "MLModelUnseenCategory", true);
    TimeUnit.SECONDS.sleep(5);

    assertThat(installation.prometheus().query("ml_feature_unseen_ratio{slice=\"all\"} > 0"))
        .as("both replicas see it")
        .hasSize(REPLICAS);
    assertThat(installation.receiver().since(start))
        .flatExtracting(Notification::notices)
        .filteredOn(notice -> notice.alert().equals("MLModelUnseenCategory"))
        .hasSize(1);

    installation.log().heal();
    await(start, "MLModelUnseenCategory", false);
  }

  private static void assertFired(Instant start, Map<String, String> labels) {
    List<Map<String, String>> fired = installation.prometheus().firedSince(start);
    assertThat(fired).as("alerts that fired").hasSize(1);
    assertThat(fired.get(0)).containsAllEntriesOf(labels).doesNotContainKey("instance");
  }

  private static Notice await(Instant start, String alert, boolean firing) {
    return installation
        .receiver()
        .await(
            start, PATIENCE, notice -> notice.alert().equals(alert) && notice.firing() == firing);
  }
}
