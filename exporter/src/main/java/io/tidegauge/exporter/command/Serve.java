package io.tidegauge.exporter.command;

import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code serve}: the exporter itself. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the readings to Prometheus.")
final class Serve implements Callable<Integer> {
  @Mixin private ConfigOptions config = new ConfigOptions();

  @Option(
      names = "--web.listen-address",
      paramLabel = "ADDRESS",
      defaultValue = ":10049",
      description = "Where to listen; may be given several times (default: ${DEFAULT-VALUE}).")
  private List<String> addresses = List.of();

  @Option(
      names = "--web.telemetry-path",
      defaultValue = "/metrics",
      description = "Where the metrics are (default: ${DEFAULT-VALUE}).")
  private String telemetryPath = "/metrics";

  @Option(
      names = "--web.config.file",
      paramLabel = "FILE",
      description = "TLS and basic authentication, in the exporter-toolkit's format.")
  private Optional<Path> webConfig = Optional.empty();

  @Option(
      names = "--web.max-requests",
      defaultValue = "40",
      description = "How many scrapes may run at once; 0 for any (default: ${DEFAULT-VALUE}).")
  private int maxRequests = 40;

  @Option(names = "--web.enable-lifecycle", description = "Allows POST /-/reload.")
  private boolean lifecycle;

  @Option(
      names = "--web.disable-exporter-metrics",
      description = "Leaves out the metrics of the process itself.")
  private boolean withoutProcessMetrics;

  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException, InterruptedException {
    Service service = Service.start(config::load, config.clock(), options());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(
                () -> {
                  service.close();
                  stopped.countDown();
                },
                "stop"));
    stopped.await();
    return 0;
  }

  private Service.Options options() {
    return new Service.Options(
        web(), webConfig.map(WebSecurity::of).orElseGet(WebSecurity::none), !withoutProcessMetrics);
  }

  private WebOptions web() {
    try {
      return new WebOptions(
          addresses.stream().map(ListenAddress::parse).toList(),
          telemetryPath,
          maxRequests,
          lifecycle,
          Duration.ofSeconds(10));
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), String.valueOf(e.getMessage()), e);
    }
  }
}
