package io.tidegauge.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The demo as people try it, and beside it a Prometheus with the rules of its spec. */
public final class LiveDemo implements AutoCloseable {
  /** How often Prometheus scrapes and evaluates where nothing is hasty. */
  public static final Duration INTERVAL = Duration.ofSeconds(5);

  private final Parts parts = new Parts();
  private final Generated generated;
  private final PrometheusServer prometheus;
  private final int port;

  private LiveDemo(Path folder, boolean hasty, List<String> flags)
      throws IOException, InterruptedException {
    Program demo = Program.demo();
    Program prometheusProgram = Program.find("prometheus");
    port = ServerProcess.freePort();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--folder=" + folder.resolve("demo"),
                "--port=" + port,
                "--exporter=" + Program.built(Program.EXPORTER)));
    arguments.addAll(flags);
    try {
      parts.add(
          ServerProcess.start(
              demo,
              arguments,
              folder.resolve("demo.log"),
              ServerProcess.url(port).resolve("/-/healthy")));
      generated =
          Generated.from(folder.resolve("generated"), folder.resolve("demo/credit-risk.yaml"));
      prometheus =
          parts.add(
              PrometheusServer.start(
                  prometheusProgram,
                  folder.resolve("prometheus"),
                  hasty ? generated.hastyRules() : generated.rules(),
                  List.of(port),
                  ServerProcess.freePort(),
                  hasty ? PrometheusServer.INTERVAL : INTERVAL));
    } catch (Throwable e) {
      close();
      throw e;
    }
  }

  /** With rules as they are generated, and a busy machine's time to answer. */
  public static LiveDemo start(Path folder, String... flags)
      throws IOException, InterruptedException {
    return new LiveDemo(folder, false, List.of(flags));
  }

  /** With rules that do not wait, evaluated every second. */
  public static LiveDemo hasty(Path folder, String... flags)
      throws IOException, InterruptedException {
    return new LiveDemo(folder, true, List.of(flags));
  }

  /** The exporter's page. */
  public URI page() {
    return ServerProcess.url(port);
  }

  /** The Prometheus that scrapes the exporter. */
  public PrometheusServer prometheus() {
    return prometheus;
  }

  /** The dashboards of the demo's spec. */
  public List<Path> dashboards() throws IOException {
    return generated.dashboards();
  }

  @Override
  public void close() {
    parts.close();
  }
}
