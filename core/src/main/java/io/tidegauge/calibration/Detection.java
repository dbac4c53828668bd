package io.tidegauge.calibration;

import io.tidegauge.statistics.Interval;
import io.tidegauge.statistics.Proportion;
import java.util.Optional;

/**
 * How many shifts were found, of those that were put into a history.
 *
 * @param found those of which the alert fired within {@link Onsets#within}
 * @param shifts all of them
 * @param hours how long it took in all, where a shift that was not found counts as found at the end
 *     of that
 */
public record Detection(long found, long shifts, double hours) {
  /** Of no shift. */
  static final Detection NONE = new Detection(0, 0, 0);

  /** Both together. */
  Detection plus(Detection other) {
    return new Detection(found + other.found, shifts + other.shifts, hours + other.hours);
  }

  /**
   * The mean time to find one, in hours, where one that was not found counts for {@link
   * Onsets#within}.
   */
  public double meanHours() {
    return hours / shifts;
  }

  /** Wilson's interval of the share that was found, at 95 %; nothing without shifts. */
  public Optional<Interval> interval() {
    return new Proportion(found, shifts).interval(0.95);
  }

  /**
   * What an alert finds in a history.
   *
   * @param size which of the sizes of a shift
   * @param limit of the score
   * @param pending how many evaluations after the first one it fires
   */
  static Detection in(
      ColumnHistory history, Evaluations evaluations, int size, double limit, int pending) {
    Onsets onsets = new Onsets(evaluations);
    double step = evaluations.step().toMillis() / 3.6e6;
    double longest = onsets.lookedAt() * step;
    long found = 0;
    long shifts = 0;
    double hours = 0;
    for (int onset = 0; onset + onsets.lookedAt() < history.size(); onset += onsets.spacing()) {
      if (Double.isNaN(history.score(onset))) {
        continue;
      }
      shifts++;
      double took = longest;
      int due = dueBefore(history, onset, limit, pending);
      for (int place = onset; place <= onset + onsets.lookedAt(); place++) {
        due = isDue(history.shifted(place, size), history.noise(place), limit) ? due + 1 : 0;
        if (due > pending) {
          found++;
          took = (place - onset) * step;
          break;
        }
      }
      hours += took;
    }
    return new Detection(found, shifts, hours);
  }

  /** At how many evaluations in a row before an onset it is due already, without any shift. */
  private static int dueBefore(ColumnHistory history, int onset, double limit, int pending) {
    int due = 0;
    for (int place = Math.max(0, onset - pending); place < onset; place++) {
      due = isDue(history.score(place), history.noise(place), limit) ? due + 1 : 0;
    }
    return due;
  }

  private static boolean isDue(double score, double noise, double limit) {
    return score > limit && score > noise;
  }
}
