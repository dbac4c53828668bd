package io.tidegauge.exporter.command;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.metrics.BuildInfo;
import io.tidegauge.exporter.metrics.MetricsEndpoint;
import io.tidegauge.exporter.metrics.RuntimeMetrics;
import io.tidegauge.exporter.metrics.ScrapeBudget;
import io.tidegauge.exporter.metrics.ScrapeCollector;
import io.tidegauge.exporter.page.ModelsPage;
import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebContent;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import io.tidegauge.exporter.web.WebServer;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code serve}: the exporter itself. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = "Serves the readings to Prometheus.")
final class Serve implements Callable<Integer> {
  private static final Logger logger = LoggerFactory.getLogger(Serve.class);

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

  private final Reloads reloads = new Reloads();
  private volatile @Nullable Exporter running;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Configuration configuration = config.load();
    InstantSource clock = config.clock();
    Exporter exporter = open(configuration, clock);
    running = exporter;
    exporter.start();
    reloads.taken(Instant.now());
    WebServer server = WebServer.start(options(), content(configuration, clock), security());
    logger.info("serving {} models on {}", exporter.models().size(), server.urls());
    CountDownLatch stopped = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server, stopped), "stop"));
    stopped.await();
    return 0;
  }

  private Exporter running() {
    return Objects.requireNonNull(running, "asked for before it was started");
  }

  private void stop(WebServer server, CountDownLatch stopped) {
    server.close();
    running().close();
    stopped.countDown();
  }

  /** The exporter of a configuration. */
  static Exporter open(Configuration configuration, InstantSource clock) {
    Map<ModelSpec, Path> models = new LinkedHashMap<>();
    configuration.models().forEach(model -> models.put(model.spec(), model.folder()));
    return Exporter.open(
        configuration.databases(), models, configuration.settings().backgroundInterval(), clock);
  }

  private WebOptions options() {
    return new WebOptions(
        addresses.stream().map(ListenAddress::parse).toList(),
        telemetryPath,
        maxRequests,
        lifecycle,
        Duration.ofSeconds(10));
  }

  private WebSecurity security() {
    return webConfig.map(WebSecurity::of).orElseGet(WebSecurity::none);
  }

  private WebContent content(Configuration configuration, InstantSource clock) {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(
        new ScrapeCollector(
            (budget, names) ->
                Stream.concat(running().read(budget).stream(), reloads.readings().stream())
                    .toList(),
            new ScrapeBudget(
                configuration.settings().scrapeTimeout(),
                configuration.settings().scrapeTimeoutOffset()),
            ExporterMetrics.everyFamily()));
    registry.register(BuildInfo.read().collector());
    if (!withoutProcessMetrics) {
      registry.register(new RuntimeMetrics());
    }
    return new WebContent(
        MetricsEndpoint.of(registry),
        () -> running().notReady(),
        () -> reload(clock),
        Map.of(
            "/",
            new ModelsPage(
                () -> running().recent(),
                () -> running().models(),
                clock,
                telemetryPath,
                BuildInfo.read().version())));
  }

  /** Takes the config anew, or keeps the running one and says why. */
  private synchronized List<String> reload(InstantSource clock) {
    try {
      Exporter next = open(config.load(), clock);
      next.start();
      Exporter before = running();
      running = next;
      before.close();
      reloads.taken(Instant.now());
      logger.info("reloaded: {} models", next.models().size());
      return List.of();
    } catch (InvalidSpecException | UncheckedIOException e) {
      reloads.refused();
      logger.error("the reload was refused; the running config stays: {}", e.getMessage());
      return List.of(e.getMessage());
    }
  }
}
