package io.tidegauge.counts;

import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What was counted of a set of pairs. A commutative monoid under {@link #merge}. Not safe for use
 * by several threads.
 */
public final class SkewTally {
  /** How the two values of a feature stand to each other. */
  public enum Kind {
    EQUAL,
    DIFFERENT,
    /** NULL in serving. */
    ONLY_TRAINING,
    /** NULL in training. */
    ONLY_SERVING,
    /** NULL on both sides, which is no skew. */
    NULL
  }

  private long matched;
  private long unmatched;
  private long duplicate;
  private long skewedExamples;
  private final FeatureTally[] features;

  /** Nothing counted yet. */
  SkewTally(int features) {
    this.features = Stream.generate(FeatureTally::new).limit(features).toArray(FeatureTally[]::new);
  }

  /** The compared examples of one feature, and how far apart its finite numbers are. */
  private static final class FeatureTally {
    private final Map<Kind, Long> examples = new EnumMap<>(Kind.class);
    private long numbers;
    private double signed;
    private double relative;

    void add(Kind kind) {
      examples.merge(kind, 1L, Long::sum);
    }

    long examples(Kind kind) {
      return examples.getOrDefault(kind, 0L);
    }

    void add(double serving, double training) {
      if (Double.isFinite(serving) && Double.isFinite(training)) {
        numbers++;
        signed += serving - training;
        relative += relative(serving, training);
      }
    }

    /** By halves, lest the sum or the difference overflows. */
    private static double relative(double serving, double training) {
      double half = Math.abs(serving) / 2 + Math.abs(training) / 2;
      return half == 0 ? 0 : 2 * (Math.abs(serving / 2 - training / 2) / half);
    }

    void merge(FeatureTally other) {
      other.examples.forEach((kind, count) -> examples.merge(kind, count, Long::sum));
      numbers += other.numbers;
      signed += other.signed;
      relative += other.relative;
    }

    Outcome mean(double sum) {
      if (numbers == 0) {
        return Outcome.absent(Reason.NO_DATA);
      }
      return Double.isFinite(sum) ? Outcome.of(sum / numbers) : Outcome.absent(Reason.UNDEFINED);
    }
  }

  void add(List<ComparedFeature> compared, Tolerance tolerance, PairRow pair) {
    switch (pair.match()) {
      case UNMATCHED -> unmatched++;
      case DUPLICATE -> duplicate++;
      case MATCHED -> {
        matched++;
        boolean any = false;
        for (int i = 0; i < features.length; i++) {
          Kind kind = kind(compared.get(i), i, tolerance, pair);
          features[i].add(kind);
          any |= kind != Kind.EQUAL && kind != Kind.NULL;
        }
        skewedExamples += any ? 1 : 0;
      }
    }
  }

  private Kind kind(ComparedFeature feature, int index, Tolerance tolerance, PairRow pair) {
    boolean serving = pair.serving().isPresent(index);
    boolean training = pair.training().isPresent(index);
    if (!serving || !training) {
      return serving ? Kind.ONLY_SERVING : training ? Kind.ONLY_TRAINING : Kind.NULL;
    }
    if (feature.type() == FeatureType.NUMERIC) {
      features[index].add(pair.serving().number(index), pair.training().number(index));
    }
    return tolerance.isSame(feature, index, pair) ? Kind.EQUAL : Kind.DIFFERENT;
  }

  /** Adds what was counted elsewhere of the same features. */
  public void merge(SkewTally other) {
    if (features.length != other.features.length) {
      throw new IllegalArgumentException("tallies of different features cannot be added");
    }
    matched += other.matched;
    unmatched += other.unmatched;
    duplicate += other.duplicate;
    skewedExamples += other.skewedExamples;
    for (int i = 0; i < features.length; i++) {
      features[i].merge(other.features[i]);
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
    return matched - examples(feature, Kind.EQUAL) - examples(feature, Kind.NULL);
  }

  /** Compared predictions in which a feature's two values stand to each other like this. */
  public long examples(int feature, Kind kind) {
    return features[feature].examples(kind);
  }

  /**
   * The symmetric mean absolute percentage error of a numeric feature: the mean of {@code 2 |served
   * - trained| / (|served| + |trained|)} where both are finite, 0 where both are 0; 0 to 2.
   */
  public Outcome smape(int feature) {
    return features[feature].mean(features[feature].relative);
  }

  /** What was served less what was trained on, on average where both are finite numbers. */
  public Outcome meanDifference(int feature) {
    return features[feature].mean(features[feature].signed);
  }

  /** How many features there are. */
  public int features() {
    return features.length;
  }
}
