package io.tidegauge.calibration;

import io.tidegauge.calibration.ColumnHistory.Judged;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseBootstrap;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.NormalScoreShift;
import io.tidegauge.statistics.NumericBins;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.random.Well19937c;

/**
 * A feature without drift whose values are normal, with the mean 0 and the variance 1 over all, and
 * whose level goes with the hour of the day, with the weekend, and with an AR(1) of the hours, its
 * weather. All three are drawn for each feature: half the height of the day from 0 to 0.6, the
 * weekend from -0.15 to 0.15, the hours in which half of the weather is forgotten from 2 to 12.
 * Traffic is highest in the afternoon, four times that of the night. Deterministic.
 *
 * <p>The alert looks at 24 hours, each hour, and the reference are 28 days before.
 */
final class SeasonalFeature {
  static final DriftDistance DISTANCE = DriftDistance.PSI;
  static final int DAY = 24;
  static final int REFERENCE_DAYS = 28;
  private static final double LEVEL = 0.999;

  private static final NumericBins DECILES =
      NumericBins.ofEdges(-1.2816, -0.8416, -0.5244, -0.2533, 0, 0.2533, 0.5244, 0.8416, 1.2816);

  private final List<Distribution> hours = new ArrayList<>();
  private final List<Distribution> movedHours = new ArrayList<>();
  private final Distribution reference;
  private final NoiseGrid noise;

  /**
   * How features are.
   *
   * @param weakest the least standard deviation of the weather
   * @param strongest its largest
   * @param rows of a day
   * @param days after the reference
   * @param shift by how much values are moved where someone asks for moved hours
   */
  record Kind(double weakest, double strongest, int rows, int days, double shift) {}

  SeasonalFeature(Kind kind, long seed) {
    Well19937c random = new Well19937c(seed);
    double daily = 0.6 * random.nextDouble();
    double weekend = 0.3 * random.nextDouble() - 0.15;
    double weather = kind.weakest() + (kind.strongest() - kind.weakest()) * random.nextDouble();
    double kept = Math.pow(0.5, 1 / (2 + 10 * random.nextDouble()));
    double phase = DAY * random.nextDouble();
    double shift = random.nextBoolean() ? kind.shift() : -kind.shift();
    double rest =
        Math.sqrt(1 - daily * daily / 2 - weather * weather - weekend * weekend * 10 / 49);
    double now = random.nextGaussian();
    List<Distribution> before = new ArrayList<>();
    for (int hour = -REFERENCE_DAYS * DAY; hour < kind.days() * DAY; hour++) {
      now = kept * now + Math.sqrt(1 - kept * kept) * random.nextGaussian();
      int day = Math.floorMod(Math.floorDiv(hour, DAY), 7);
      double level =
          daily * Math.sin(2 * Math.PI * (hour + phase) / DAY)
              + (day >= 5 ? weekend : 0)
              - weekend * 2 / 7
              + weather * now;
      double traffic = 1 + 0.6 * Math.sin(2 * Math.PI * (hour - 9) / DAY);
      long[] counts = new long[DECILES.size()];
      long[] moved = new long[DECILES.size()];
      for (long row = Math.round(kind.rows() / 24.0 * traffic); row > 0; row--) {
        double value = level + rest * random.nextGaussian();
        counts[DECILES.indexOf(value)]++;
        moved[DECILES.indexOf(value + shift)]++;
      }
      (hour < 0 ? before : hours).add(Distribution.of(counts));
      if (hour >= 0) {
        movedHours.add(Distribution.of(moved));
      }
    }
    this.reference = together(before, 0, before.size());
    this.noise = NoiseBootstrap.of(DISTANCE, 1, seed, LEVEL).blocks(before);
  }

  private static Distribution together(List<Distribution> hours, int from, int to) {
    double[] counts = new double[DECILES.size()];
    for (Distribution hour : hours.subList(from, to)) {
      for (int bin = 0; bin < counts.length; bin++) {
        counts[bin] += hour.count(bin);
      }
    }
    return Distribution.ofWeighted(counts);
  }

  /** What the alert judges after an hour, with the sizes of shifts that a calibration tries. */
  Judged judged(int hour, int place, Onsets onsets) {
    Distribution window = together(hours, hour - DAY + 1, hour + 1);
    List<Double> shifted =
        Calibrator.SHIFTS.stream()
            .map(
                size ->
                    score(
                        NormalScoreShift.of(
                            window, onsets.share(place), onsets.sign(place) * size, reference)))
            .toList();
    return judged(window, shifted);
  }

  /** What the alert judges after an hour. */
  Judged judged(int hour) {
    return judged(together(hours, hour - DAY + 1, hour + 1), List.of());
  }

  /** The same where all values have moved since an hour. */
  Judged moved(int hour, int since) {
    int from = hour - DAY + 1;
    int cut = Math.max(from, Math.min(hour + 1, since));
    return judged(
        together(List.of(together(hours, from, cut), together(movedHours, cut, hour + 1)), 0, 2),
        List.of());
  }

  private Judged judged(Distribution window, List<Double> shifted) {
    double over = noise.at(LEVEL, window.total()).asOptional().orElseThrow();
    return new Judged(score(window), over, shifted);
  }

  private double score(Distribution window) {
    return DISTANCE.between(reference, window, 1).asOptional().orElseThrow();
  }
}
