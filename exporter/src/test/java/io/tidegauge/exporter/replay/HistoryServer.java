package io.tidegauge.exporter.replay;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;

/** A Prometheus that scrapes nothing, on blocks that are there already. */
final class HistoryServer implements AutoCloseable {
  private final Process process;
  private final URI url;
  private final Path log;
  private final HttpClient client = HttpClient.newHttpClient();

  private HistoryServer(Process process, URI url, Path log) {
    this.process = process;
    this.url = url;
    this.log = log;
  }

  static HistoryServer start(Path blocks, Path folder) throws IOException, InterruptedException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Path config = Files.writeString(folder.resolve("prometheus.yml"), "scrape_configs: []\n");
    Path log = folder.resolve("prometheus.log");
    Process process =
        new ProcessBuilder(
                Promtool.find("prometheus").toString(),
                "--config.file=" + config,
                "--storage.tsdb.path=" + blocks,
                "--storage.tsdb.retention.time=100y",
                "--web.listen-address=127.0.0.1:" + port)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    HistoryServer server = new HistoryServer(process, URI.create("http://127.0.0.1:" + port), log);
    server.awaitReady();
    return server;
  }

  private void awaitReady() throws IOException, InterruptedException {
    for (int i = 0; i < 600 && process.isAlive(); i++) {
      try {
        HttpRequest ready = HttpRequest.newBuilder(url.resolve("/-/ready")).build();
        if (client.send(ready, BodyHandlers.discarding()).statusCode() == 200) {
          return;
        }
      } catch (IOException e) {
        // not there yet
      }
      Thread.sleep(100);
    }
    close();
    throw new AssertionError(Files.readString(log));
  }

  /** The series that an expression gives in a time: labels, and pairs of seconds and value. */
  JsonNode queryRange(String expression, Instant from, Instant to, Duration step)
      throws IOException, InterruptedException {
    String form =
        "query=%s&start=%d&end=%d&step=%d"
            .formatted(
                URLEncoder.encode(expression, StandardCharsets.UTF_8),
                from.getEpochSecond(),
                to.getEpochSecond(),
                step.toSeconds());
    HttpRequest request =
        HttpRequest.newBuilder(url.resolve("/api/v1/query_range"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(BodyPublishers.ofString(form))
            .build();
    String answer = client.send(request, BodyHandlers.ofString()).body();
    JsonNode json = new ObjectMapper().readTree(answer);
    if (!json.path("status").asText().equals("success")) {
      throw new AssertionError(answer);
    }
    return json.path("data").path("result");
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
