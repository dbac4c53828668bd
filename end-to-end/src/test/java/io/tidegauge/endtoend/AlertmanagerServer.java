package io.tidegauge.endtoend;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** An Alertmanager that waits for nothing before it tells a webhook. */
final class AlertmanagerServer implements AutoCloseable {
  private final ServerProcess process;
  private final int port;

  private AlertmanagerServer(ServerProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  static AlertmanagerServer start(Program program, Path folder, URI webhook)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path config = folder.resolve("alertmanager.yml");
    Files.writeString(
        config,
        """
        route:
          receiver: webhook
          group_by: [alertname, model]
          group_wait: 0s
          group_interval: 1s
          repeat_interval: 1h
        receivers:
          - name: webhook
            webhook_configs: [{url: "%s", send_resolved: true}]
        """
            .formatted(webhook));
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

  int port() {
    return port;
  }

  @Override
  public void close() {
    process.close();
  }
}
