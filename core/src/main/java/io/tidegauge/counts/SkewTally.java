package io.tidegauge.counts;

import java.util.List;

/**
 * What was counted of a set of pairs. A commutative monoid under {@link #merge}. Not safe for use
 * by several threads.
 */
public final class SkewTally {
  private long matched;
  private long unmatched;
  private long duplicate;
  private long skewedExamples;
  private final long[] skewed;
  private final long[] oneSideNull;

  /** Nothing counted yet. */
  SkewTally(int features) {
    this.skewed = new long[features];
    this.oneSideNull = new long[features];
  }

  void add(List<ComparedFeature> features, Tolerance tolerance, PairRow pair) {
    switch (pair.match()) {
      case UNMATCHED -> unmatched++;
      case DUPLICATE -> duplicate++;
      case MATCHED -> {
        matched++;
        boolean any = false;
        for (int i = 0; i < skewed.length; i++) {
          any |= isSkewed(features.get(i), i, tolerance, pair);
        }
        skewedExamples += any ? 1 : 0;
      }
    }
  }

  private boolean isSkewed(ComparedFeature feature, int index, Tolerance tolerance, PairRow pair) {
    boolean serving = pair.serving().isPresent(index);
    boolean training = pair.training().isPresent(index);
    if (serving != training) {
      oneSideNull[index]++;
      skewed[index]++;
      return true;
    }
    if (serving && !tolerance.isSame(feature, index, pair)) {
      skewed[index]++;
      return true;
    }
    return false;
  }

  /** Adds what was counted elsewhere of the same features. */
  public void merge(SkewTally other) {
    if (skewed.length != other.skewed.length) {
      throw new IllegalArgumentException("tallies of different features cannot be added");
    }
    matched += other.matched;
    unmatched += other.unmatched;
    duplicate += other.duplicate;
    skewedExamples += other.skewedExamples;
    for (int i = 0; i < skewed.length; i++) {
      skewed[i] += other.skewed[i];
      oneSideNull[i] += other.oneSideNull[i];
    }
  }

  /** Predictions that were compared with a training row, each feature of them. */
  public long matched() {
    return matched;
  }

  /** Predictions without a training row. */
  public long unmatched() {
    return unmatched;
  }

  /** Ids, of one version, that are there more than once on either side. */
  public long duplicate() {
    return duplicate;
  }

  /** Compared predictions of which at least one feature is skewed. */
  public long skewedExamples() {
    return skewedExamples;
  }

  /** Compared predictions in which a feature is not the same, NULL on one side only included. */
  public long skewed(int feature) {
    return skewed[feature];
  }

  /** Compared predictions in which a feature is NULL on one side only. */
  public long oneSideNull(int feature) {
    return oneSideNull[feature];
  }

  /** How many features there are. */
  public int features() {
    return skewed.length;
  }
}
