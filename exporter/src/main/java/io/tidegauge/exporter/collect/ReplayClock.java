package io.tidegauge.exporter.collect;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A clock that starts at a moment of history and runs at a speed of its own. */
public final class ReplayClock implements InstantSource {
  private static final Pattern TEXT = Pattern.compile("([^,]+?)(?:,\\s*([0-9]+(?:\\.[0-9]+)?)x)?");

  private final Instant start;
  private final double speed;
  private final long startNanos;

  private ReplayClock(Instant start, double speed) {
    this.start = start;
    this.speed = speed;
    this.startNanos = System.nanoTime();
  }

  /**
   * Reads {@code 2008-06-02T00:00:00Z,3600x}: the start, and how many of its seconds pass in one of
   * ours; 1 where it is left out, and with 0 the clock stands.
   *
   * @throws IllegalArgumentException if the text is none of these
   */
  public static InstantSource parse(String text) {
    if (text.isBlank()) {
      return Clock.systemUTC();
    }
    Matcher matcher = TEXT.matcher(text.trim());
    try {
      if (matcher.matches()) {
        String speed = matcher.group(2);
        return new ReplayClock(
            Instant.parse(matcher.group(1)), speed == null ? 1 : Double.parseDouble(speed));
      }
    } catch (DateTimeException e) {
      // told below, with the form that is asked for
    }
    throw new IllegalArgumentException(
        "\""
            + text
            + "\" is not a clock; write its start and its speed: 2008-06-02T00:00:00Z,3600x");
  }

  @Override
  public Instant instant() {
    long elapsed = System.nanoTime() - startNanos;
    return start.plus(Duration.ofNanos((long) (elapsed * speed)));
  }
}
