package io.tidegauge.exporter.command;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.Exporter;
import io.tidegauge.exporter.collect.Upkeep;
import io.tidegauge.exporter.health.ModelHealth;
import io.tidegauge.exporter.metrics.BuildInfo;
import io.tidegauge.exporter.metrics.MetricsEndpoint;
import io.tidegauge.exporter.metrics.RuntimeMetrics;
import io.tidegauge.exporter.metrics.ScrapeBudget;
import io.tidegauge.exporter.metrics.ScrapeCollector;
import io.tidegauge.exporter.page.ModelsPage;
import io.tidegauge.exporter.web.WebContent;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import io.tidegauge.exporter.web.WebServer;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Reading;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An exporter behind its web server. It takes a new config while it runs. */
final class Service implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Service.class);

  /**
   * How a service serves.
   *
   * @param processMetrics whether the process itself has metrics
   */
  record Options(WebOptions web, WebSecurity security, boolean processMetrics) {}

  /** What runs for one config, and how a scrape of it is answered. */
  private record Running(Exporter exporter, HttpHandler metrics) {}

  private final Supplier<Configuration> config;
  private final InstantSource clock;
  private final Options options;
  private final Reloads reloads = new Reloads();
  private final WebServer server;
  private volatile Running running;

  private Service(Supplier<Configuration> config, InstantSource clock, Options options)
      throws IOException {
    this.config = config;
    this.clock = clock;
    this.options = options;
    this.running = open(Optional.empty());
    try {
      this.server = WebServer.start(options.web(), content(), options.security());
    } catch (IOException | RuntimeException e) {
      running.exporter().close();
      throw e;
    }
    running.exporter().start();
    reloads.taken(Instant.now());
  }

  /**
   * Starts to serve.
   *
   * @param config where the config comes from, now and at each reload
   * @throws InvalidSpecException if something is wrong in it
   * @throws IOException that names the address that could not be had
   */
  static Service start(Supplier<Configuration> config, InstantSource clock, Options options)
      throws IOException {
    Service service = new Service(config, clock, options);
    logger.info("serving {} models on {}", service.models().size(), service.urls());
    return service;
  }

  /** Where it listens. */
  List<URI> urls() {
    return server.urls();
  }

  private List<ModelSpec> models() {
    return running.exporter().models();
  }

  /** The exporter of a configuration, which has read nothing yet. */
  static Exporter exporter(Configuration configuration, InstantSource clock) {
    return exporter(configuration, clock, Optional.empty());
  }

  /**
   * The exporter of a configuration.
   *
   * @param before what ran until now, if something did
   */
  private static Exporter exporter(
      Configuration configuration, InstantSource clock, Optional<Exporter> before) {
    Map<ModelSpec, Path> models = new LinkedHashMap<>();
    configuration.models().forEach(model -> models.put(model.spec(), model.folder()));
    return Exporter.open(
        configuration.databases(),
        models,
        new Upkeep.Shares(
            configuration.settings().backgroundInterval(),
            configuration.settings().fillShare(),
            configuration.settings().recountShare()),
        clock,
        before);
  }

  private Running open(Optional<Exporter> before) {
    Configuration configuration = config.get().fitting(Runtime.getRuntime().maxMemory());
    Exporter exporter = exporter(configuration, clock, before);
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(
        new ScrapeCollector(
            (budget, names) ->
                readings(exporter, budget, names, configuration.settings().alertLimits()),
            new ScrapeBudget(
                configuration.settings().scrapeTimeout(),
                configuration.settings().scrapeTimeoutOffset()),
            ExporterMetrics.everyFamily()));
    registry.register(BuildInfo.read().collector());
    if (options.processMetrics()) {
      registry.register(new RuntimeMetrics());
    }
    return new Running(exporter, MetricsEndpoint.of(registry));
  }

  private List<Reading> readings(
      Exporter exporter, Duration budget, Predicate<String> names, boolean limits) {
    List<Reading> readings = new ArrayList<>(exporter.read(budget));
    if (names.test(ExporterMetrics.MODEL_STATE.name())) {
      readings.addAll(ModelHealth.readings(exporter.models(), exporter.latest()));
    }
    if (limits) {
      readings.addAll(limits(exporter));
    }
    readings.addAll(reloads.readings());
    return readings;
  }

  /** The limits of the alerts of every model that a scrape has read. */
  static List<Reading> limits(Exporter exporter) {
    return exporter.latest().stream()
        .map(Collected::known)
        .flatMap(known -> AlertLimits.of(known.spec(), known::window).stream())
        .toList();
  }

  private WebContent content() {
    ModelsPage page =
        new ModelsPage(
            () -> ask(Exporter::recent),
            this::models,
            clock,
            options.web().telemetryPath(),
            BuildInfo.read().version());
    return new WebContent(
        this::scrape, () -> running.exporter().notReady(), this::reload, Map.of("/", page));
  }

  private void scrape(HttpExchange exchange) throws IOException {
    Running entered = enter();
    try {
      entered.metrics().handle(exchange);
    } finally {
      entered.exporter().leave();
    }
  }

  private List<Collected> ask(Function<Exporter, List<Collected>> question) {
    Exporter exporter = enter().exporter();
    try {
      return question.apply(exporter);
    } finally {
      exporter.leave();
    }
  }

  /** What runs now; it goes on running until it is left. */
  private Running enter() {
    while (true) {
      Running now = running;
      if (now.exporter().enter()) {
        return now;
      }
      if (now.equals(running)) {
        throw new IllegalStateException("the exporter is closed");
      }
    }
  }

  /** Takes the config anew, or keeps the running one and says why. */
  private synchronized List<String> reload() {
    try {
      Running before = running;
      Running next = open(Optional.of(before.exporter()));
      next.exporter().start();
      running = next;
      reloads.taken(Instant.now());
      before.exporter().close();
      logger.info("reloaded: {} models", models().size());
      return List.of();
    } catch (InvalidSpecException | UncheckedIOException e) {
      reloads.refused();
      logger.error("the reload was refused; the running config stays: {}", e.getMessage());
      return List.of(String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    server.close();
    running.exporter().close();
  }
}
