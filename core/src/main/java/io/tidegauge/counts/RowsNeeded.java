package io.tidegauge.counts;

import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.List;

/** What a spec asks for that no database counts alike: the rows themselves must be read. */
public final class RowsNeeded {
  private RowsNeeded() {}

  /** What it is, each in a few words; nothing where the database can count all of it. */
  public static List<String> by(ModelSpec spec) {
    List<String> needs = new ArrayList<>();
    if (spec.predictions().latency().isPresent()) {
      needs.add("quantiles of the latency");
    }
    for (FeatureSpec feature : spec.features()) {
      if (!feature.quantiles().isEmpty()) {
        needs.add("quantiles of " + feature.name());
      }
      // A database names the categories of its rows, of which each can be noted here.
      if (feature.distinct() && feature.type() == FeatureType.NUMERIC) {
        needs.add("distinct values of " + feature.name());
      }
    }
    if (spec.predictions().unique()) {
      needs.add("share of ids that occur again");
    }
    if (spec.predictions().repeated()) {
      needs.add("share of repeated inputs");
    }
    if (spec.predictions().identical()) {
      needs.add("share of the most frequent score");
    }
    if (spec.predictions().weight().isPresent()) {
      needs.add("sampling weights");
    }
    if (spec.predictions().latency().flatMap(LatencyColumn::trace).isPresent()) {
      needs.add("exemplars of latencies");
    }
    return List.copyOf(needs);
  }
}
