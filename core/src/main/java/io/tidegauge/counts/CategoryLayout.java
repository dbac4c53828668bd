package io.tidegauge.counts;

import io.tidegauge.spec.ValuePattern;
import java.util.Optional;

/**
 * How the values of a category column are counted.
 *
 * @param bins absent where there is no reference
 * @param pattern what each category looks like, where that is declared
 * @param distinct whether it is estimated how many categories are distinct
 */
public record CategoryLayout(
    Optional<CategoryBins> bins, Optional<ValuePattern> pattern, boolean distinct) {

  /** By their bins alone. */
  public static CategoryLayout of(Optional<CategoryBins> bins) {
    return new CategoryLayout(bins, Optional.empty(), false);
  }
}
