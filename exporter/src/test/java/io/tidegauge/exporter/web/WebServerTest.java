package io.tidegauge.exporter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tidegauge.exporter.metrics.MetricsEndpoint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebServerTest {
  private static final ListenAddress LOOPBACK = ListenAddress.parse("127.0.0.1:0");

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final PrometheusRegistry registry = new PrometheusRegistry();
  private final AtomicReference<List<String>> notReady = new AtomicReference<>(List.of());
  private final AtomicReference<List<String>> reload = new AtomicReference<>(List.of());
  private final List<Socket> sockets = new ArrayList<>();

  @SuppressWarnings("NullAway.Init")
  private WebServer server;

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  void metricsAreServedWithTheirLength() throws Exception {
    registry.register(gauge("ml_a", 1));
    start(options());

    HttpResponse<String> response = get("/metrics");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("# TYPE ml_a gauge\nml_a{n=\"0\"} 0.0\n");
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length());
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValue("text/plain; version=0.0.4; charset=utf-8");
  }

  @Test
  void openMetricsIsServedWhereItIsAccepted() throws Exception {
    registry.register(gauge("ml_a", 1));
    start(options());

    HttpResponse<String> response =
        send(request("/metrics").header("Accept", "application/openmetrics-text;version=1.0.0"));

    assertThat(response.headers().firstValue("Content-Type").orElseThrow())
        .startsWith("application/openmetrics-text");
    assertThat(response.body()).endsWith("# EOF\n");
  }

  @ParameterizedTest
  @CsvSource({
    "gzip, true",
    "gzip;q=1.0, true",
    "'deflate, gzip;q=0.5', true",
    "GZIP, true",
    "x-gzip, true",
    "*, true",
    "gzip;q=0, false",
    "gzip;q=0.000, false",
    "'*;q=1, gzip;q=0', false",
    "'gzip; q=0', false",
    "identity, false",
    "gzipped, false",
    "gzip;q=nonsense, false",
    "'', false"
  })
  void gzipIsUsedWhereItIsAccepted(String accepted, boolean zipped) throws Exception {
    registry.register(gauge("ml_a", 100));
    start(options());

    HttpResponse<byte[]> response =
        client.send(
            request("/metrics").header("Accept-Encoding", accepted).build(),
            BodyHandlers.ofByteArray());

    assertThat(response.headers().firstValue("Content-Encoding").isPresent()).isEqualTo(zipped);
    assertThat(response.headers().firstValueAsLong("Content-Length"))
        .hasValue(response.body().length);
    String text = zipped ? unzip(response.body()) : new String(response.body(), UTF_8);
    assertThat(text).isEqualTo(get("/metrics").body()).contains("ml_a{n=\"99\"} 99.0");
  }

  @Test
  void headHasTheLengthAndNoBody() throws Exception {
    registry.register(gauge("ml_a", 10));
    start(options());

    HttpResponse<String> head =
        send(request("/metrics").method("HEAD", HttpRequest.BodyPublishers.noBody()));

    assertThat(head.statusCode()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    assertThat(head.headers().firstValueAsLong("Content-Length"))
        .hasValue(get("/metrics").body().length());
    assertThat(raw("HEAD /metrics HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
        .endsWith("\r\n\r\n");
  }

  @Test
  void aConnectionIsUsedAgain() throws Exception {
    registry.register(gauge("ml_a", 1));
    start(options());
    Socket socket = connect();
    for (int i = 0; i < 20; i++) {
      socket.getOutputStream().write("GET /metrics HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(UTF_8));
      String answer = readAnswer(socket.getInputStream());
      assertThat(answer).startsWith("HTTP/1.1 200").contains("ml_a{n=\"0\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/metricsfoo",
        "/metrics/x",
        "/metrics/",
        "/Metrics",
        "/metrics%2F",
        "/-/healthyx",
        "/-/",
        "/x",
        "/.."
      })
  void onlyWholePathsAreServed(String path) throws Exception {
    start(options());

    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/plain; charset=utf-8");
  }

  @ParameterizedTest
  @CsvSource({
    "POST, /metrics, 'GET, HEAD'",
    "DELETE, /metrics, 'GET, HEAD'",
    "OPTIONS, /, 'GET, HEAD'",
    "PUT, /-/healthy, 'GET, HEAD'",
    "POST, /-/ready, 'GET, HEAD'",
    "GET, /-/reload, POST"
  })
  void otherMethodsAreNotAllowed(String method, String path, String allowed) throws Exception {
    start(options());

    HttpResponse<String> response =
        send(request(path).method(method, HttpRequest.BodyPublishers.noBody()));

    assertThat(response.statusCode()).isEqualTo(405);
    assertThat(response.headers().firstValue("Allow")).hasValue(allowed);
  }

  @Test
  void aCollectorThatFailsIsAPlain500() throws Exception {
    registry.register(
        (MultiCollector)
            () -> {
              throw new IllegalStateException("jdbc:postgresql://db?password=secret SELECT 1");
            });
    start(options());

    for (String encoding : List.of("gzip", "identity")) {
      HttpResponse<String> response = send(request("/metrics").header("Accept-Encoding", encoding));
      assertThat(response.statusCode()).isEqualTo(500);
      assertThat(response.body())
          .isEqualTo("The scrape failed; the exporter's log says why.\n")
          .doesNotContain("secret", "SELECT");
      assertThat(response.headers().firstValue("Content-Type"))
          .hasValue("text/plain; charset=utf-8");
    }
  }

  @Test
  void aCollectorThatThrowsAnErrorIsAPlain500() throws Exception {
    registry.register(
        (MultiCollector)
            () -> {
              throw new StackOverflowError();
            });
    start(options());

    assertThat(get("/metrics").statusCode()).isEqualTo(500);
  }

  /** With client_java's own server the client gets a 200 here, cut short but well-formed. */
  @Test
  void aFailureHalfWayIsA500AndNeverHalfAnAnswer() throws Exception {
    HttpHandler halfWay =
        exchange -> {
          exchange.getResponseHeaders().set("Content-Encoding", "gzip");
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("ml_a 2.6675".getBytes(UTF_8));
          throw new IOException("half-way");
        };
    start(options(), halfWay);

    HttpResponse<String> response = get("/metrics");

    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("ml_a");
    assertThat(response.headers().firstValue("Content-Encoding")).isEmpty();
  }

  /**
   * A label value that is null passes client_java's constructors, and fails while it is written.
   */
  @Test
  void aFailureInTheWriterIsA500() throws Exception {
    String nothing = null;
    registry.register(gauge("ml_a", 100));
    registry.register(
        (MultiCollector)
            () ->
                new MetricSnapshots(
                    GaugeSnapshot.builder()
                        .name("ml_b")
                        .dataPoint(
                            GaugeSnapshot.GaugeDataPointSnapshot.builder()
                                .labels(Labels.of(new String[] {"a"}, new String[] {nothing}))
                                .value(1)
                                .build())
                        .build()));
    start(options());

    HttpResponse<byte[]> response =
        client.send(
            request("/metrics").header("Accept-Encoding", "gzip").build(),
            BodyHandlers.ofByteArray());

    assertThat(response.statusCode()).isEqualTo(500);
  }

  @Test
  void oddQueriesAreRefused() throws Exception {
    start(options());

    assertThat(get("/metrics?debug=<script>").statusCode()).isEqualTo(400);
    assertThat(get("/metrics?" + "a=1&".repeat(3000)).statusCode()).isEqualTo(400);
    assertThat(get("/metrics?debug=text").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(ints = {10, 40})
  void healthAnswersWhileScrapesHang(int hanging) throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(hanging);
    registry.register(hanging(inside, release));
    start(options());
    List<CompletableFuture<HttpResponse<String>>> scrapes = scrape(hanging);
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    long[] millis = new long[100];
    for (int i = 0; i < millis.length; i++) {
      long start = System.nanoTime();
      assertThat(get("/-/healthy").statusCode()).isEqualTo(200);
      millis[i] = (System.nanoTime() - start) / 1_000_000;
    }
    Arrays.sort(millis);
    System.out.printf(
        "health while %d scrapes hang: median %d ms, 99 %% %d ms, longest %d ms%n",
        hanging, millis[50], millis[98], millis[99]);
    assertThat(millis[90]).isLessThan(50);

    release.countDown();
    for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
      assertThat(scrape.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void scrapesBeyondTheLimitAreTurnedAway() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(2);
    registry.register(hanging(inside, release));
    start(new WebOptions(List.of(LOOPBACK), "/metrics", 2, false, Duration.ofSeconds(5)));
    List<CompletableFuture<HttpResponse<String>>> scrapes = scrape(2);
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    HttpResponse<String> third = get("/metrics");

    assertThat(third.statusCode()).isEqualTo(503);
    assertThat(third.headers().firstValue("Retry-After")).hasValue("1");
    assertThat(server.rejectedScrapes()).isEqualTo(1);
    release.countDown();
    for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
      assertThat(scrape.get().statusCode()).isEqualTo(200);
    }
    assertThat(get("/metrics").statusCode()).isEqualTo(200);
  }

  @Test
  void oneAtATimeServesOneAfterTheOther() throws Exception {
    registry.register(gauge("ml_a", 1000));
    start(new WebOptions(List.of(LOOPBACK), "/metrics", 1, false, Duration.ofSeconds(5)));

    for (int i = 0; i < 200; i++) {
      assertThat(get("/metrics").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void zeroIsNoLimit() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(60);
    registry.register(hanging(inside, release));
    start(new WebOptions(List.of(LOOPBACK), "/metrics", 0, false, Duration.ofSeconds(5)));
    List<CompletableFuture<HttpResponse<String>>> scrapes = scrape(60);

    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    release.countDown();
    for (CompletableFuture<HttpResponse<String>> scrape : scrapes) {
      assertThat(scrape.get().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void clientsThatNeverEndTheirRequestDoNotFreezeTheServer() throws Exception {
    start(options());
    for (int i = 0; i < 100; i++) {
      Socket slow = connect();
      slow.getOutputStream().write("GET /metrics HTTP/1.1\r\nX: ".getBytes(UTF_8));
      slow.getOutputStream().flush();
    }

    assertThat(get("/-/healthy").statusCode()).isEqualTo(200);

    sockets.get(0).setSoTimeout(15_000);
    assertThat(sockets.get(0).getInputStream().read()).as("closed by the server").isEqualTo(-1);
  }

  @Test
  void aFloodOfConnectionsPasses() throws Exception {
    start(options());
    for (int i = 0; i < 600; i++) { // more than threads and queue together
      Socket slow = connect();
      slow.getOutputStream().write('G');
      slow.getOutputStream().flush();
    }

    long start = System.nanoTime();
    boolean healthy = false;
    while (!healthy) {
      try {
        healthy = get("/-/healthy").statusCode() == 200;
      } catch (IOException e) {
        assertThat(e).isNotNull(); // closed, since the queue is full: what a probe would see
        Thread.onSpinWait();
      }
    }
    long millis = (System.nanoTime() - start) / 1_000_000;
    System.out.printf("health after a flood of 600 half requests: %d ms%n", millis);
    assertThat(millis).isLessThan(15_000);
  }

  @Test
  void readyGivesReasons() throws Exception {
    start(options());
    assertThat(get("/-/ready").statusCode()).isEqualTo(200);

    notReady.set(List.of("database warehouse: never reached", "model a: still filling"));

    HttpResponse<String> response = get("/-/ready");
    assertThat(response.statusCode()).isEqualTo(503);
    assertThat(response.body())
        .isEqualTo(
            """
            Tidegauge is not ready.
            database warehouse: never reached
            model a: still filling
            """);
  }

  @Test
  void reloadNeedsItsFlag() throws Exception {
    start(options());

    assertThat(post("/-/reload").statusCode()).isEqualTo(403);
  }

  @Test
  void reloadSaysWhatStandsAgainstIt() throws Exception {
    start(new WebOptions(List.of(LOOPBACK), "/metrics", 40, true, Duration.ofSeconds(5)));
    assertThat(post("/-/reload").statusCode()).isEqualTo(200);

    reload.set(List.of("a.yml:1:2: wrong"));

    HttpResponse<String> response = post("/-/reload");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).isEqualTo("Not reloaded.\na.yml:1:2: wrong\n");
  }

  @Test
  void pagesGetTheirPathAndQuery() throws Exception {
    start(options());

    HttpResponse<String> response = get("/?a=b%20c&d");

    assertThat(response.body()).isEqualTo("<p>/ {a=b c, d=}</p>");
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
    assertThat(get("/broken").statusCode()).isEqualTo(500);
  }

  @Test
  void everyAnswerHasTheSecurityHeaders() throws Exception {
    start(options());

    for (String path : List.of("/", "/metrics", "/-/healthy", "/nothing")) {
      HttpResponse<String> response = get(path);
      assertThat(response.headers().firstValue("Content-Security-Policy").orElseThrow())
          .startsWith("default-src 'none'; style-src 'unsafe-inline'; img-src data:");
      assertThat(response.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(response.headers().firstValue("X-Frame-Options")).hasValue("DENY");
    }
  }

  @Test
  void severalAddressesAreServed() throws Exception {
    start(
        new WebOptions(
            List.of(LOOPBACK, ListenAddress.parse("127.0.0.1:0")),
            "/m",
            40,
            false,
            Duration.ofSeconds(5)));

    assertThat(server.urls()).hasSize(2).doesNotHaveDuplicates();
    for (URI url : server.urls()) {
      assertThat(send(HttpRequest.newBuilder(url.resolve("/m"))).statusCode()).isEqualTo(200);
    }
  }

  @Test
  void anAddressInUseIsNamed() throws Exception {
    start(options());
    String taken = "127.0.0.1:" + server.addresses().get(0).getPort();

    assertThatThrownBy(
            () ->
                WebServer.start(
                    WebOptions.on(ListenAddress.parse(taken)),
                    content(exchange -> {}),
                    WebSecurity.none()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("can't listen on " + taken);
  }

  @Test
  void closingLetsScrapesEnd() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch inside = new CountDownLatch(1);
    registry.register(hanging(inside, release));
    start(options());
    List<CompletableFuture<HttpResponse<String>>> scrapes = scrape(1);
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();
    InetSocketAddress address = server.addresses().get(0);

    CompletableFuture<Void> closed = CompletableFuture.runAsync(server::close);
    awaitRefused(address);
    assertThat(closed).isNotDone();
    release.countDown();

    assertThat(scrapes.get(0).get().statusCode()).isEqualTo(200);
    assertThat(scrapes.get(0).get().body()).contains("ml_slow");
    closed.get(5, TimeUnit.SECONDS);
  }

  @Test
  void closingWaitsNoLongerThanItMay() throws Exception {
    CountDownLatch inside = new CountDownLatch(1);
    registry.register(hanging(inside, new CountDownLatch(1)));
    start(new WebOptions(List.of(LOOPBACK), "/metrics", 40, false, Duration.ofMillis(300)));
    List<CompletableFuture<HttpResponse<String>>> scrapes = scrape(1);
    assertThat(inside.await(10, TimeUnit.SECONDS)).isTrue();

    long start = System.nanoTime();
    server.close();

    assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    assertThat(scrapes.get(0)).failsWithin(Duration.ofSeconds(5));
  }

  @Test
  void closingIsQuickWhenNothingIsUnderWay() throws Exception {
    start(options());
    get("/metrics");

    long start = System.nanoTime();
    server.close();

    assertThat(System.nanoTime() - start).isLessThan(1_000_000_000L);
  }

  private static WebOptions options() {
    return WebOptions.on(LOOPBACK);
  }

  private void start(WebOptions options) throws IOException {
    start(options, MetricsEndpoint.of(registry));
  }

  private void start(WebOptions options, HttpHandler metrics) throws IOException {
    server = WebServer.start(options, content(metrics), WebSecurity.none());
  }

  private WebContent content(HttpHandler metrics) {
    Page landing = (path, query) -> ("<p>" + path + " " + query + "</p>").getBytes(UTF_8);
    Page broken =
        (path, query) -> {
          throw new IllegalStateException("broken");
        };
    return new WebContent(
        metrics,
        () -> requireNonNull(notReady.get()),
        () -> requireNonNull(reload.get()),
        Map.of("/", landing, "/broken", broken));
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create(server.urls().get(0) + path.replace("<", "%3C").replace(">", "%3E")))
        .timeout(Duration.ofSeconds(30));
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String path) throws Exception {
    return send(request(path));
  }

  private HttpResponse<String> post(String path) throws Exception {
    return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
  }

  private List<CompletableFuture<HttpResponse<String>>> scrape(int times) {
    List<CompletableFuture<HttpResponse<String>>> scrapes = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      scrapes.add(client.sendAsync(request("/metrics").build(), BodyHandlers.ofString()));
    }
    return scrapes;
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket();
    socket.connect(server.addresses().get(0), 10_000);
    sockets.add(socket);
    return socket;
  }

  private String raw(String request) throws IOException {
    Socket socket = connect();
    socket.getOutputStream().write(request.getBytes(UTF_8));
    return new String(socket.getInputStream().readAllBytes(), UTF_8);
  }

  private static String readAnswer(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      head.append((char) in.read());
    }
    String length =
        head.toString()
            .lines()
            .filter(line -> line.regionMatches(true, 0, "Content-Length:", 0, 15))
            .findFirst()
            .orElseThrow();
    int bytes = Integer.parseInt(length.substring(15).strip());
    return head + new String(in.readNBytes(bytes), UTF_8);
  }

  private static String unzip(byte[] zipped) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }

  private static void awaitRefused(InetSocketAddress address) throws InterruptedException {
    for (int i = 0; i < 100; i++) {
      try (Socket socket = new Socket()) {
        socket.connect(address, 1000);
      } catch (IOException e) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
    throw new AssertionError("still listens");
  }

  private static MultiCollector gauge(String name, int series) {
    GaugeSnapshot.Builder gauge = GaugeSnapshot.builder().name(name).help("Help.");
    for (int i = 0; i < series; i++) {
      gauge.dataPoint(
          GaugeSnapshot.GaugeDataPointSnapshot.builder()
              .labels(Labels.of("n", String.valueOf(i)))
              .value(i)
              .build());
    }
    MetricSnapshots snapshots = new MetricSnapshots(gauge.build());
    return () -> snapshots;
  }

  private static MultiCollector hanging(CountDownLatch inside, CountDownLatch release) {
    return () -> {
      inside.countDown();
      try {
        release.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      return gauge("ml_slow", 1).collect();
    };
  }
}
