package io.tidegauge.exporter.collect;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.SkewCounts;
import io.tidegauge.counts.SkewTally;
import io.tidegauge.counts.Tolerance;
import io.tidegauge.monitor.WindowPairs;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.PairReader;
import io.tidegauge.source.PairResult;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TrainingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the pairs of served and trained features of every window. */
final class PairWindows {
  private static final Logger logger = LoggerFactory.getLogger(PairWindows.class);

  private final ModelSpec spec;
  private final TrainingSpec training;
  private final List<ComparedFeature> features;
  private final PairReader reader;

  PairWindows(ModelSpec spec, Database database) {
    this.spec = spec;
    this.training = spec.training().orElseThrow();
    this.features = ComparedFeature.of(spec);
    this.reader = new PairReader(database, spec, features);
  }

  /**
   * The pairs of each version and window. A window ends where predictions are mature; what is
   * younger and has no training row is pending.
   */
  List<WindowPairs> read(Instant now, Deadline deadline) {
    Instant mature = BucketStarts.notAfter(now.minus(training.matureAfter()), spec.bucket());
    Instant from = BucketStarts.notBefore(mature.minus(spec.longestWindow()), spec.bucket());
    PairResult<SkewCounts> result =
        reader.read(
            from,
            now,
            deadline,
            () ->
                new SkewCounts(
                    features,
                    new Tolerance(training.absolute(), training.relative()),
                    spec.bucket()),
            SkewCounts::add);
    result
        .failedFeatures()
        .forEach(
            column ->
                logger.warn(
                    "model {}: {} cannot be compared: {}",
                    spec.name(),
                    column.column().name(),
                    column.reason()));
    List<String> failed =
        result.failedFeatures().stream().map(column -> column.column().name()).toList();
    SortedMap<String, SkewTally> young = result.counts().sum(mature, now);
    List<WindowPairs> windows = new ArrayList<>();
    for (Duration length : spec.windows()) {
      Instant start = BucketStarts.notBefore(mature.minus(length), spec.bucket());
      for (Map.Entry<String, SkewTally> version : result.counts().sum(start, mature).entrySet()) {
        SkewTally pending = young.get(version.getKey());
        windows.add(
            new WindowPairs(
                version.getKey(),
                length,
                features,
                failed,
                version.getValue(),
                pending == null ? 0 : pending.unmatched()));
      }
    }
    return windows;
  }
}
