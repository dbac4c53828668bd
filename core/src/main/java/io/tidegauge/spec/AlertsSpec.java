package io.tidegauge.spec;

/** When a reading is worth a person's attention. Each part has defaults of its own. */
public record AlertsSpec(
    DriftAlert drift,
    DriftAlert predictionDrift,
    Alert missing,
    Alert invalid,
    Alert range,
    Alert unseen,
    Alert constant,
    Alert saturation,
    Alert volume,
    Alert freshness,
    Alert skew,
    QualityAlert quality,
    Alert coverage,
    Alert fairness,
    Alert comparison,
    ValueAlert value,
    LatencyAlert latency,
    Alert errors,
    Alert age,
    Alert trainingLog,
    Alert schema,
    Alert dependency,
    Alert absence,
    Alert unreadable) {}
