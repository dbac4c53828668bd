package io.tidegauge.monitor;

import io.tidegauge.spec.KpiSpec;
import io.tidegauge.statistics.Outcome;

/**
 * What a KPI was last.
 *
 * @param value absent for {@link io.tidegauge.statistics.Reason#NO_DATA} where its query gave none
 */
public record KpiValue(KpiSpec spec, Outcome value) {}
