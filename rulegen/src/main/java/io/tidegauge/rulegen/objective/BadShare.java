package io.tidegauge.rulegen.objective;

import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.RowMetrics;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ObjectiveSpec;
import java.util.function.UnaryOperator;

/**
 * The bad predictions of an objective, and all of them, as counters that Prometheus adds up: over
 * all versions whose answers go to somebody, and for each exporter by itself.
 *
 * @param narrowed how a dashboard narrows series to what is chosen; a rule takes all
 */
public record BadShare(ModelSpec spec, ObjectiveSpec objective, UnaryOperator<Selector> narrowed) {

  /** Of whatever is scraped. */
  public static BadShare of(ModelSpec spec, ObjectiveSpec objective) {
    return new BadShare(spec, objective, UnaryOperator.identity());
  }

  /** How many predictions were bad in a time, in PromQL. */
  public String bad(String time) {
    return switch (objective.indicator()) {
      case LATENCY ->
          "("
              + total(time)
              + " - "
              + summed(series(RowMetrics.DURATION).bucket(objective.below()).increase(time), true)
              + ")";
      case AVAILABILITY -> summed(series(RowMetrics.FAILED).increase(time), false);
      case QUALITY -> summed(series(RowMetrics.WRONG).increase(time), false);
    };
  }

  /** How many predictions there were in a time, in PromQL. */
  public String total(String time) {
    return switch (objective.indicator()) {
      case LATENCY -> summed(series(RowMetrics.DURATION).count().increase(time), false);
      case AVAILABILITY -> summed(series(RowMetrics.PREDICTIONS).increase(time), false);
      case QUALITY -> summed(series(RowMetrics.JUDGED).increase(time), false);
    };
  }

  /** The share of the predictions in a time that were bad, in PromQL. */
  public String of(String time) {
    return bad(time) + " / " + total(time);
  }

  private Selector series(MetricDefinition metric) {
    return narrowed.apply(
        Selector.of(metric)
            .with("model", spec.name())
            .with("version", LabelValues.except(spec.predictions().shadows())));
  }

  private static String summed(String series, boolean ofBuckets) {
    return "sum without (version" + (ofBuckets ? ", le" : "") + ") (" + series + ")";
  }
}
