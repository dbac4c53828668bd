package io.tidegauge.source;

import java.util.List;

/**
 * What was read of pairs.
 *
 * @param counts what the pairs were gathered in
 * @param pairs how many there were
 * @param failedFeatures features that could not be read on one of the sides, with their index among
 *     the compared ones: in the pairs they are missing on both sides, which says nothing
 * @param typeErrors values that are no number where one is declared; they count as NULL
 */
public record PairResult<C>(
    C counts, long pairs, List<FailedColumn> failedFeatures, long typeErrors) {
  public PairResult {
    failedFeatures = List.copyOf(failedFeatures);
  }
}
