package io.tidegauge.exporter.page;

import io.tidegauge.exporter.health.Wording;
import io.tidegauge.statistics.DriftDistance;

/**
 * How far a column is from its reference.
 *
 * @param limit above which the alert looks
 * @param enough whether there are enough rows for the alert to look
 */
record Score(DriftDistance distance, double value, double noise, double limit, boolean enough) {

  /** Over the limit and over the noise: large and real. */
  boolean drifted() {
    return enough && value > limit && value > noise;
  }

  /** How near to drift it is: 1 and above is drift, if there are enough rows. */
  double urgency() {
    return value / Math.max(limit, noise);
  }

  /** The score and what it is held against. */
  String text() {
    return "%s %s — limit %s, noise %s"
        .formatted(
            distance.title(), Wording.number(value), Wording.number(limit), Wording.number(noise));
  }
}
