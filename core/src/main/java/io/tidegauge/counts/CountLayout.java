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
 * @param frequent the place of the number of which it is told how often its most frequent value
 *     occurs, where that is asked for
 * @param squares how rows are counted once more, each as often as the square of its weight, which
 *     errors of a sampled log need; absent where each row stands for itself
 * @param traced the place of the number of which the newest traced row of each bin is kept, where
 *     that is asked for
 */
public record CountLayout(
    List<NumericLayout> numbers,
    List<CategoryLayout> texts,
    Map<String, Set<String>> slices,
    boolean ids,
    Optional<Input> input,
    Optional<Integer> frequent,
    Optional<CountLayout> squares,
    Optional<Integer> traced) {

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
    this(numbers, texts, slices, false, Optional.empty(), Optional.empty());
  }

  /** Each row stands for itself. */
  public CountLayout(
      List<NumericLayout> numbers,
      List<CategoryLayout> texts,
      Map<String, Set<String>> slices,
      boolean ids,
      Optional<Input> input,
      Optional<Integer> frequent) {
    this(numbers, texts, slices, ids, input, frequent, Optional.empty(), Optional.empty());
  }

  /** The same, of rows that carry weights: of their squares only what errors are made of. */
  public CountLayout weighted() {
    CountLayout ofSquares =
        new CountLayout(
            numbers.stream().map(NumericLayout::withoutSketches).toList(),
            texts.stream().map(text -> CategoryLayout.of(text.bins())).toList(),
            Collections.emptyMap());
    return new CountLayout(
        numbers, texts, slices, ids, input, frequent, Optional.of(ofSquares), traced);
  }

  /** The same, of rows that carry traces: the newest of each bin of this number is kept. */
  public CountLayout tracing(int number) {
    return new CountLayout(
        numbers, texts, slices, ids, input, frequent, squares, Optional.of(number));
  }

  /** How the rows of a slice are counted: by their columns alone. */
  CountLayout ofSlice() {
    return ids || input.isPresent() || frequent.isPresent() || traced.isPresent()
        ? new CountLayout(
            numbers,
            texts,
            slices,
            false,
            Optional.empty(),
            Optional.empty(),
            squares,
            Optional.empty())
        : this;
  }
}
