package io.tidegauge.spec;

import java.util.List;

/**
 * A column by whose values readings are taken apart.
 *
 * @param values the values that get readings of their own; where empty, the reference's most
 *     frequent ones, {@code top} at the most
 */
public record SliceSpec(String column, List<String> values, int top) {
  /** How many values get readings of their own where the spec does not say. */
  public static final int DEFAULT_TOP = 10;

  public SliceSpec {
    values = List.copyOf(values);
  }
}
