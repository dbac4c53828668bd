package io.tidegauge.counts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * How a version's rows are counted, in the order of {@link WatchedColumns}.
 *
 * @param numbers one for each numeric column
 * @param texts one for each category column
 * @param slices slice column to the values that get counts of their own
 * @param ids whether it is estimated how many rows have an id of their own
 * @param input what is compared to estimate how many rows have an input of their own, where that is
 *     asked for
 */
public record CountLayout(
    List<NumericLayout> numbers,
    List<CategoryLayout> texts,
    Map<String, Set<String>> slices,
    boolean ids,
    Optional<Input> input) {

  /**
   * What goes into the model: so many of the first numbers and of the first texts, which are the
   * features.
   */
  public record Input(int numbers, int texts) {}

  public CountLayout {
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
    slices = Collections.unmodifiableMap(new TreeMap<>(slices));
  }

  /** Rows are counted by their columns alone. */
  public CountLayout(
      List<NumericLayout> numbers, List<CategoryLayout> texts, Map<String, Set<String>> slices) {
    this(numbers, texts, slices, false, Optional.empty());
  }

  /** How the rows of a slice are counted: by their columns alone. */
  CountLayout ofSlice() {
    return ids || input.isPresent() ? new CountLayout(numbers, texts, slices) : this;
  }
}
