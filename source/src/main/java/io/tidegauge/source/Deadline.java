package io.tidegauge.source;

import java.time.Duration;
import java.util.function.LongSupplier;

/** The moment by which an answer must be there. Immune to changes of the wall clock. */
public final class Deadline {
  private final LongSupplier nanos;
  private final long end;

  private Deadline(LongSupplier nanos, long end) {
    this.nanos = nanos;
    this.end = end;
  }

  /** The moment that lies {@code time} ahead. */
  public static Deadline after(Duration time) {
    return after(time, System::nanoTime);
  }

  static Deadline after(Duration time, LongSupplier nanos) {
    return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
  }

  /** The earlier of this moment and the one that lies {@code time} ahead. */
  public Deadline orAfter(Duration time) {
    return remaining().compareTo(time) <= 0 ? this : after(time, nanos);
  }

  /** How much time is left; zero where the moment has passed. */
  public Duration remaining() {
    return Duration.ofNanos(Math.max(0, end - nanos.getAsLong()));
  }

  /** Whether the moment has passed. */
  public boolean passed() {
    return end - nanos.getAsLong() <= 0;
  }
}
