package io.tidegauge.rulegen.promql;

import java.util.Collection;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which values of a label are meant.
 *
 * @param others whether all but these are meant
 */
public record LabelValues(boolean others, NavigableSet<String> values) {
  /** All values. */
  public static final LabelValues ALL = except(Collections.emptySet());

  public LabelValues {
    values = Collections.unmodifiableNavigableSet(new TreeSet<>(values));
    if (!others && values.isEmpty()) {
      throw new IllegalArgumentException("no value at all is meant");
    }
  }

  /** These values. */
  public static LabelValues only(Collection<String> values) {
    return new LabelValues(false, new TreeSet<>(values));
  }

  /** All values but these. */
  public static LabelValues except(Collection<String> values) {
    return new LabelValues(true, new TreeSet<>(values));
  }

  /** Whether a value is meant. */
  public boolean contains(String value) {
    return values.contains(value) != others;
  }
}
