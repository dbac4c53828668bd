package io.tidegauge.spec;

import java.util.List;
import java.util.Optional;

/**
 * A column by whose values readings are taken apart.
 *
 * @param values the values that get readings of their own; where empty, the reference's most
 *     frequent ones, {@code top} at the most
 * @param privileged the value with which the others are compared, to tell whether the model is fair
 */
public record SliceSpec(String column, List<String> values, int top, Optional<String> privileged) {
  /** How many values get readings of their own where the spec does not say. */
  public static final int DEFAULT_TOP = 10;

  public SliceSpec {
    values = List.copyOf(values);
  }

  /** A column of which no value is compared with another. */
  public SliceSpec(String column, List<String> values, int top) {
    this(column, values, top, Optional.empty());
  }
}
