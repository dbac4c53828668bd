package io.tidegauge.exporter.page;

import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.exporter.health.Bins;
import io.tidegauge.exporter.health.Finding;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the page shows of one column in the chosen version, window and slice.
 *
 * @param rows all rows in the window
 * @param missing share of the rows
 * @param referenceMissing the same in the reference
 * @param invalid share of the rows that are NaN or infinite
 * @param outOfRange share of the finite values, where a range is declared
 * @param withoutScore why there is no score, where there is none
 */
record ColumnView(
    WatchedColumn column,
    long rows,
    OptionalDouble missing,
    OptionalDouble referenceMissing,
    OptionalDouble invalid,
    OptionalDouble outOfRange,
    Optional<Bins> bins,
    Optional<Score> score,
    String withoutScore,
    List<Finding> findings) {

  /** Drifted columns first, then those with other findings, then by how near to drift they are. */
  static final Comparator<ColumnView> WORST_FIRST =
      Comparator.<ColumnView, Boolean>comparing(view -> !view.drifted())
          .thenComparing(view -> view.findings().isEmpty())
          .thenComparing(Comparator.comparingDouble(ColumnView::urgency).reversed())
          .thenComparing(view -> view.column().name());

  ColumnView {
    findings = List.copyOf(findings);
  }

  boolean drifted() {
    return score.filter(Score::drifted).isPresent();
  }

  private double urgency() {
    return score.map(Score::urgency).orElse(-1.0);
  }

  OptionalDouble unseen() {
    return bins.isPresent() && bins.get().unseen().isPresent() && bins.get().current().total() > 0
        ? OptionalDouble.of(bins.get().currentShare(bins.get().unseen().getAsInt()))
        : OptionalDouble.empty();
  }
}
