package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.endtoend.WebhookReceiver.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is told of what, by the generated config, a real Prometheus and a real Alertmanager. */
class AlertRoutingTest {
  private static final String UNSEEN = "MLModelUnseenCategory";
  private static final String SCHEMA = "MLModelSchemaBroken";
  private static final String MISSING = "MLModelMissingValues";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  @TempDir static Path folder;
  private static Installation installation;

  @BeforeAll
  static void start() throws Exception {
    installation = Installation.start(folder, 1);
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
  void theWatchdogComes() {
    Notice notice = await(Instant.EPOCH, "heartbeat", "MLWatchdog");

    assertThat(notice.firing()).isTrue();
  }

  @Test
  void anAlertStartsATrainingAndIsToldToo() {
    Instant start = Instant.now();
    installation.log().addUnseenMerchant();

    Notice training = await(start, "training", UNSEEN);
    Notice told = await(start, "on-call", UNSEEN);

    assertThat(training.labels())
        .isEqualTo(told.labels())
        .containsEntry("model", "credit")
        .containsEntry("version", "v1")
        .containsEntry("retrain", "true");
    assertThat(told.annotations())
        .containsEntry(
            "runbook_url", "https://runbooks.example.com/credit/MLModelUnseenCategory.md");
  }

  @Test
  void aBrokenSchemaExplainsWhatItsValuesDo() {
    Instant start = Instant.now();
    installation.log().narrowAmounts();
    try {
      await(start, "inbox", SCHEMA);
      installation.log().addUnseenMerchant();

      Awaitility.await()
          .atMost(PATIENCE)
          .untilAsserted(
              () -> assertThat(installation.alertmanager().inhibited()).contains(UNSEEN));
      assertThat(installation.prometheus().query("ALERTS{alertname=\"" + UNSEEN + "\"}"))
          .as("it fires all the same")
          .hasSize(1);
      assertThat(installation.receiver().since(start))
          .noneMatch(
              notification ->
                  notification.notices().stream()
                      .anyMatch(notice -> notice.alert().equals(UNSEEN)));
    } finally {
      installation.log().widenAmounts();
    }

    assertThat(await(start, "on-call", UNSEEN).firing()).isTrue();
  }

  /** Due above 1 %, and over at 0.2 %: of some 600 rows, at 8 of them and at 1. */
  @Test
  void anAlertThatFiresGoesOnUntilItsReadingIsFarWithinItsLimit() throws Exception {
    installation.log().addWithoutAmount(4);
    awaitMissing(0.006);
    assertThat(installation.prometheus().query(PrometheusServer.ALERTS))
        .as("not enough to begin")
        .isEmpty();

    Instant start = Instant.now();
    installation.log().addWithoutAmount(8);
    await(start, "inbox", MISSING);

    installation.log().keepWithoutAmount(4);
    awaitMissing(0.006);
    TimeUnit.SECONDS.sleep(3 * PrometheusServer.INTERVAL.toSeconds());
    assertThat(installation.prometheus().query(PrometheusServer.ALERTS))
        .as("not enough to end")
        .singleElement()
        .satisfies(alert -> assertThat(alert.labels()).containsEntry("alertname", MISSING));
    assertThat(installation.receiver().since(start)).hasSize(1);

    installation.log().keepWithoutAmount(1);
    installation
        .receiver()
        .await(start, PATIENCE, notice -> notice.alert().equals(MISSING) && !notice.firing());
  }

  private static void awaitMissing(double share) {
    Awaitility.await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                assertThat(
                        installation
                            .prometheus()
                            .query("ml_feature_missing_ratio{feature=\"amount\",slice=\"all\"}"))
                    .singleElement()
                    .satisfies(
                        sample -> assertThat(sample.value()).isCloseTo(share, within(0.001))));
  }

  private static Notice await(Instant start, String receiver, String alert) {
    return installation
        .receiver()
        .await(start, PATIENCE, notice -> notice.isTo(receiver) && notice.alert().equals(alert));
  }
}
