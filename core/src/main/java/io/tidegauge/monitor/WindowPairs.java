package io.tidegauge.monitor;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.SkewTally;
import java.time.Duration;
import java.util.List;

/**
 * The matured predictions of a version in one window, beside what training computes for them.
 *
 * @param length the window's; it ends where predictions are mature
 * @param features what is compared, in the order of the tally
 * @param unreadable features that could not be read on one of the sides: they have no readings
 * @param pending predictions that are not mature yet and have no training row yet
 */
public record WindowPairs(
    String version,
    Duration length,
    List<ComparedFeature> features,
    List<String> unreadable,
    SkewTally tally,
    long pending) {

  public WindowPairs {
    features = List.copyOf(features);
    unreadable = List.copyOf(unreadable);
  }

  /** The window's length as label value. */
  public String window() {
    return Windows.label(length);
  }
}
