package io.tidegauge.source;

import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks whether the tables that scrapes read by their time are indexed by it. Nothing is created:
 * the exporter may only read, and an index costs its owner space and each writer time.
 */
public final class TimeIndex {
  /** What the statements are called in {@link Database#statements}. */
  public static final String STATEMENT = "time index";

  private final Database database;
  private final ModelSpec spec;

  /** The indexes of the tables of that model. */
  public TimeIndex(Database database, ModelSpec spec) {
    this.database = database;
    this.spec = spec;
  }

  /**
   * The tables of which a moment before {@code now} cannot be read without reading far more.
   *
   * @throws QueryFailedException if that cannot be found out
   */
  public List<FullScan> fullScans(Instant now, Deadline deadline) {
    Instant end = now.truncatedTo(ChronoUnit.SECONDS);
    PredictionsSpec log = spec.predictions();
    List<FullScan> found =
        new ArrayList<>(fullScans(log.table(), log.time(), log.where(), end, deadline));
    FeatureTableSpec features = spec.featureTable().orElse(null);
    if (features != null && features.time().isPresent()) {
      TimeColumn time = features.time().get();
      found.addAll(fullScans(features.table(), time, features.where(), end, deadline));
    }
    return found;
  }

  private List<FullScan> fullScans(
      TableName name, TimeColumn time, Optional<String> where, Instant end, Deadline deadline) {
    TimedTable table =
        new TimedTable(
            database.dialect(),
            database.table(name),
            Optional.of(TimeAxes.find(database, name, time, deadline)),
            where,
            Optional.empty(),
            Optional.empty());
    return database.dialect().fullScanLook().find(database, name, table, end, deadline);
  }
}
