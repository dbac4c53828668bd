package io.tidegauge.spec;

import java.time.Duration;

/**
 * A service-level objective: which share of the predictions must be good, over a time that slides.
 *
 * @param target the share that must be good, at least 0.5 and below 1
 * @param timeWindow the time over which the error budget is given, 28 to 90 days
 * @param minBadRows how many predictions must have been bad in an alert's long window before anyone
 *     is told
 * @param below of latency, the seconds up to which an answer is good; else 0
 */
public record ObjectiveSpec(
    Indicator indicator, double target, Duration timeWindow, long minBadRows, double below) {

  /** What makes a prediction good. */
  public enum Indicator {
    /** It was answered, in time. */
    LATENCY,
    /** It was answered at all. */
    AVAILABILITY,
    /** It turned out right, by its label. */
    QUALITY;

    /** The key in the spec. */
    public String key() {
      return Words.word(this);
    }
  }
}
