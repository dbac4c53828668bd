package io.tidegauge.exporter.collect;

import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.source.Database;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.ReferenceSpec;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything on which a model's counts depend, but its profiles. Where it stays the same over a
 * reload, rows that were counted need not be read again.
 *
 * @param place where the database is
 */
record Counting(
    String place,
    PredictionsSpec predictions,
    Optional<FeatureTableSpec> featureTable,
    Optional<ReferenceSpec> reference,
    WatchedColumns columns,
    List<Duration> windows,
    Duration bucket,
    Duration lateness,
    int maxVersions,
    boolean needsMeans) {

  static Counting of(ModelSpec spec, Database database) {
    return new Counting(
        database.place(),
        spec.predictions(),
        spec.featureTable(),
        spec.reference(),
        WatchedColumns.of(spec),
        spec.windows(),
        spec.bucket(),
        spec.lateness(),
        spec.maxVersions(),
        spec.drift().needsMeans());
  }

  /** Whether the rows are in that database. */
  boolean isOf(Database database) {
    return place.equals(database.place());
  }
}
