package io.tidegauge.statistics;

import java.util.Arrays;
import org.apache.commons.math3.util.FastMath;

/**
 * How good the order of one request's results was, from their relevances in the order shown;
 * results of the same score are as they were shown. What was relevant and not shown is not known
 * here, and hence in no figure. Means over requests are those of {@link Moments}.
 */
public final class Ranking {

  private Ranking() {}

  /**
   * Normalised discounted cumulative gain of the first results: {@code DCG = sum over ranks 1 to k
   * of relevance / log2(rank + 1)}, divided by that of the same results in the best order. The gain
   * is linear and all results, not the first {@code k}, are put into the best order, as in
   * scikit-learn's {@code ndcg_score}.
   *
   * <p>Range: 0 to 1. Undefined below two results (scikit-learn refuses them), as there is no order
   * to judge, and where none is relevant (scikit-learn says 0): such requests are left out of the
   * mean.
   *
   * <p>Source: Jarvelin and Kekalainen, Cumulated gain-based evaluation of IR techniques (2002).
   *
   * @param relevances 0 or more each
   * @param k 1 or more
   */
  public static Outcome ndcg(double[] relevances, int k) {
    atLeastOne(k);
    if (Arrays.stream(relevances).anyMatch(relevance -> !(relevance >= 0))) {
      throw new IllegalArgumentException("a relevance must not be negative");
    }
    if (relevances.length < 2) {
      return Outcome.absent(relevances.length == 0 ? Reason.NO_DATA : Reason.UNDEFINED);
    }
    double[] ascending = relevances.clone();
    Arrays.sort(ascending);
    double gain = 0;
    double best = 0;
    for (int i = 0; i < Math.min(k, relevances.length); i++) {
      double discount = FastMath.log(2, i + 2);
      gain += relevances[i] / discount;
      best += ascending[ascending.length - 1 - i] / discount;
    }
    return Outcome.of(gain / best);
  }

  /** Whether one of the first {@code k} results is relevant; without results, none is. */
  public static boolean hit(double[] relevances, int k) {
    atLeastOne(k);
    return Arrays.stream(relevances).limit(k).anyMatch(relevance -> relevance > 0);
  }

  /**
   * One divided by the rank of the first relevant result, 1 for the first; 0 where there is none.
   */
  public static double reciprocalRank(double[] relevances) {
    for (int i = 0; i < relevances.length; i++) {
      if (relevances[i] > 0) {
        return 1.0 / (i + 1);
      }
    }
    return 0;
  }

  private static void atLeastOne(int k) {
    if (k < 1) {
      throw new IllegalArgumentException("k was " + k);
    }
  }
}
