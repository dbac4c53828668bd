package io.tidegauge.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Whoever is told: remembers what Alertmanager told, and when. */
final class WebhookReceiver implements AutoCloseable {
  private final HttpServer server;
  private final List<Notification> notifications = new CopyOnWriteArrayList<>();

  /**
   * The receivers that are people; others are a pipeline, and a service that misses a heartbeat.
   */
  private static final Set<String> PEOPLE = Set.of("on-call", "inbox");

  /** A message of Alertmanager to a receiver, of all alerts of a group. */
  record Notification(Instant arrived, String receiver, List<Notice> notices) {}

  /** What a message says of one alert. */
  record Notice(
      Instant arrived,
      String receiver,
      boolean firing,
      Map<String, String> labels,
      Map<String, String> annotations) {

    boolean isTo(String name) {
      return receiver.equals(name);
    }

    String alert() {
      return labels.getOrDefault("alertname", "");
    }
  }

  private WebhookReceiver(HttpServer server) {
    this.server = server;
  }

  static WebhookReceiver start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    WebhookReceiver receiver = new WebhookReceiver(server);
    server.createContext("/", receiver::receive);
    server.start();
    return receiver;
  }

  URI url() {
    return ServerProcess.url(server.getAddress().getPort());
  }

  private void receive(HttpExchange exchange) throws IOException {
    Instant arrived = Instant.now();
    try (exchange) {
      String receiver = exchange.getRequestURI().getPath().substring(1);
      List<Notice> notices = new ArrayList<>();
      for (JsonNode alert : JsonApi.JSON.readTree(exchange.getRequestBody()).get("alerts")) {
        notices.add(
            new Notice(
                arrived,
                receiver,
                alert.get("status").asText().equals("firing"),
                JsonApi.strings(alert.get("labels")),
                JsonApi.strings(alert.get("annotations"))));
      }
      notifications.add(new Notification(arrived, receiver, List.copyOf(notices)));
      exchange.sendResponseHeaders(200, -1);
    }
  }

  /** What came to people since then. */
  List<Notification> since(Instant start) {
    return all(start).stream()
        .filter(notification -> PEOPLE.contains(notification.receiver()))
        .toList();
  }

  private List<Notification> all(Instant start) {
    return notifications.stream()
        .filter(notification -> !notification.arrived().isBefore(start))
        .toList();
  }

  /** The first notice of this kind since then, now or within that time. */
  Notice await(Instant start, Duration patience, Predicate<Notice> kind) {
    Awaitility.await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(patience)
        .untilAsserted(() -> assertThat(notices(start)).anyMatch(kind));
    return notices(start).stream().filter(kind).findFirst().orElseThrow();
  }

  private List<Notice> notices(Instant start) {
    return all(start).stream().flatMap(notification -> notification.notices().stream()).toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
