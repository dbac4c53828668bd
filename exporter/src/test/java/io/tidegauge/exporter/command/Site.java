package io.tidegauge.exporter.command;

import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import picocli.CommandLine;

/**
 * A user's folder with a config and model specs, a schema of the shared PostgreSQL server with a
 * log, and an exporter that serves them. The time stands until a test moves it.
 */
final class Site implements AutoCloseable {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** What is read of the log that {@link #log} makes. */
  static final String CREDIT =
      """
      model: credit
      owner: team-risk
      database: warehouse
      predictions:
        table: log
        time: at
        id: id
        version: version
        versions: {champion: v1}
        kind: binary
        score: score
        output: decision
        failed: failed
        latency: {column: latency_ms, unit: ms}
        slices: [{column: channel, values: [web, shop]}]
      features:
        amount: {type: numeric, range: [0, 1000]}
        merchant: category
      reference:
        profile: reference/{version}.json
      windows: [1h]
      bucket: 10s
      """;

  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Path folder;
  private final Postgres postgres = Postgres.shared();
  private final String schema = "site" + SCHEMAS.incrementAndGet();
  private volatile Instant now = NOW;
  private final HttpClient client = HttpClient.newHttpClient();
  private final List<Service> services = new ArrayList<>();
  private int maxRequests = 40;

  /** What a program run printed, and its exit status. */
  record Ran(int status, String out, String err) {}

  Site(Path folder) {
    this.folder = folder;
    postgres.execute("CREATE SCHEMA " + schema);
    config(postgres.port(), "");
  }

  /** Writes the config; the lines more are keys of the database. */
  void config(int port, String more) {
    write(
        "tidegauge.yaml",
        """
        databases:
          warehouse:
            url: jdbc:postgresql://127.0.0.1:%d/postgres?currentSchema=%s
            connect_timeout: 1s
        %smodels: ["models/*.yaml"]
        background: {every: 10s}
        """
            .formatted(port, schema, (more.isEmpty() ? "user: postgres\n" : more).indent(4)));
  }

  Path file(String name) {
    return folder.resolve(name);
  }

  /** Sets what is done in the background: {@code {every: 10s}}, where nothing is said. */
  void background(String settings) {
    try {
      Path config = file("tidegauge.yaml");
      String text = Files.readString(config);
      Files.writeString(config, text.replaceAll("background: .*", "background: " + settings));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path write(String name, String text) {
    try {
      Files.createDirectories(file(name).getParent());
      return Files.writeString(file(name), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void model(String name, String text) {
    write("models/" + name + ".yaml", text);
  }

  String schema() {
    return schema;
  }

  /** Executes statements in the site's schema. */
  void execute(String... statements) {
    postgres.execute("SET search_path TO " + schema + ";" + String.join(";", statements));
  }

  /** A log with 2,000 rows of the day before, 200 of the last hour, and the table's profile. */
  Site credit() {
    log("log");
    insert("log", 2000, NOW.minus(Duration.ofDays(1)), Duration.ofSeconds(30));
    insert("log", 200, NOW.minus(Duration.ofMinutes(50)), Duration.ofSeconds(10));
    model("credit", CREDIT);
    profile("v1");
    return this;
  }

  void log(String table) {
    execute(
        "CREATE TABLE "
            + table
            + " (id BIGSERIAL, at TIMESTAMPTZ, version TEXT, channel TEXT, score DOUBLE PRECISION,"
            + " decision TEXT, failed BOOLEAN DEFAULT false, latency_ms INTEGER,"
            + " amount DOUBLE PRECISION, merchant TEXT)");
  }

  /** Rows of v1: amounts 0 to 99, merchants a, b and c, scores 0 to 0.9, every other by web. */
  void insert(String table, int rows, Instant from, Duration every) {
    execute(
        ("INSERT INTO %s (at, version, channel, score, decision, latency_ms, amount, merchant)"
                + " SELECT TIMESTAMPTZ '%s' + i * INTERVAL '%d milliseconds', 'v1',"
                + " CASE WHEN i %% 2 = 0 THEN 'web' ELSE 'shop' END, (i %% 10) / 10.0,"
                + " CASE WHEN i %% 10 > 5 THEN 'yes' ELSE 'no' END, 20 + i %% 5, i %% 100,"
                + " substr('abc', 1 + i %% 3, 1) FROM generate_series(0, %d - 1) AS g(i)")
            .formatted(table, from, every.toMillis(), rows));
  }

  /** From now on, each reading of the table waits. */
  void slow(String table, double seconds) {
    execute(
        "ALTER TABLE " + table + " RENAME TO " + table + "_kept",
        // A filter by no column is evaluated once, and first: a join could find no row to wait for.
        ("CREATE VIEW %1$s AS SELECT * FROM %1$s_kept"
                + " WHERE (SELECT CAST(pg_sleep(%2$s) AS text)) IS NOT NULL")
            .formatted(table, seconds));
  }

  void profile(String version, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of("profile", "--model-version=" + version, "--to=2026-03-01T11:00:00Z"));
    arguments.addAll(List.of(more));
    Ran ran = run(arguments.toArray(String[]::new));
    if (ran.status() != 0) {
      throw new AssertionError(ran);
    }
  }

  /** Runs the program with the site's config. */
  Ran run(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config.file=" + file("tidegauge.yaml"));
    return runAsIs(all.toArray(String[]::new));
  }

  static Ran runAsIs(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    CommandLine program =
        Program.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    int status = program.execute(arguments);
    return new Ran(status, out.toString(), err.toString());
  }

  Site allowing(int scrapes) {
    maxRequests = scrapes;
    return this;
  }

  /** Starts an exporter of the site and waits until it is ready; it is stopped with the site. */
  Service start() {
    Service service = startAtOnce();
    untilReady();
    return service;
  }

  /** Waits until all windows are filled. */
  void untilReady() {
    HttpResponse<String> ready = get("/-/ready");
    for (int i = 0; i < 800 && ready.statusCode() != 200; i++) {
      pause();
      ready = get("/-/ready");
    }
    if (ready.statusCode() != 200) {
      throw new AssertionError(ready.body());
    }
  }

  private static void pause() {
    try {
      Thread.sleep(25);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /** Starts an exporter of the site; it is stopped with the site. */
  Service startAtOnce() {
    WebOptions web =
        new WebOptions(
            List.of(ListenAddress.parse("127.0.0.1:0")),
            "/metrics",
            maxRequests,
            true,
            Duration.ofSeconds(2));
    try {
      Service service =
          Service.start(
              () -> Configuration.load(file("tidegauge.yaml")),
              clock(),
              new Service.Options(web, WebSecurity.none(), true));
      services.add(service);
      return service;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  InstantSource clock() {
    return () -> now;
  }

  void pass(Duration time) {
    now = now.plus(time);
  }

  Instant now() {
    return now;
  }

  URI url(String path) {
    return services.get(services.size() - 1).urls().get(0).resolve(path);
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(url(path)).timeout(Duration.ofSeconds(30));
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  HttpResponse<String> get(String path) {
    return send(request(path));
  }

  HttpResponse<String> post(String path) {
    return send(request(path).POST(BodyPublishers.noBody()));
  }

  Exposition scrape() {
    return scrape("30");
  }

  /** Scrapes as Prometheus does with that timeout. */
  Exposition scrape(String seconds) {
    HttpResponse<String> response =
        send(request("/metrics").header("X-Prometheus-Scrape-Timeout-Seconds", seconds));
    if (response.statusCode() != 200) {
      throw new AssertionError(response.statusCode() + ": " + response.body());
    }
    return Exposition.of(response.body());
  }

  @Override
  public void close() {
    services.forEach(Service::close);
    postgres.execute("DROP SCHEMA " + schema + " CASCADE");
  }
}
