package io.tidegauge.exporter.collect;

import io.tidegauge.monitor.KpiValue;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.KpiReader;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.KpiSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the KPIs that are declared with a model. */
final class KpiLook {
  private static final Logger logger = LoggerFactory.getLogger(KpiLook.class);

  private final ModelSpec spec;
  private final KpiReader reader;

  KpiLook(ModelSpec spec, Database database) {
    this.spec = spec;
    this.reader = new KpiReader(database);
  }

  /**
   * Looks. What fails costs nothing else.
   *
   * @param budget how long each statement may take
   */
  List<KpiValue> look(Duration budget) {
    List<KpiValue> values = new ArrayList<>();
    for (KpiSpec kpi : spec.kpis()) {
      values.add(new KpiValue(kpi, read(kpi, budget)));
    }
    return values;
  }

  private Outcome read(KpiSpec kpi, Duration budget) {
    try {
      OptionalDouble value = reader.read(kpi, Deadline.after(budget));
      return value.isPresent() ? Outcome.of(value.getAsDouble()) : Outcome.absent(Reason.NO_DATA);
    } catch (QueryFailedException e) {
      logger.warn("model {}: KPI {}: {}", spec.name(), kpi.name(), e.getMessage());
      return Outcome.absent(RowsFailure.of(e).reason());
    }
  }
}
