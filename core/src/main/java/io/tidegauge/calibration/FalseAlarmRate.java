package io.tidegauge.calibration;

import io.tidegauge.statistics.Interval;
import io.tidegauge.statistics.Quantiles;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.apache.commons.math3.random.Well19937c;
import org.apache.commons.math3.util.FastMath;

/**
 * How often scores rise over a level where nothing is wrong: an alert fires as often. The scores of
 * all features of a model are looked at together, since one feature alone rises to what matters
 * (once in twenty months, for one alarm a month among twenty features) too seldom in any history.
 *
 * <p>Up to a level {@code u} it is what was counted. Beyond, the rate falls as {@code exp(-(z - u)
 * / b)}: the tail of excesses over a high level (Pickands, 1975) with the shape 0, that is, of
 * scores whose tail is no heavier than exponential. {@code b} is how far scores rise over {@code u}
 * in all, divided by how often they do: the area below the curve of the rates, which counts each
 * rise of a score that goes up and down.
 *
 * <p>Blocks of the history, with all their features, are drawn anew 1,000 times (Kuensch, 1989):
 * the rate is the mean of those of the draws, and its interval holds 95 % of them. The mean, rather
 * than the rate of the history itself, since a level that is too low costs more alarms than one
 * that is as much too high spares. Deterministic.
 */
final class FalseAlarmRate {
  private static final int DRAWS = 1_000;
  private static final long SEED = 20_260_101;

  /** With fewer rises over the level beyond which rates are extrapolated, these would not hold. */
  private static final int FEWEST_RISES = 20;

  /** So many weeks of a feature have one rise over that level, about. */
  private static final double WEEKS_OF_A_RISE = 3;

  /** An alert with a limit so near to what is usual would fire all the time. */
  private static final double LEAST = 1;

  private static final double WEEKS_OF_A_MONTH = 30 / 7.0;

  private final List<Rise> rises = new ArrayList<>();
  private final double[] from;
  private final double[] to;
  private final double start;
  private final double months;
  private final double[] drawnRates = new double[DRAWS];
  private final double[] drawnExcesses = new double[DRAWS];

  /** From one evaluation to the next, a score has risen. */
  private record Rise(int block, double from, double to) {}

  /**
   * The rates of a model.
   *
   * @param scores of each feature, of each version that it had
   * @param features how many features there are
   */
  FalseAlarmRate(
      List<HeldOutScores> scores, long features, Blocks blocks, Evaluations evaluations) {
    double[] observed = new double[blocks.count()];
    for (HeldOutScores feature : scores) {
      double before = Double.NaN;
      for (int place = 0; place < feature.size(); place++) {
        double level = feature.at(place);
        if (!Double.isNaN(level)) {
          int block = blocks.of(place);
          observed[block] += evaluations.months(1) / features;
          if (!(level <= before)) {
            double low = Double.isNaN(before) ? Double.NEGATIVE_INFINITY : before;
            rises.add(new Rise(block, low, level));
          }
        }
        before = level;
      }
    }
    this.from = rises.stream().mapToDouble(Rise::from).sorted().toArray();
    this.to = rises.stream().mapToDouble(Rise::to).sorted().toArray();
    this.months = Arrays.stream(observed).sum();
    this.start =
        beginOfTail(Math.max(FEWEST_RISES, features * months * WEEKS_OF_A_MONTH / WEEKS_OF_A_RISE));
    draw(observed);
  }

  /** The highest level over which scores rise so often. */
  private double beginOfTail(double wanted) {
    int i = to.length - 1;
    double level = to[i];
    while (i > 0 && count(level) < wanted) {
      level = to[--i];
    }
    return level;
  }

  private double count(double level) {
    return above(to, level) - above(from, level);
  }

  private static double above(double[] sorted, double level) {
    int place = Arrays.binarySearch(sorted, level);
    if (place < 0) {
      return sorted.length - (-place - 1);
    }
    while (place < sorted.length && sorted[place] == level) {
      place++;
    }
    return sorted.length - place;
  }

  private void draw(double[] observed) {
    double[] counts = new double[observed.length];
    double[] excesses = new double[observed.length];
    for (Rise rise : rises) {
      if (rise.to() > start) {
        counts[rise.block()] += rise.from() <= start ? 1 : 0;
        excesses[rise.block()] += rise.to() - Math.max(rise.from(), start);
      }
    }
    Well19937c random = new Well19937c(SEED);
    for (int draw = 0; draw < DRAWS; draw++) {
      double count = 0;
      double excess = 0;
      double time = 0;
      for (int i = 0; i < observed.length; i++) {
        int block = random.nextInt(observed.length);
        count += counts[block];
        excess += excesses[block];
        time += observed[block];
      }
      drawnRates[draw] = time > 0 ? count / time : 0;
      drawnExcesses[draw] = count > 0 ? excess / count : 0;
    }
  }

  /** How often scores rise over a level, by draw. */
  private IntToDoubleFunction rates(double level) {
    if (level < start) {
      double times = count(level) / Math.max(1, count(start));
      return draw -> drawnRates[draw] * times;
    }
    return draw -> {
      double scale = drawnExcesses[draw];
      return scale > 0 ? drawnRates[draw] * FastMath.exp(-(level - start) / scale) : 0;
    };
  }

  /**
   * A level and the share of its rate that is meant: that of one feature of all.
   *
   * @param share 0 to 1
   */
  record Part(double level, double share) {}

  /** How often scores rise over levels, together. */
  FalseAlarms at(List<Part> parts) {
    double[] rates = new double[DRAWS];
    for (Part part : parts) {
      IntToDoubleFunction drawn = rates(part.level());
      for (int draw = 0; draw < DRAWS; draw++) {
        rates[draw] += part.share() * drawn.applyAsDouble(draw);
      }
    }
    double mean = Arrays.stream(rates).average().orElseThrow();
    Arrays.sort(rates);
    double low = Quantiles.ofSorted(rates, 0.025);
    return new FalseAlarms(mean, new Interval(low, Quantiles.ofSorted(rates, 0.975)));
  }

  private double mean(double level) {
    return IntStream.range(0, DRAWS).mapToDouble(rates(level)).average().orElseThrow();
  }

  /**
   * The level over which all features together rise as often as the budget allows.
   *
   * @param budget alarms a month, positive
   */
  double level(double budget) {
    if (mean(start) <= budget) {
      double lowest = start;
      for (int i = to.length - 1; i >= 0 && to[i] >= LEAST; i--) {
        if (to[i] < start && mean(to[i]) > budget) {
          break;
        }
        lowest = Math.min(lowest, to[i]);
      }
      return lowest;
    }
    double low = start;
    double high = start + 1;
    while (mean(high) > budget) {
      high += high - start;
    }
    for (int i = 0; i < 60; i++) {
      double middle = (low + high) / 2;
      if (mean(middle) > budget) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }
}
