package io.tidegauge.statistics;

import java.util.List;

/** Draws distributions as they would be if nothing had drifted. */
interface Resampling {

  /**
   * Independent draws of the reference, to be set against current draws of so many rows. The same
   * list may serve several row counts: a score's distribution needs fresh draws within one row
   * count, not between two of them.
   */
  List<Distribution> references(double currentRows);

  /** A fresh draw of so many current rows. */
  Distribution current(double rows);
}
