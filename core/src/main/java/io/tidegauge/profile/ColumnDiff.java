package io.tidegauge.profile;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.statistics.Outcome;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How one column of a new profile differs from that of an old one.
 *
 * @param score by the drift alert's distance, or why there is none
 * @param threshold of the column's drift alert
 * @param noise what sampling alone would give, or why it is not known
 * @param interpolated whether the edges differ, so that the score is not exact
 * @param missingBefore share of the old profile's rows
 * @param missingAfter share of the new profile's rows
 * @param newCategories that the old profile does not know; none of a personal column's
 * @param range the old and the new lowest and highest value, where they differ
 * @param findings what is over its threshold
 */
public record ColumnDiff(
    Role role,
    String name,
    Outcome score,
    double threshold,
    Outcome noise,
    boolean interpolated,
    double missingBefore,
    double missingAfter,
    List<String> newCategories,
    Optional<String> range,
    Set<Finding> findings) {

  /** What can be over its threshold. */
  public enum Finding {
    DRIFT,
    MISSING,
    INVALID,
    UNSEEN,
    RANGE
  }

  public ColumnDiff {
    newCategories = List.copyOf(newCategories);
    EnumSet<Finding> copy = EnumSet.noneOf(Finding.class);
    copy.addAll(findings);
    findings = Collections.unmodifiableSet(copy);
  }
}
