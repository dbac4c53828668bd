package io.tidegauge.exporter.collect;

import io.tidegauge.source.Deadline;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Collects all models within a budget: what is ready in time is served, what is not is absent and
 * says so. Of each database as many models are collected at once as it has connections, the ones
 * that took least last time first, so that a slow table does not starve the others; scrapes that
 * come together share one collection of a model.
 */
public final class Scrape implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Scrape.class);

  /**
   * What is kept back of a budget for statistics and rendering: 10 %, at the most half a second.
   */
  private static final Duration MOST_KEPT_BACK = Duration.ofMillis(500);

  private static final Duration DRAIN = Duration.ofSeconds(10);

  private final List<ModelCollector> models;
  private final Map<String, ExecutorService> workers = new LinkedHashMap<>();
  private final Map<String, Future<Collected>> inFlight = new ConcurrentHashMap<>();
  private final Map<String, Duration> lastDuration = new ConcurrentHashMap<>();
  private final Map<String, Collected> latest = new ConcurrentHashMap<>();

  /**
   * Collects these models.
   *
   * @param connections how many connections each database has, by name
   */
  public Scrape(List<ModelCollector> models, Map<String, Integer> connections) {
    this.models = List.copyOf(models);
    connections.forEach(
        (database, count) ->
            workers.put(
                database,
                Executors.newFixedThreadPool(count, task -> daemon(task, "collect-" + database))));
  }

  private static Thread daemon(Runnable task, String name) {
    Thread thread = new Thread(task, "tidegauge-" + name);
    thread.setDaemon(true);
    return thread;
  }

  /** What was found out about every model, in the order of the config. */
  public List<Collected> collect(Duration budget) {
    Duration tenth = budget.dividedBy(10);
    Duration keptBack = tenth.compareTo(MOST_KEPT_BACK) < 0 ? tenth : MOST_KEPT_BACK;
    Deadline deadline = Deadline.after(budget.minus(keptBack));
    Map<ModelCollector, Future<Collected>> futures = new LinkedHashMap<>();
    models.stream()
        .sorted(Comparator.comparing(this::lastDuration))
        .forEach(model -> futures.put(model, started(model, deadline)));
    List<Collected> collected = new ArrayList<>();
    for (ModelCollector model : models) {
      collected.add(await(model, Objects.requireNonNull(futures.get(model)), deadline));
    }
    return collected;
  }

  private Duration lastDuration(ModelCollector model) {
    return lastDuration.getOrDefault(model.spec().name(), Duration.ZERO);
  }

  /** A scrape may still come to an exporter whose config has just been replaced. */
  private Future<Collected> started(ModelCollector model, Deadline deadline) {
    try {
      return start(model, deadline);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.completedFuture(
          model.withoutRows(Reason.TIMEOUT, "the exporter is stopping"));
    }
  }

  private Future<Collected> start(ModelCollector model, Deadline deadline) {
    String name = model.spec().name();
    return inFlight.computeIfAbsent(
        name,
        key -> {
          FutureTask<Collected> task =
              new FutureTask<>(
                  () -> {
                    try {
                      return collect(model, deadline);
                    } finally {
                      inFlight.remove(name);
                    }
                  });
          Objects.requireNonNull(workers.get(model.spec().database())).execute(task);
          return task;
        });
  }

  private Collected collect(ModelCollector model, Deadline deadline) {
    long start = System.nanoTime();
    Collected collected =
        deadline.passed()
            ? model.withoutRows(Reason.TIMEOUT, "no connection came free within the scrape")
            : model.collect(deadline);
    lastDuration.put(model.spec().name(), Duration.ofNanos(System.nanoTime() - start));
    latest.put(model.spec().name(), collected);
    return collected;
  }

  private Collected await(ModelCollector model, Future<Collected> future, Deadline deadline) {
    try {
      return future.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
    } catch (TimeoutException e) {
      return model.withoutRows(Reason.TIMEOUT, "not done within the scrape's budget");
    } catch (ExecutionException e) {
      logger.error("model {}: collecting failed", model.spec().name(), e.getCause());
      return model.withoutRows(Reason.UNDEFINED, "a bug; the log has it");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return model.withoutRows(Reason.TIMEOUT, "the exporter is stopping");
    }
  }

  /** What the last finished collection of each model found, in the order of the config. */
  public List<Collected> latest() {
    return models.stream()
        .map(model -> latest.get(model.spec().name()))
        .filter(Objects::nonNull)
        .toList();
  }

  /** The models that are collected. */
  public List<ModelCollector> models() {
    return models;
  }

  /** Lets the collections that are under way end, for a while, and takes no more. */
  @Override
  public void close() {
    workers.values().forEach(ExecutorService::shutdown);
    try {
      for (ExecutorService worker : workers.values()) {
        if (!worker.awaitTermination(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
          worker.shutdownNow();
        }
      }
    } catch (InterruptedException e) {
      workers.values().forEach(ExecutorService::shutdownNow);
      Thread.currentThread().interrupt();
    }
  }
}
