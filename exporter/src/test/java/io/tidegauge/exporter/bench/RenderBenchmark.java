package io.tidegauge.exporter.bench;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tidegauge.exporter.metrics.MetricsEndpoint;
import io.tidegauge.exporter.metrics.ScrapeBudget;
import io.tidegauge.exporter.metrics.ScrapeCollector;
import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebContent;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import io.tidegauge.exporter.web.WebServer;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Milliseconds in which 10,000 series are rendered and served by HTTP, as a client sees them. */
public final class RenderBenchmark {
  private static final int FAMILIES = 100;
  private static final int SERIES = 100;
  private static final int WARM_UP = 60;
  private static final int ROUNDS = 61;

  private RenderBenchmark() {}

  /** Prints the figures as rows of a table. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    List<Reading> readings = readings();
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(
        new ScrapeCollector(
            (time, names) -> readings,
            new ScrapeBudget(Duration.ofSeconds(10), Duration.ofMillis(500)),
            readings.stream().map(Reading::metric).distinct().toList()));
    try (WebServer server =
        WebServer.start(
            WebOptions.on(ListenAddress.parse("127.0.0.1:0")),
            new WebContent(MetricsEndpoint.of(registry), List::of, List::of, Map.of()),
            WebSecurity.none())) {
      for (String encoding : List.of("identity", "gzip")) {
        print(encoding, server);
      }
    }
  }

  private static void print(String encoding, WebServer server)
      throws IOException, InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(server.urls().get(0).resolve("/metrics"))
            .header("Accept-Encoding", encoding)
            .build();
    double[] millis = new double[ROUNDS];
    int bytes = 0;
    for (int i = -WARM_UP; i < ROUNDS; i++) {
      long start = System.nanoTime();
      bytes = client.send(request, BodyHandlers.ofByteArray()).body().length;
      if (i >= 0) {
        millis[i] = (System.nanoTime() - start) / 1e6;
      }
    }
    Arrays.sort(millis);
    // Of the slowest, one in twenty is left out.
    Table.row(
        "10,000 series, %s, %d kB".formatted(encoding, bytes / 1000),
        new Spread(millis[ROUNDS / 2], millis[0], millis[ROUNDS - 4]),
        "ms",
        Table.Goal.atMost(50));
  }

  private static List<Reading> readings() {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < FAMILIES; i++) {
      MetricDefinition metric =
          MetricDefinition.gauge(
              "ml_family_" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "_ratio",
              "The ratio of a family.",
              "version",
              "feature",
              "window");
      for (int j = 0; j < SERIES; j++) {
        readings.add(
            new Reading(metric, List.of("credit", "v3", "feature_" + j, "24h"), i / (j + 1.5)));
      }
    }
    return readings;
  }
}
