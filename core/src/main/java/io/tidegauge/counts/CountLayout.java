package io.tidegauge.counts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a version's rows are counted, in the order of {@link WatchedColumns}.
 *
 * @param numbers one for each numeric column
 * @param texts one for each category column
 * @param slices slice column to the values that get counts of their own
 */
public record CountLayout(
    List<NumericLayout> numbers, List<CategoryLayout> texts, Map<String, Set<String>> slices) {

  public CountLayout {
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
    slices = Collections.unmodifiableMap(new TreeMap<>(slices));
  }
}
