package io.tidegauge.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers scrapes on threads of their own, so that scrapes that hang never hold a thread that the
 * health page needs.
 */
final class ScrapeEndpoint {
  private static final Logger LOG = LoggerFactory.getLogger(ScrapeEndpoint.class);

  /** A client may ask again before the thread of its last answer has given its place back. */
  private static final long GRACE_MILLIS = 20;

  private final HttpHandler metrics;
  private final int maxRequests;
  private final Semaphore places;
  private final ExecutorService threads;
  private final LongAdder rejected = new LongAdder();

  ScrapeEndpoint(HttpHandler metrics, int maxRequests, ThreadFactory factory) {
    this.metrics = metrics;
    this.maxRequests = maxRequests;
    this.places = new Semaphore(maxRequests == 0 ? Integer.MAX_VALUE : maxRequests);
    this.threads =
        new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), factory);
  }

  /** Takes the exchange over, and runs {@code done} when it has been answered. */
  void accept(HttpExchange exchange, Runnable done) throws IOException {
    if (!takePlace()) {
      rejected.increment();
      LOG.debug("a scrape was turned away: {} are under way", maxRequests);
      finish(exchange, tooMany(), done);
      return;
    }
    try {
      threads.execute(() -> finish(exchange, scrape(exchange), afterwards(done)));
    } catch (RejectedExecutionException e) {
      places.release();
      finish(exchange, Reply.text(503, "shutting down"), done);
    }
  }

  long rejected() {
    return rejected.sum();
  }

  void stop() {
    threads.shutdownNow();
  }

  private Runnable afterwards(Runnable done) {
    return () -> {
      places.release();
      done.run();
    };
  }

  private boolean takePlace() {
    try {
      return places.tryAcquire() || places.tryAcquire(GRACE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private Reply tooMany() {
    return Reply.text(
            503, "Limit of concurrent scrapes reached (" + maxRequests + "), try again later.")
        .with("Retry-After", "1");
  }

  private Reply scrape(HttpExchange exchange) {
    BufferedExchange buffered = new BufferedExchange(exchange);
    try {
      metrics.handle(buffered);
    } catch (Throwable e) { // an Error, too, must not leave the client without an answer
      LOG.error("a scrape failed", e);
      return failure();
    }
    if (buffered.failed()) {
      // The handler has logged the exception itself, and put its stack trace into its answer.
      LOG.error("a scrape was answered with status {}", buffered.getResponseCode());
      return failure();
    }
    return buffered.reply();
  }

  private static Reply failure() {
    return Reply.text(500, "The scrape failed; the exporter's log says why.");
  }

  private static void finish(HttpExchange exchange, Reply reply, Runnable done) {
    try {
      reply.send(exchange);
    } catch (IOException e) {
      LOG.debug("an answer could not be sent", e);
      exchange.close();
    } catch (RuntimeException | Error e) {
      LOG.error("an answer could not be sent", e);
      exchange.close();
    } finally {
      done.run();
    }
  }
}
