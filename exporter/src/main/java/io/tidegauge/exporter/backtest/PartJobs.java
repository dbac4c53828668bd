package io.tidegauge.exporter.backtest;

import io.tidegauge.exporter.backtest.Past.Part;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;

/** Runs parts of the past, several at once. */
final class PartJobs {
  private final LongConsumer progress;
  private final AtomicBoolean goesOn = new AtomicBoolean(true);
  private long done;

  private PartJobs(LongConsumer progress) {
    this.progress = progress;
  }

  /** What is done with a part. */
  interface Job {
    void run(Part part, Steps steps) throws IOException;
  }

  /** What a job says of its steps. */
  final class Steps {
    private final Part part;

    private Steps(Part part) {
      this.part = part;
    }

    /** One more is done; whether there is a point in going on. */
    boolean done() {
      add(1);
      return goesOn.get();
    }

    /** All were done before. */
    void skip() {
      add(part.steps());
    }
  }

  /**
   * Runs them all.
   *
   * @param jobs how many at once
   * @param progress takes how many steps are done, again and again, from several threads
   * @throws PastUnreadableException if a moment cannot be read
   */
  static void run(List<Part> parts, int jobs, LongConsumer progress, Job job)
      throws InterruptedException {
    PartJobs all = new PartJobs(progress);
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> running = new ArrayList<>();
      for (Part part : parts) {
        running.add(threads.submit(() -> all.run(part, job)));
      }
      for (Future<?> one : running) {
        await(one);
      }
    } finally {
      all.goesOn.set(false);
      threads.shutdown();
      threads.awaitTermination(1, TimeUnit.MINUTES);
    }
  }

  private void run(Part part, Job job) {
    try {
      if (goesOn.get()) {
        job.run(part, new Steps(part));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void await(Future<?> part) throws InterruptedException {
    try {
      part.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  private synchronized void add(long steps) {
    done += steps;
    progress.accept(done);
  }
}
