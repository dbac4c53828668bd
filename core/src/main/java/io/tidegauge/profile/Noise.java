package io.tidegauge.profile;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseBootstrap;
import io.tidegauge.statistics.NoiseGrid;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/** What sampling alone would give for each distance of a spec. */
final class Noise {
  /** Fewer stretches with rows than this do not show how rows depend on each other. */
  private static final int FEWEST_STRETCHES = 8;

  private final ModelSpec spec;
  private final double[] levels;

  Noise(ModelSpec spec) {
    this.spec = spec;
    this.levels =
        DoubleStream.of(
                0.95,
                0.99,
                0.999,
                spec.alerts().drift().noise(),
                spec.alerts().predictionDrift().noise())
            .sorted()
            .distinct()
            .toArray();
  }

  /**
   * The noise of a column.
   *
   * @param all the whole reference
   * @param standardDeviation of the column's values; NaN where it is not known
   * @param stretches the reference in stretches of time; a single one where it carries no time
   */
  Map<DriftDistance, NoiseGrid> of(
      WatchedColumn column,
      Distribution all,
      double standardDeviation,
      List<Distribution> stretches) {
    Map<DriftDistance, NoiseGrid> noise = new EnumMap<>(DriftDistance.class);
    if (all.size() == 0 || all.total() == 0) {
      return noise;
    }
    List<Distribution> filled = stretches.stream().filter(part -> part.total() > 0).toList();
    for (DriftDistance distance : spec.drift().distances()) {
      boolean ordered = column.type() == FeatureType.NUMERIC;
      boolean means = all.hasMeans() && standardDeviation > 0;
      if ((distance.needsOrder() && !ordered) || (distance.needsMeans() && !means)) {
        continue;
      }
      NoiseBootstrap bootstrap =
          NoiseBootstrap.of(distance, standardDeviation, seed(column, distance), levels);
      noise.put(
          distance,
          filled.size() < FEWEST_STRETCHES ? bootstrap.independent(all) : bootstrap.blocks(filled));
    }
    return noise;
  }

  private long seed(WatchedColumn column, DriftDistance distance) {
    return (spec.name() + "/" + column.role() + "/" + column.name() + "/" + distance).hashCode();
  }
}
