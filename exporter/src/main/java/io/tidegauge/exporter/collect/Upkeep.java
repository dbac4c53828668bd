package io.tidegauge.exporter.collect;

import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The work for the models of one database that is not done by scrapes: what changes slowly is read
 * on a schedule; between, windows are filled, and when they are, sealed buckets are counted again.
 * One thread, so that it holds one connection at most, which rests after each statement so long
 * that it takes no more than its share of the time.
 */
public final class Upkeep implements AutoCloseable {
  private static final Logger logger = LoggerFactory.getLogger(Upkeep.class);

  /** A recount of little is no hurry. */
  private static final Duration BETWEEN_RECOUNTS = Duration.ofSeconds(5);

  /** Until a database that does not answer is asked again, and work that failed tried again. */
  private static final Duration AFTER_A_FAILURE = Duration.ofSeconds(5);

  /** A share of nothing would never come to an end. */
  private static final double LEAST_SHARE = 0.001;

  /**
   * How much of a connection's time is taken.
   *
   * @param interval how often what changes slowly is read
   * @param fill the share in which windows are filled, 0 to 1
   * @param recount the share in which sealed buckets are counted again, 0 to 1; none where it is 0
   */
  public record Shares(Duration interval, double fill, double recount) {}

  private final DatabaseTime time;
  private final List<ModelCollector> models;
  private final Shares shares;
  private final Map<ModelCollector, Troubles> troubles = new HashMap<>();
  private final ScheduledExecutorService schedule;
  private long refreshedNanos;
  private long askedNanos;
  private int turn;
  private volatile boolean answered = true;

  Upkeep(DatabaseTime time, List<ModelCollector> models, Shares shares) {
    this.time = time;
    this.models = List.copyOf(models);
    this.shares = shares;
    this.refreshedNanos = System.nanoTime() - shares.interval().toNanos();
    models.forEach(model -> troubles.put(model, new Troubles(model.spec().name())));
    this.schedule =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "tidegauge-background-" + time.database());
              thread.setDaemon(true);
              return thread;
            });
  }

  /** Starts the work. */
  void start() {
    schedule.execute(this::step);
  }

  private void step() {
    Duration pause = work();
    try {
      // Neither work() nor this lets an exception out: there is nothing to ask the future for.
      var unused = schedule.schedule(this::step, pause.toNanos(), TimeUnit.NANOSECONDS);
    } catch (RejectedExecutionException e) {
      logger.debug("the exporter is closing");
    }
  }

  /** Does what is due, and says how long to rest. */
  private Duration work() {
    boolean due = isPast(refreshedNanos, shares.interval());
    if (due || (!answered && isPast(askedNanos, AFTER_A_FAILURE))) {
      readSlow(due);
      return Duration.ZERO;
    }
    for (int i = 0; i < models.size(); i++) {
      ModelCollector model = next();
      if (!model.isWhole()) {
        long start = System.nanoTime();
        return attempt(model, "filling windows", () -> model.fill(shares.interval()))
            ? rest(start, shares.fill())
            : AFTER_A_FAILURE;
      }
    }
    if (shares.recount() == 0 || models.isEmpty()) {
      return BETWEEN_RECOUNTS;
    }
    ModelCollector model = next();
    long start = System.nanoTime();
    attempt(model, "recount", () -> model.recount(shares.interval()));
    Duration rest = rest(start, shares.recount());
    boolean hurry = model.isOutdated() || rest.compareTo(BETWEEN_RECOUNTS) > 0;
    return hurry ? rest : BETWEEN_RECOUNTS;
  }

  private ModelCollector next() {
    turn = (turn + 1) % models.size();
    return models.get(turn);
  }

  private static Duration rest(long start, double share) {
    double taken = System.nanoTime() - start;
    double least = Math.max(share, LEAST_SHARE);
    return Duration.ofNanos((long) (taken * (1 - least) / least));
  }

  private static boolean isPast(long nanos, Duration age) {
    return System.nanoTime() - nanos >= age.toNanos();
  }

  /**
   * Reads what changes slowly.
   *
   * @param due whether it is read, and its failure told, even where the database does not answer
   */
  private void readSlow(boolean due) {
    boolean answers = time.measure(Deadline.after(shares.interval()));
    askedNanos = System.nanoTime();
    if (due || answers) {
      models.forEach(model -> attempt(model, "background", () -> model.refresh(shares.interval())));
      refreshedNanos = System.nanoTime();
    }
    // Not before the models were read: what an outage broke is not told as broken by itself.
    answered = answers;
  }

  /** The database's name. */
  String database() {
    return time.database();
  }

  /** Whether the database answered when it was last asked, and the models were read since. */
  boolean answered() {
    return answered;
  }

  /** Does all the work once, without rest. */
  void refresh() {
    readSlow(true);
    models.forEach(this::fill);
    for (ModelCollector model : models) {
      attempt(model, "recount", () -> model.recountOutdated(shares.interval()));
    }
    // Versions that only the past names may have a reference that is profiled at the start.
    for (ModelCollector model : models) {
      attempt(model, "background", () -> model.profile(shares.interval()));
      fill(model);
    }
  }

  private void fill(ModelCollector model) {
    boolean going = true;
    while (going && !model.isWhole()) {
      going = attempt(model, "filling windows", () -> model.fill(shares.interval()));
    }
  }

  private boolean attempt(ModelCollector model, String what, Runnable work) {
    Troubles told = Objects.requireNonNull(troubles.get(model));
    try {
      work.run();
      told.now("");
      return true;
    } catch (QueryFailedException e) {
      told.now(what + ": " + e.getMessage());
    } catch (RuntimeException e) {
      // A bug in one model's background must not end the schedule of the others.
      logger.error("model {}: {}", model.spec().name(), what, e);
    }
    return false;
  }

  @Override
  public void close() {
    schedule.shutdownNow();
  }
}
