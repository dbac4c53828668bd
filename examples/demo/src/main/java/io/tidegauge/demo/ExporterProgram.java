package io.tidegauge.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The exporter, run as a program of its own beside the demo. */
final class ExporterProgram implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** A sidecar's: a small heap, one thread for it, and no time lost on optimizing. */
  private static final List<String> FLAGS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path jar;
  private final Path config;
  private final int port;
  private Optional<Process> server = Optional.empty();

  ExporterProgram(Path jar, Path config, int port) {
    this.jar = jar;
    this.config = config;
    this.port = port;
  }

  /** Begins to make a version's profile from the reference table. */
  Process startProfile(String version) throws IOException {
    return start(
        "profile",
        "--config.file=" + config,
        "--model=credit-risk",
        "--model-version=" + version,
        "--table=reference");
  }

  /** Begins to serve. */
  void startServer() throws IOException {
    server =
        Optional.of(
            start("serve", "--config.file=" + config, "--web.listen-address=127.0.0.1:" + port));
  }

  /** Whether the exporter is still running. */
  boolean isAlive() {
    return server.stream().anyMatch(Process::isAlive);
  }

  /**
   * Waits for the first drift score.
   *
   * @return whether there was one before patience ran out
   */
  boolean awaitReadings() throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && isAlive()) {
      try {
        String body = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        if (body.contains("\nml_feature_drift_psi{")) {
          return true;
        }
      } catch (IOException e) {
        // It is not listening yet.
      }
      TimeUnit.MILLISECONDS.sleep(200);
    }
    return false;
  }

  @Override
  public void close() {
    server.ifPresent(Process::destroy);
  }

  private Process start(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command).inheritIO().start();
  }
}
