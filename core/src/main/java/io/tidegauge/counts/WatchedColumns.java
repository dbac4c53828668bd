package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.SliceSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All values that are read from a model's rows: the numbers in one order, the texts in another. */
public final class WatchedColumns {
  /** A column's name is its own among those of its role. */
  private record Key(Role role, String name) {}

  private final List<WatchedColumn> numbers;
  private final List<WatchedColumn> texts;
  private final List<SliceSpec> slices;
  private final Map<Key, Integer> numberPlaces;
  private final Map<Key, Integer> textPlaces;

  /**
   * These columns.
   *
   * @param numbers the numeric columns: features, then score, latency and measures
   * @param texts the categories: features, then the output
   * @param slices the columns by whose values readings are taken apart
   */
  public WatchedColumns(
      List<WatchedColumn> numbers, List<WatchedColumn> texts, List<SliceSpec> slices) {
    this.numbers = List.copyOf(numbers);
    this.texts = List.copyOf(texts);
    this.slices = List.copyOf(slices);
    this.numberPlaces = places(numbers);
    this.textPlaces = places(texts);
  }

  private static Map<Key, Integer> places(List<WatchedColumn> columns) {
    Map<Key, Integer> places = new HashMap<>();
    for (int i = 0; i < columns.size(); i++) {
      places.putIfAbsent(new Key(columns.get(i).role(), columns.get(i).name()), i);
    }
    return places;
  }

  /** The numeric columns: features, then score, latency and measures. */
  public List<WatchedColumn> numbers() {
    return numbers;
  }

  /** The categories: features, then the output. */
  public List<WatchedColumn> texts() {
    return texts;
  }

  /** The columns by whose values readings are taken apart. */
  public List<SliceSpec> slices() {
    return slices;
  }

  /** The columns that a spec declares. */
  public static WatchedColumns of(ModelSpec spec) {
    PredictionsSpec predictions = spec.predictions();
    List<WatchedColumn> all = new ArrayList<>();
    spec.features().forEach(feature -> all.add(WatchedColumn.feature(feature)));
    predictions
        .score()
        .ifPresent(score -> all.add(WatchedColumn.of(Role.SCORE, FeatureType.NUMERIC, score, 1)));
    if (isEstimated(spec)) {
      all.add(WatchedColumn.probability(predictions.score().orElseThrow()));
    }
    FeatureType outputType =
        predictions.kind() == PredictionKind.REGRESSION
            ? FeatureType.NUMERIC
            : FeatureType.CATEGORY;
    predictions
        .output()
        .ifPresent(output -> all.add(WatchedColumn.of(Role.OUTPUT, outputType, output, 1)));
    predictions.latency().ifPresent(latency -> all.add(WatchedColumn.latency(latency)));
    predictions.measures().forEach(measure -> all.add(WatchedColumn.measure(measure)));
    return new WatchedColumns(
        all.stream().filter(column -> column.type() == FeatureType.NUMERIC).toList(),
        all.stream().filter(column -> column.type() == FeatureType.CATEGORY).toList(),
        predictions.slices());
  }

  /** Whether the quality can be estimated from scores alone, before labels come. */
  public static boolean isEstimated(ModelSpec spec) {
    return spec.predictions().kind() == PredictionKind.BINARY
        && spec.predictions().score().isPresent()
        && spec.labels().isPresent()
        && spec.reference().isPresent();
  }

  /** The columns of these roles, numeric ones first. */
  public Stream<WatchedColumn> of(Role... roles) {
    List<Role> wanted = List.of(roles);
    return Stream.concat(numbers.stream(), texts.stream())
        .filter(column -> wanted.contains(column.role()));
  }

  /** The place of a numeric column, or empty where there is none of that role and name. */
  public Optional<Integer> numberIndex(Role role, String name) {
    return Optional.ofNullable(numberPlaces.get(new Key(role, name)));
  }

  /** The place of a category column, or empty where there is none of that role and name. */
  public Optional<Integer> textIndex(Role role, String name) {
    return Optional.ofNullable(textPlaces.get(new Key(role, name)));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof WatchedColumns that
        && numbers.equals(that.numbers)
        && texts.equals(that.texts)
        && slices.equals(that.slices);
  }

  @Override
  public int hashCode() {
    return Objects.hash(numbers, texts, slices);
  }
}
