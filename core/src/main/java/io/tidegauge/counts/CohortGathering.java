package io.tidegauge.counts;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import java.util.function.Consumer;

/**
 * Takes predictions with their labels in any order, and hands on the rows that are counted of them:
 * at once, or at the end where a row says something only together with others. Not safe for use by
 * several threads.
 */
public interface CohortGathering {

  /**
   * The gathering that a model needs.
   *
   * @param columns what is read of a prediction, and counted of it
   * @param counted takes what is counted; the row is the same object each time, filled anew
   */
  static CohortGathering of(ModelSpec spec, CohortColumns columns, Consumer<Row> counted) {
    if (spec.predictions().kind() == PredictionKind.RANKING) {
      return new RankedRequests(spec, columns, counted);
    }
    CohortRows rows = new CohortRows(spec, columns);
    return columns.pairsVersions()
        ? new PairedAnswers(spec, columns, rows, counted)
        : new CohortGathering() {
          @Override
          public void add(Row read) {
            counted.accept(rows.of(read));
          }

          @Override
          public void end() {}
        };
  }

  /** Takes a prediction, which may be filled anew afterwards. */
  void add(Row read);

  /** Hands on what waited for others. No prediction may follow. */
  void end();
}
