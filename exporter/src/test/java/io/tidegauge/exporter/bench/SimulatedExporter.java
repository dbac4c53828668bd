package io.tidegauge.exporter.bench;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.Upkeep;
import io.tidegauge.exporter.metrics.MetricsEndpoint;
import io.tidegauge.exporter.metrics.ScrapeBudget;
import io.tidegauge.exporter.metrics.ScrapeCollector;
import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebContent;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import io.tidegauge.exporter.web.WebServer;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Reading;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The exporter in this process, at a time that the benchmark sets, without its background. */
final class SimulatedExporter implements AutoCloseable {
  private static final Duration BUDGET = Duration.ofMinutes(1);

  private final Exporter exporter;
  private volatile Instant now;

  private SimulatedExporter(LogStore store, ModelSpec spec, Path folder, Instant start) {
    this.now = start;
    this.exporter =
        Exporter.open(
            List.of(store.config()),
            Map.of(spec, folder),
            new Upkeep.Shares(Duration.ofMinutes(5), 1, 0),
            () -> now,
            Optional.empty());
  }

  /** An exporter that has read nothing yet; profiles are made of the table {@code training}. */
  static SimulatedExporter open(LogStore store, Watch watch, Path folder) throws IOException {
    Reference.write(store, watch, "training", folder);
    return new SimulatedExporter(store, watch.spec(), folder, Rows.NOW);
  }

  /** Fills all windows. */
  SimulatedExporter filled() {
    exporter.refresh();
    if (!exporter.notReady().isEmpty()) {
      throw new IllegalStateException(exporter.notReady().toString());
    }
    return this;
  }

  Instant now() {
    return now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  /** Scrapes, and says how many milliseconds that took. */
  double scrape() {
    long start = System.nanoTime();
    List<Reading> readings = exporter.read(BUDGET);
    double millis = (System.nanoTime() - start) / 1e6;
    if (readings.stream().noneMatch(reading -> reading.metric().name().equals("ml_window_rows"))) {
      throw new IllegalStateException("the rows were not read");
    }
    return millis;
  }

  /** The page that Prometheus scrapes, and a client of it. */
  Served serve() throws IOException {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(
        new ScrapeCollector(
            (budget, names) -> exporter.read(budget),
            new ScrapeBudget(BUDGET, Duration.ofMillis(500)),
            ExporterMetrics.everyFamily()));
    return new Served(
        WebServer.start(
            WebOptions.on(ListenAddress.parse("127.0.0.1:0")),
            new WebContent(MetricsEndpoint.of(registry), List::of, List::of, Map.of()),
            WebSecurity.none()),
        HttpClient.newHttpClient());
  }

  record Served(WebServer server, HttpClient client) implements AutoCloseable {
    double scrape() throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(server.urls().get(0).resolve("/metrics")).build();
      long start = System.nanoTime();
      String body = client.send(request, BodyHandlers.ofString()).body();
      double millis = (System.nanoTime() - start) / 1e6;
      if (!body.contains("\nml_window_rows{")) {
        throw new IllegalStateException("the rows were not read");
      }
      return millis;
    }

    @Override
    public void close() {
      server.close();
    }
  }

  @Override
  public void close() {
    exporter.close();
  }
}
