package io.tidegauge.exporter.metrics;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How long a scrape may take: never so long that Prometheus gives up on it first. */
public final class ScrapeBudget {
  /** The header in which Prometheus says how long it will wait. */
  public static final String HEADER = "X-Prometheus-Scrape-Timeout-Seconds";

  private static final Logger LOG = LoggerFactory.getLogger(ScrapeBudget.class);

  /** What is used of a time that is shorter than the offset. */
  private static final double SHORT_SHARE = 0.8;

  private final Duration configured;
  private final Duration offset;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * Takes the config's part.
   *
   * @param configured the longest budget, and the one without the header
   * @param offset kept back of the header's time, for rendering and the way back
   */
  public ScrapeBudget(Duration configured, Duration offset) {
    this.configured = configured;
    this.offset = offset;
  }

  /** The budget for a request with this header, or without it. */
  public Duration of(@Nullable String header) {
    if (header == null) {
      return configured;
    }
    double seconds = seconds(header);
    if (!(seconds > 0) || Double.isInfinite(seconds)) {
      if (told.compareAndSet(false, true)) {
        LOG.warn("a scrape's {} is not a number of seconds; it is ignored", HEADER);
      }
      return configured;
    }
    double kept = offset.toNanos() / 1e9;
    double usable = kept >= seconds ? SHORT_SHARE * seconds : seconds - kept;
    return usable >= configured.toNanos() / 1e9
        ? configured
        : Duration.ofNanos(Math.max(1, Math.round(usable * 1e9)));
  }

  private static double seconds(String header) {
    try {
      return Double.parseDouble(header.strip());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }
}
