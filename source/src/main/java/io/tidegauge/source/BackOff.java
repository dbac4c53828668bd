package io.tidegauge.source;

import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a database that refuses connections from being asked again and again: 1 s, then 2 s, up to
 * 60 s. A wrong password asked for at every scrape would lock the account. Safe for use by several
 * threads.
 */
final class BackOff {
  private static final long FIRST = 1_000_000_000L;
  private static final long LONGEST = 60 * FIRST;

  /** A connection that could not be opened. */
  record Refusal(FailureKind kind, String reason, String sqlState, long atNanos) {}

  private final LongSupplier nanos;
  private @Nullable Refusal last;
  private long pause;

  BackOff(LongSupplier nanos) {
    this.nanos = nanos;
  }

  synchronized void refused(FailureKind kind, String reason, String sqlState) {
    pause = pause == 0 ? FIRST : Math.min(LONGEST, 2 * pause);
    last = new Refusal(kind, reason, sqlState, nanos.getAsLong());
  }

  synchronized void succeeded() {
    pause = 0;
    last = null;
  }

  /** The last refusal, as long as it is too early to ask again. */
  synchronized Optional<Refusal> pending() {
    return Optional.ofNullable(last)
        .filter(refusal -> nanos.getAsLong() - refusal.atNanos() < pause);
  }

  /** The last refusal, if it came after that moment and no connection has been opened since. */
  synchronized Optional<Refusal> since(long moment) {
    return Optional.ofNullable(last).filter(refusal -> refusal.atNanos() - moment >= 0);
  }
}
