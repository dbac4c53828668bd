package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** An exporter as users start it, in a process of its own that ends with this. */
final class ExporterProcess implements AutoCloseable {
  private final Process process;
  private final String address;
  private final Path log;
  private final long startNanos = System.nanoTime();
  private final HttpClient client = HttpClient.newHttpClient();

  private ExporterProcess(Process process, String address, Path log) {
    this.process = process;
    this.address = address;
    this.log = log;
  }

  /** Starts a program that will listen on the address. */
  static ExporterProcess start(List<String> command, String address, Path log) throws IOException {
    return new ExporterProcess(
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start(),
        address,
        log);
  }

  /** Starts {@code java FLAGS -jar JAR serve} in a site's folder. */
  static ExporterProcess serve(Path java, List<String> flags, Path jar, Path folder)
      throws IOException {
    String address = "127.0.0.1:" + freePort();
    List<String> command = new ArrayList<>(List.of(java.toString()));
    command.addAll(flags);
    command.addAll(List.of("-jar", jar.toAbsolutePath().toString(), "serve"));
    command.add("--config.file=" + folder.resolve("tidegauge.yaml"));
    command.add("--web.listen-address=" + address);
    return start(command, address, folder.resolve("exporter.log"));
  }

  /** The Java that runs this. */
  static Path thisJava() {
    return Path.of(System.getProperty("java.home"), "bin", "java");
  }

  static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Seconds since the start. */
  double seconds() {
    return (System.nanoTime() - startNanos) / 1e9;
  }

  /** What a path answers with status 200. */
  String get(String path) throws IOException, InterruptedException {
    HttpResponse<String> response = ask(path);
    if (response.statusCode() != 200) {
      throw new IllegalStateException(path + ": " + response.statusCode());
    }
    return response.body();
  }

  private HttpResponse<String> ask(String path) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://" + address + path)).build();
    return client.send(request, BodyHandlers.ofString());
  }

  /** Waits until a path answers with status 200. */
  void await(String path) throws IOException, InterruptedException {
    await(path, "");
  }

  /** Waits until a path answers with status 200 and a text that contains this. */
  void await(String path, String part) throws IOException, InterruptedException {
    while (seconds() < 600 && process.isAlive()) {
      try {
        HttpResponse<String> response = ask(path);
        if (response.statusCode() == 200 && response.body().contains(part)) {
          return;
        }
      } catch (IOException e) {
        // It does not listen yet.
      }
      // A start is to be seen to the millisecond; what takes longer is not to be slowed by us.
      Thread.sleep(seconds() < 5 ? 5 : 100);
    }
    throw new IllegalStateException(path + " does not answer: " + Files.readString(log));
  }

  /** Of the process's memory: {@code VmRSS} or {@code VmHWM}, in megabytes. Linux only. */
  double megabytes(String figure) throws IOException {
    return Files.readString(Path.of("/proc", Long.toString(process.pid()), "status"))
        .lines()
        .filter(line -> line.startsWith(figure + ":"))
        .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(60, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
