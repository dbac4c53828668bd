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
import java.util.concurrent.TimeUnit;

/** The exporter, run as a program of its own beside the demo. */
final class ExporterProgram implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LAST_WORDS = Duration.ofSeconds(10);

  /** A sidecar's: a small heap, one thread for it, and no time lost on optimizing. */
  private static final List<String> FLAGS =
      List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  private final Path jar;
  private final Path config;
  private final int port;
  private final List<Process> children = new ArrayList<>();
  private boolean closed;

  ExporterProgram(Path jar, Path config, int port) {
    this.jar = jar;
    this.config = config;
    this.port = port;
  }

  /** Begins to make the versions' profiles from the reference table. */
  Process startProfiles(List<String> versions) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "profile",
            "--config.file=" + config,
            "--model=credit-risk",
            "--table=reference",
            "--label=defaulted"));
    versions.forEach(version -> arguments.add("--model-version=" + version));
    return start(arguments);
  }

  /** Begins to serve. */
  Process startServer() throws IOException {
    return start(
        List.of("serve", "--config.file=" + config, "--web.listen-address=127.0.0.1:" + port));
  }

  /**
   * Waits for the first drift score.
   *
   * @return whether there was one before patience ran out
   */
  boolean awaitReadings(Process server) throws InterruptedException {
    HttpClient client = HttpClient.newHttpClient();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
            .timeout(Duration.ofSeconds(10))
            .build();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (System.nanoTime() < end && server.isAlive()) {
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

  /** Ends whatever was started, and waits until it has ended; nothing starts any more. */
  @Override
  public synchronized void close() {
    closed = true;
    children.forEach(Process::destroy);
    for (Process child : children) {
      try {
        if (!child.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
          child.destroyForcibly();
        }
      } catch (InterruptedException e) {
        child.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }

  private synchronized Process start(List<String> arguments) throws IOException {
    if (closed) {
      throw new IOException("the demo is being stopped");
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    Process child = new ProcessBuilder(command).inheritIO().start();
    children.add(child);
    return child;
  }
}
