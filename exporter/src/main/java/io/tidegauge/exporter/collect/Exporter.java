package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.Reading;
import io.tidegauge.source.Database;
import io.tidegauge.source.DatabaseClock;
import io.tidegauge.source.Databases;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ModelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Everything that runs for one config: its databases, its models, their background. */
public final class Exporter implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Exporter.class);

  private static final Duration SCRAPED_LATELY = Duration.ofSeconds(10);
  private static final Duration PAGE_BUDGET = Duration.ofSeconds(5);

  private final Databases databases;
  private final Scrape scrape;
  private final Duration interval;
  private final Map<String, Duration> clockDifferences = new ConcurrentHashMap<>();
  private final List<ScheduledExecutorService> schedules = new ArrayList<>();

  private volatile long scrapedNanos = System.nanoTime() - SCRAPED_LATELY.toNanos();

  private Exporter(Databases databases, Scrape scrape, Duration interval) {
    this.databases = databases;
    this.scrape = scrape;
    this.interval = interval;
  }

  /**
   * Assembles an exporter. Nothing is connected to yet.
   *
   * @param models the specs, each with the folder that its profiles are relative to
   * @param interval how often the background reads
   */
  public static Exporter open(
      List<DatabaseConfig> configs,
      Map<ModelSpec, Path> models,
      Duration interval,
      InstantSource clock) {
    Databases databases = Databases.open(configs);
    List<ModelCollector> collectors = new ArrayList<>();
    models.forEach(
        (spec, folder) -> {
          Database database = databases.get(spec.database());
          Profiles profiles = new Profiles(spec, folder);
          Background background = new Background(spec, database, profiles, clock, interval);
          collectors.add(new ModelCollector(spec, database, profiles, background, clock));
        });
    Map<String, Integer> connections = new LinkedHashMap<>();
    configs.forEach(config -> connections.put(config.name(), config.connections()));
    return new Exporter(databases, new Scrape(collectors, connections), interval);
  }

  /**
   * Starts the background: one thread for each database, so that it holds one connection at most.
   */
  public void start() {
    for (Database database : databases.all()) {
      ScheduledExecutorService schedule =
          Executors.newSingleThreadScheduledExecutor(
              task -> {
                Thread thread = new Thread(task, "tidegauge-background-" + database.name());
                thread.setDaemon(true);
                return thread;
              });
      // refresh() lets no exception out, so there is nothing to ask the future for
      var unused =
          schedule.scheduleWithFixedDelay(
              () -> refresh(database), 0, interval.toMillis(), TimeUnit.MILLISECONDS);
      schedules.add(schedule);
    }
  }

  /** Reads once what the background reads. */
  public void refresh() {
    databases.all().forEach(this::refresh);
  }

  private void refresh(Database database) {
    measureClock(database);
    refresh(database.name());
  }

  private void measureClock(Database database) {
    try {
      Instant before = Instant.now();
      Instant theirs = DatabaseClock.read(database, Deadline.after(interval));
      Duration way = Duration.between(before, Instant.now());
      Duration ahead = Duration.between(before.plus(way.dividedBy(2)), theirs);
      clockDifferences.put(database.name(), ahead);
    } catch (QueryFailedException e) {
      clockDifferences.remove(database.name());
    }
  }

  private void refresh(String database) {
    for (ModelCollector model : scrape.models()) {
      if (model.spec().database().equals(database)) {
        try {
          model.background().refresh(interval);
        } catch (RuntimeException e) {
          // A bug in one model's background must not end the schedule of the others.
          logger.error("model {}: background", model.spec().name(), e);
        }
      }
    }
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
    readings.addAll(SelfReadings.readings(scrape, collected, databases.all(), budget));
    clockDifferences.forEach(
        (database, ahead) ->
            readings.add(
                new Reading(
                    ExporterMetrics.CLOCK_DIFFERENCE, List.of(database), ahead.toNanos() / 1e9)));
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
    return scrape.latest();
  }

  /** The models, in the order of the config. */
  public List<ModelSpec> models() {
    return scrape.models().stream().map(ModelCollector::spec).toList();
  }

  /** Why the exporter is not ready; nothing when it is. */
  public List<String> notReady() {
    return scrape.models().stream()
        .filter(model -> !model.background().complete())
        .map(model -> "model " + model.spec().name() + ": the background has not read all yet")
        .toList();
  }

  @Override
  public void close() {
    schedules.forEach(ScheduledExecutorService::shutdownNow);
    scrape.close();
    databases.close();
  }
}
