package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.WebhookReceiver.Notice;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a row in the log to the person on duty, and back. */
class AlertDeliveryTest {
  private static final String UNSEEN = "MLModelUnseenCategory";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /** What half of the rounds must keep to. */
  private static final Duration THREE_SCRAPES = PrometheusServer.INTERVAL.multipliedBy(3);

  /**
   * What every round must keep to. A row waits up to a second each for the scrape, for the
   * evaluation and, when it heals, for Alertmanager's group interval: these are three scrapes by
   * themselves. The rest is what a busy machine takes to scrape, to evaluate and to tell.
   */
  private static final Duration FIVE_SCRAPES = PrometheusServer.INTERVAL.multipliedBy(5);

  private static final int ROUNDS = 5;

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

  private record Round(Duration toFire, Duration toResolve) {}

  @Test
  void aRowIsToldWithinThreeScrapesAndSoIsItsEnd() throws Exception {
    List<Round> rounds = new ArrayList<>();
    for (int i = 0; i < ROUNDS; i++) {
      rounds.add(round(PrometheusServer.INTERVAL.multipliedBy(i).dividedBy(ROUNDS)));
    }
    List<Duration> firing = rounds.stream().map(Round::toFire).sorted().toList();
    List<Duration> resolving = rounds.stream().map(Round::toResolve).sorted().toList();
    System.out.printf("from row to webhook: firing %s, resolved %s%n", firing, resolving);

    assertThat(firing.get(ROUNDS / 2)).isLessThanOrEqualTo(THREE_SCRAPES);
    assertThat(resolving.get(ROUNDS / 2)).isLessThanOrEqualTo(THREE_SCRAPES);
    assertThat(rounds)
        .allSatisfy(
            round -> {
              assertThat(round.toFire()).isLessThan(FIVE_SCRAPES);
              assertThat(round.toResolve()).isLessThan(FIVE_SCRAPES);
            });
  }

  /** Rows come and go at another time between two scrapes in each round. */
  private static Round round(Duration shift) throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep(shift.toMillis());
    Instant added = Instant.now();
    installation.log().addUnseenMerchant();
    Notice firing = await(added, true);
    TimeUnit.MILLISECONDS.sleep(shift.toMillis());
    Instant healed = Instant.now();
    installation.log().heal();
    Notice resolved = await(healed, false);
    return new Round(
        Duration.between(added, firing.arrived()), Duration.between(healed, resolved.arrived()));
  }

  @Test
  void theMessageSaysWhatIsWrongAndWhoseItIsAndEndsWhenTheDataHeals() {
    Instant start = Instant.now();
    installation.log().addUnseenMerchant();

    Notice notice = await(start, true);

    assertThat(notice.labels())
        .containsEntry("model", "credit")
        .containsEntry("version", "v1")
        .containsEntry("feature", "merchant")
        .containsEntry("window", "1h")
        .containsEntry("severity", "critical")
        .containsEntry("owner", "team-risk")
        .doesNotContainKey("instance");
    assertThat(notice.annotations())
        .containsEntry("summary", "A feature has categories that its reference does not know.");
    assertThat(notice.annotations().get("description"))
        .matches(
            "0\\.1\\d+% of the values of merchant of credit v1 in 1h are categories that the"
                + " reference does not have\\. The limit is 0\\.1%\\.");

    installation.log().heal();
    assertThat(await(start, false).labels()).isEqualTo(notice.labels());
    assertThat(installation.receiver().since(start))
        .as("one message that it fires and one that it does not any more")
        .hasSize(2);
  }

  private static Notice await(Instant start, boolean firing) {
    return installation
        .receiver()
        .await(
            start,
            PATIENCE,
            notice ->
                notice.isTo("on-call")
                    && notice.alert().equals(UNSEEN)
                    && notice.firing() == firing);
  }
}
