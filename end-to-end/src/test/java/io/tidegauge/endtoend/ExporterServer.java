package io.tidegauge.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The exporter as a user runs it; killed, it can be started again where it was. */
final class ExporterServer implements AutoCloseable {
  private final Program program;
  private final Path config;
  private final Path log;
  private final int port = ServerProcess.freePort();
  private ServerProcess process;

  ExporterServer(Program program, Path config, Path log) throws IOException, InterruptedException {
    this.program = program;
    this.config = config;
    this.log = log;
    this.process = serve();
  }

  private ServerProcess serve() throws IOException, InterruptedException {
    return ServerProcess.start(
        program,
        List.of("serve", "--config.file=" + config, "--web.listen-address=127.0.0.1:" + port),
        log,
        ServerProcess.url(port).resolve("/-/healthy"));
  }

  int port() {
    return port;
  }

  void kill() {
    process.kill();
  }

  void startIfDead() throws IOException, InterruptedException {
    if (!process.isAlive()) {
      process = serve();
    }
  }

  String log() {
    return process.log();
  }

  @Override
  public void close() {
    process.close();
  }
}
