package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Reading;
import io.tidegauge.source.Database;
import io.tidegauge.source.Databases;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ReferenceSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs for one config: its databases, its models, their background. */
public final class Exporter implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Exporter.class);

  private static final Duration SCRAPED_LATELY = Duration.ofSeconds(10);
  private static final Duration LONGEST_USE = Duration.ofSeconds(15);
  private static final Duration PAGE_BUDGET = Duration.ofSeconds(5);

  private final Databases databases;
  private final Scrape scrape;
  private final List<DatabaseTime> times;
  private final List<Upkeep> upkeeps;

  /** Who uses the exporter, and the exporter itself until it is closed. */
  private final Phaser users = new Phaser(1);

  private volatile long scrapedNanos = System.nanoTime() - SCRAPED_LATELY.toNanos();

  private Exporter(
      Databases databases, Scrape scrape, List<DatabaseTime> times, List<Upkeep> upkeeps) {
    this.databases = databases;
    this.scrape = scrape;
    this.times = List.copyOf(times);
    this.upkeeps = List.copyOf(upkeeps);
  }

  /**
   * Assembles an exporter. Nothing is connected to yet.
   *
   * @param models the specs, each with the folder that its profiles are relative to
   * @param shares how much of a connection's time the background may take
   * @param before what ran until now, if something did
   */
  public static Exporter open(
      List<DatabaseConfig> configs,
      Map<ModelSpec, Path> models,
      Upkeep.Shares shares,
      InstantSource clock,
      Optional<Exporter> before) {
    return open(configs, models, shares, clock, before, Era.PRESENT);
  }

  /** Assembles an exporter whose clock is moved through the past, by who asks for readings. */
  public static Exporter ofThePast(
      List<DatabaseConfig> configs,
      Map<ModelSpec, Path> models,
      Duration interval,
      InstantSource clock) {
    Upkeep.Shares shares = new Upkeep.Shares(interval, 1, 0);
    return open(configs, models, shares, clock, Optional.empty(), Era.PAST);
  }

  private static Exporter open(
      List<DatabaseConfig> configs,
      Map<ModelSpec, Path> models,
      Upkeep.Shares shares,
      InstantSource clock,
      Optional<Exporter> before,
      Era era) {
    Databases databases = Databases.open(configs);
    Map<String, DatabaseTime> times = new LinkedHashMap<>();
    Map<String, List<ModelCollector>> byDatabase = new LinkedHashMap<>();
    databases
        .all()
        .forEach(
            database -> {
              times.put(database.name(), new DatabaseTime(database, clock));
              byDatabase.put(database.name(), new ArrayList<>());
            });
    List<ModelCollector> collectors = new ArrayList<>();
    models.forEach(
        (spec, folder) -> {
          Database database = databases.get(spec.database());
          DatabaseTime time = Objects.requireNonNull(times.get(database.name()));
          Optional<ModelCollector> old = before.flatMap(exporter -> exporter.serving(spec.name()));
          Profiles profiles =
              old.filter(collector -> spec.reference().orElse(null) instanceof ReferenceSpec.Rows)
                  .filter(collector -> collector.counting().equals(Counting.of(spec, database)))
                  .map(ModelCollector::profiles)
                  .orElseGet(() -> new Profiles(spec, folder));
          Background background =
              new Background(spec, database, profiles, time, shares.interval(), era);
          ModelCollector collector =
              new ModelCollector(spec, database, profiles, background, time, old);
          collectors.add(collector);
          Objects.requireNonNull(byDatabase.get(database.name())).add(collector);
        });
    List<Upkeep> upkeeps = new ArrayList<>();
    byDatabase.forEach(
        (database, its) ->
            upkeeps.add(new Upkeep(Objects.requireNonNull(times.get(database)), its, shares)));
    Map<String, Integer> connections = new LinkedHashMap<>();
    configs.forEach(config -> connections.put(config.name(), config.connections()));
    return new Exporter(
        databases, new Scrape(collectors, connections), List.copyOf(times.values()), upkeeps);
  }

  private Optional<ModelCollector> serving(String model) {
    return scrape.models().stream()
        .filter(collector -> collector.spec().name().equals(model))
        .map(ModelCollector::serving)
        .findFirst();
  }

  /** Starts the background. */
  public void start() {
    upkeeps.forEach(Upkeep::start);
  }

  /** Reads once what the background reads, and fills all windows. */
  public void refresh() {
    upkeeps.forEach(Upkeep::refresh);
  }

  /** Keeps the exporter from closing until {@link #leave}; false if it is closed already. */
  public boolean enter() {
    return users.register() >= 0;
  }

  /** Ends what {@link #enter} began. */
  public void leave() {
    users.arriveAndDeregister();
  }

  /**
   * Scrapes.
   *
   * @param budget how long it may take
   */
  public List<Reading> read(Duration budget) {
    List<Collected> collected = scrape.collect(budget);
    scrapedNanos = System.nanoTime();
    List<Reading> readings = new ArrayList<>();
    collected.forEach(model -> readings.addAll(model.readings()));
    Set<String> silent =
        upkeeps.stream()
            .filter(upkeep -> !upkeep.answered())
            .map(Upkeep::database)
            .collect(Collectors.toSet());
    readings.addAll(SelfReadings.readings(scrape, collected, databases.all(), silent, budget));
    times.forEach(
        time ->
            time.ahead()
                .ifPresent(
                    ahead ->
                        readings.add(
                            new Reading(
                                ExporterMetrics.CLOCK_DIFFERENCE,
                                List.of(time.database()),
                                ahead.toNanos() / 1e9))));
    return readings;
  }

  /**
   * What is known of each model for a person who looks: what the last scrape found, or, where none
   * came lately, what is found now.
   */
  public List<Collected> recent() {
    if (System.nanoTime() - scrapedNanos > SCRAPED_LATELY.toNanos()) {
      read(PAGE_BUDGET);
    }
    return latest();
  }

  /** What the last finished scrape found of each model; nothing of one that none has read yet. */
  public List<Collected> latest() {
    return scrape.latest();
  }

  /** The models, in the order of the config. */
  public List<ModelSpec> models() {
    return scrape.models().stream().map(ModelCollector::spec).toList();
  }

  /** Why the exporter is not ready; nothing when it is. */
  public List<String> notReady() {
    return scrape.models().stream()
        .flatMap(
            model ->
                model.notReady().stream().map(why -> "model " + model.spec().name() + ": " + why))
        .toList();
  }

  /** Lets those who entered leave, for as long as a scrape may take, and closes. */
  @Override
  public void close() {
    try {
      int phase = users.arriveAndDeregister();
      users.awaitAdvanceInterruptibly(phase, LONGEST_USE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      logger.warn("closed before all scrapes were done");
    }
    upkeeps.forEach(Upkeep::close);
    scrape.close();
    databases.close();
  }
}
