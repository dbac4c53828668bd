package io.tidegauge.endtoend.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/**
 * What one scrape brought.
 *
 * @param at when it was asked for
 */
record Scraped(Instant at, String body) {
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Scrapes as Prometheus does. */
  static Scraped from(int port) throws IOException, InterruptedException {
    HttpRequest request =
        request(port, "/metrics")
            .header("X-Prometheus-Scrape-Timeout-Seconds", "5")
            .header("Accept", "text/plain;version=0.0.4;q=1,*/*;q=0.1")
            .build();
    Instant at = Instant.now();
    HttpResponse<String> response = CLIENT.send(request, HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() != 200) {
      throw new IOException("status " + response.statusCode() + ": " + response.body());
    }
    return new Scraped(at, response.body());
  }

  /** Whether the exporter says that everything was read once. */
  static boolean isReady(int port) {
    try {
      HttpRequest request = request(port, "/-/ready").build();
      return CLIENT.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static HttpRequest.Builder request(int port, String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
        .timeout(Duration.ofSeconds(30));
  }

  /** The values of the series with these labels and others; all rows, where no slice is named. */
  DoubleStream values(String name, Map<String, String> labels) {
    return body.lines()
        .filter(line -> line.startsWith(name + "{"))
        .filter(line -> labels.containsKey("slice") || isOfAllRows(line))
        .filter(
            line ->
                labels.entrySet().stream()
                    .allMatch(
                        label -> line.contains(label.getKey() + "=\"" + label.getValue() + "\"")))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)));
  }

  private static boolean isOfAllRows(String line) {
    return !line.contains("slice=\"") || line.contains("slice=\"all\"");
  }

  /** The time of the newest row that was counted. */
  Instant newestRow() {
    OptionalDouble seconds = values("ml_last_row_timestamp_seconds", Map.of()).max();
    return Instant.ofEpochMilli(Math.round(1e3 * seconds.orElse(0)));
  }
}
