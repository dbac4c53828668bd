package io.tidegauge.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An Alertmanager. */
final class AlertmanagerServer implements AutoCloseable {
  private final ServerProcess process;
  private final int port;
  private final JsonApi api;

  private AlertmanagerServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
    this.api = new JsonApi(ServerProcess.url(port));
  }

  /** Starts one with the config that rulegen has written. */
  static AlertmanagerServer start(Program program, Path folder, Path config)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    int port = ServerProcess.freePort();
    ServerProcess process =
        ServerProcess.start(
            program,
            List.of(
                "--config.file=" + config,
                "--storage.path=" + folder.resolve("data"),
                "--web.listen-address=127.0.0.1:" + port,
                // Without a cluster; it would listen on all interfaces.
                "--cluster.listen-address="),
            folder.resolve("alertmanager.log"),
            ServerProcess.url(port).resolve("/-/ready"));
    return new AlertmanagerServer(process, port);
  }

  /** The names of alerts that nobody is told of, because another one explains them. */
  List<String> inhibited() {
    List<String> names = new ArrayList<>();
    for (JsonNode alert : api.get("/api/v2/alerts", Map.of())) {
      if (!alert.at("/status/inhibitedBy").isEmpty()) {
        names.add(alert.at("/labels/alertname").asText());
      }
    }
    return names;
  }

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
