package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * What a user has: a database with a prediction log, a model spec and its generated rules,
 * exporters, Prometheus, Alertmanager, and somebody who is told. Everything is as quick as it can
 * be: it scrapes and evaluates each second, and neither rules nor Alertmanager wait.
 */
final class Installation implements AutoCloseable {
  /** How long a healthy log reaches back: within the window. */
  private static final Duration RECENT = Duration.ofMinutes(30);

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Parts parts = new Parts();
  private final Path folder;
  private final boolean generic;
  private final List<ExporterServer> exporters = new ArrayList<>();
  private final Database database;
  private final PredictionLog log;
  private final WebhookReceiver receiver;
  private final AlertmanagerServer alertmanager;
  private final PrometheusServer prometheus;

  private Installation(Path folder, int replicas, boolean generic)
      throws IOException, InterruptedException {
    Program exporter = Program.exporter();
    Program prometheusProgram = Program.find("prometheus");
    Program alertmanagerProgram = Program.find("prometheus-alertmanager", "alertmanager");
    this.folder = folder;
    this.generic = generic;
    try {
      Instant now = Instant.now();
      database = parts.add(new Database(folder.resolve("postgres")));
      log = new PredictionLog(database);
      log.fill(4000, now.minus(Duration.ofDays(3)), now.minus(Duration.ofDays(1)));
      log.fill(600, now.minus(RECENT), now);
      Path config = writeConfig();
      exporter.run(
          folder.resolve("profile.log"),
          "profile",
          "--config.file=" + config,
          "--model-version=" + PredictionLog.VERSION,
          "--to=" + now.minus(Duration.ofHours(12)));
      receiver = parts.add(WebhookReceiver.start());
      Generated generated = generate();
      alertmanager =
          parts.add(
              AlertmanagerServer.start(
                  alertmanagerProgram, folder.resolve("alertmanager"), generated.alertmanager()));
      for (int i = 0; i < replicas; i++) {
        exporters.add(
            parts.add(
                new ExporterServer(exporter, config, folder.resolve("exporter" + i + ".log"))));
      }
      prometheus =
          parts.add(
              PrometheusServer.start(
                  prometheusProgram,
                  folder.resolve("prometheus"),
                  generated.hastyRules(),
                  exporters.stream().map(ExporterServer::port).toList(),
                  alertmanager.port()));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** Starts everything, and waits until the model is measured and nothing is wrong. */
  static Installation start(Path folder, int replicas) throws IOException, InterruptedException {
    return start(folder, replicas, false);
  }

  /**
   * Starts everything, and waits as well.
   *
   * @param generic whether rules read their limits from series
   */
  static Installation start(Path folder, int replicas, boolean generic)
      throws IOException, InterruptedException {
    Installation installation = new Installation(folder, replicas, generic);
    try {
      installation.awaitHealthy();
      return installation;
    } catch (Throwable e) {
      installation.close();
      throw e;
    }
  }

  private Path writeConfig() throws IOException {
    String spec;
    try (InputStream resource = Installation.class.getResourceAsStream("credit.yaml")) {
      assertThat(resource).isNotNull();
      spec = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
    }
    Files.writeString(folder.resolve("credit.yaml"), spec);
    return Files.writeString(
        folder.resolve("tidegauge.yaml"),
        """
        databases:
          warehouse:
            url: jdbc:postgresql://127.0.0.1:%d/postgres
            user: postgres
        models: [credit.yaml]
        background: {every: 5s}
        alert_limits: %s
        """
            .formatted(database.port(), generic));
  }

  /** Rules, and routes to receivers that are told at once. */
  private Generated generate() throws IOException, InterruptedException {
    Path generated = Files.createDirectories(folder.resolve("generated"));
    String receivers =
        Stream.of("on-call", "inbox", "training", "heartbeat")
            .map(
                name ->
                    "  - {name: %1$s, webhook_configs: [{url: \"%2$s\", send_resolved: true}]}\n"
                        .formatted(name, receiver.url().resolve(name)))
            .collect(Collectors.joining());
    Files.writeString(
        generated.resolve("base.yml"),
        "route: {receiver: inbox, group_wait: 0s, group_interval: 1s, repeat_interval: 1h}\n"
            + "receivers:\n"
            + receivers);
    Files.writeString(
        generated.resolve("rulegen.yaml"),
        """
        runbooks: https://runbooks.example.com
        routing:
          base: base.yml
          receivers: {critical: on-call, warning: inbox}
          retrain: training
          watchdog: heartbeat
        style: %s
        """
            .formatted(generic ? "generic" : "model"));
    return Generated.from(generated, folder.resolve("credit.yaml"));
  }

  /**
   * Mends whatever tests break, and waits until the model is measured and no alert fires any more.
   */
  void heal() throws IOException, InterruptedException {
    database.startIfDead();
    log.heal();
    for (ExporterServer exporter : exporters) {
      exporter.startIfDead();
    }
    awaitHealthy();
  }

  private void awaitHealthy() {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(100))
        .atMost(PATIENCE)
        .untilAsserted(
            () -> {
              assertThat(prometheus.query("ml_feature_drift_psi{feature=\"amount\",slice=\"all\"}"))
                  .as("drift, of %s", exporters.get(0).log())
                  .hasSize(exporters.size());
              assertThat(prometheus.query("ml_feature_unseen_ratio{slice=\"all\"}"))
                  .hasSize(exporters.size())
                  .allMatch(sample -> sample.value() == 0);
              assertThat(prometheus.query(PrometheusServer.ALERTS)).isEmpty();
            });
  }

  PredictionLog log() {
    return log;
  }

  Database database() {
    return database;
  }

  List<ExporterServer> exporters() {
    return exporters;
  }

  PrometheusServer prometheus() {
    return prometheus;
  }

  AlertmanagerServer alertmanager() {
    return alertmanager;
  }

  WebhookReceiver receiver() {
    return receiver;
  }

  @Override
  public void close() {
    parts.close();
  }
}
