package io.tidegauge.source;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Ends a statement at its deadline: first by a cancel, and if the server does not answer that, by
 * giving up the connection. An interrupt would do nothing: all drivers ignore it.
 */
final class Cancellation implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(1);

  private final ScheduledExecutorService clock;
  private final Deadline deadline;
  private @Nullable Statement statement;
  private @Nullable Future<?> next;
  private boolean cancelled;

  Cancellation(ScheduledExecutorService clock, Deadline deadline) {
    this.clock = clock;
    this.deadline = deadline;
  }

  /** From now on, this is the statement to cancel. */
  synchronized void watch(Statement running) {
    statement = running;
    next = clock.schedule(this::cancel, deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
  }

  /**
   * Ends the statement now.
   *
   * <p>Holds the lock while it cancels: a cancel that reached the server after its statement had
   * ended would hit the connection's next one.
   */
  synchronized void cancel() {
    if (statement == null) {
      return;
    }
    cancelled = true;
    if (next != null) {
      next.cancel(false);
    }
    next = clock.schedule(this::abandon, GRACE.toNanos(), TimeUnit.NANOSECONDS);
    try {
      statement.cancel();
    } catch (SQLException e) {
      abandon();
    }
  }

  private synchronized void abandon() {
    if (statement == null) {
      return;
    }
    try {
      statement.getConnection().unwrap(Connection.class).abort(Runnable::run);
    } catch (SQLException ignored) {
      // Nothing more can be done from here; the socket's own timeout is left.
    }
  }

  /** Whether the deadline came while the statement ran. */
  synchronized boolean cancelled() {
    return cancelled;
  }

  /** The statement has ended. */
  @Override
  public synchronized void close() {
    statement = null;
    if (next != null) {
      next.cancel(false);
    }
  }
}
