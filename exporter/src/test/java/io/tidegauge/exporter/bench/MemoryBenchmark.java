package io.tidegauge.exporter.bench;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Resident memory of the exporter, started as users start it, over a log on PostgreSQL of 16
 * numeric and 4 text features: when it has read a window of a million rows, and after 300 scrapes
 * of a small one. Linux only: it reads {@code /proc}.
 *
 * <p>Arguments: the exporter's jar, how often to measure, then the flags of its Java.
 */
public final class MemoryBenchmark {
  private static final int ROWS = 1_000_000;
  private static final int RECENT = 2_000;
  private static final int SCRAPES = 300;
  private static final int NUMBERS = 16;
  private static final int TEXTS = 4;

  private final Path folder;
  private final Path jar;
  private final List<String> flags;
  private final HttpClient client = HttpClient.newHttpClient();

  private MemoryBenchmark(Path folder, Path jar, List<String> flags) {
    this.folder = folder;
    this.jar = jar;
    this.flags = flags;
  }

  /** Prints the figures as rows of a table. */
  public static void main(String[] arguments) throws Exception {
    Path folder = Files.createTempDirectory("tidegauge-bench");
    int rounds = Integer.parseInt(arguments[1]);
    MemoryBenchmark benchmark =
        new MemoryBenchmark(
            folder, Path.of(arguments[0]), Arrays.asList(arguments).subList(2, arguments.length));
    try (EmbeddedPostgres server =
        EmbeddedPostgres.builder()
            .setServerConfig("listen_addresses", "127.0.0.1")
            .setServerConfig("fsync", "off")
            .setPGStartupWait(Duration.ofSeconds(60))
            .start()) {
      fill(server);
      benchmark.config(server.getPort());
      double[] filling = new double[rounds];
      double[] idle = new double[rounds];
      for (int i = 0; i < rounds; i++) {
        benchmark.model("24h");
        filling[i] = benchmark.measure(1, "VmHWM");
        benchmark.model("1m");
        idle[i] = benchmark.measure(SCRAPES, "VmRSS");
      }
      print("idle after 300 scrapes", idle, 110);
      print("peak while a window of 1,000,000 rows is read", filling, 150);
    }
  }

  private static void print(String what, double[] megabytes, int goal) {
    Arrays.sort(megabytes);
    System.out.printf(
        Locale.ROOT,
        "| %s | %.0f MB | %.0f to %.0f | %d MB |%n",
        what,
        megabytes[megabytes.length / 2],
        megabytes[0],
        megabytes[megabytes.length - 1],
        goal);
  }

  private static void fill(EmbeddedPostgres server) throws SQLException {
    String types = columns("n%d DOUBLE PRECISION", NUMBERS) + ", " + columns("t%d TEXT", TEXTS);
    String values =
        columns("random() * 1000 AS n%d", NUMBERS)
            + ", "
            + columns("'category ' || (random() * 30)::int AS t%d", TEXTS);
    try (Connection connection = server.getPostgresDatabase().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE UNLOGGED TABLE log (at TIMESTAMPTZ, version TEXT, score DOUBLE PRECISION, "
              + types
              + ")");
      statement.execute(
          ("INSERT INTO log SELECT now() - INTERVAL '2 minutes' - i * INTERVAL '80 milliseconds',"
                  + " 'v1', random(), %s FROM generate_series(1, %d) AS g(i)")
              .formatted(values, ROWS));
      statement.execute(
          ("INSERT INTO log SELECT now() + i * INTERVAL '250 milliseconds', 'v1', random(), %s"
                  + " FROM generate_series(1, %d) AS g(i)")
              .formatted(values, 20 * RECENT));
      statement.execute("CREATE INDEX ON log (at)");
      statement.execute("CREATE TABLE training AS SELECT * FROM log LIMIT 20000");
      statement.execute("ANALYZE");
    }
  }

  private static String columns(String format, int count) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining(", "));
  }

  private void config(int port) throws IOException {
    Files.writeString(
        folder.resolve("tidegauge.yaml"),
        """
        databases:
          bench: {url: "jdbc:postgresql://127.0.0.1:%d/postgres", user: postgres, statement_timeout: 2m}
        models: [bench.yaml]
        scrape: {timeout: 2m}
        """
            .formatted(port));
  }

  private void model(String window) throws Exception {
    String features =
        IntStream.range(0, NUMBERS)
                .mapToObj("  n%d: numeric%n"::formatted)
                .collect(Collectors.joining())
            + IntStream.range(0, TEXTS)
                .mapToObj("  t%d: category%n"::formatted)
                .collect(Collectors.joining());
    Files.writeString(
        folder.resolve("bench.yaml"),
        """
        model: bench
        database: bench
        predictions: {table: log, time: at, version: version, versions: {champion: v1}, kind: regression, score: score}
        reference: {profile: "v1.json"}
        windows: [%s]
        features:
        """
                .formatted(window)
            + features);
    if (!Files.exists(folder.resolve("v1.json"))) {
      Process profile = start("profile", "--model-version=v1", "--table=training");
      if (profile.waitFor() != 0) {
        throw new IllegalStateException("no profile");
      }
    }
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    command.add("--config.file=" + folder.resolve("tidegauge.yaml"));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(folder.resolve("log.txt").toFile())
        .start();
  }

  /** Starts an exporter, scrapes it so often, and reads a figure of its process in megabytes. */
  private double measure(int scrapes, String figure) throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Process exporter = start("serve", "--web.listen-address=127.0.0.1:" + port);
    try {
      URI url = URI.create("http://127.0.0.1:" + port);
      awaitHealthy(url);
      String body = "";
      for (int i = 0; i < scrapes; i++) {
        body = get(url.resolve("/metrics"));
      }
      if (!body.contains("ml_feature_drift_psi{")) {
        throw new IllegalStateException(
            "no drift was measured: " + Files.readString(folder.resolve("log.txt")));
      }
      return Files.readString(Path.of("/proc", Long.toString(exporter.pid()), "status"))
          .lines()
          .filter(line -> line.startsWith(figure + ":"))
          .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
          .findFirst()
          .orElseThrow();
    } finally {
      exporter.destroy();
      if (!exporter.waitFor(20, TimeUnit.SECONDS)) {
        exporter.destroyForcibly();
      }
    }
  }

  private void awaitHealthy(URI url) throws Exception {
    for (int i = 0; i < 200; i++) {
      try {
        get(url.resolve("/-/healthy"));
        return;
      } catch (IOException e) {
        Thread.sleep(100);
      }
    }
    throw new IllegalStateException(Files.readString(folder.resolve("log.txt")));
  }

  private String get(URI url) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString()).body();
  }
}
