package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.SliceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All values that are read from a model's rows: the numbers in one order, the texts in another.
 *
 * @param numbers the numeric columns: features, then score and latency
 * @param texts the categories: features, then the output
 * @param slices the columns by whose values readings are taken apart
 */
public record WatchedColumns(
    List<WatchedColumn> numbers, List<WatchedColumn> texts, List<SliceSpec> slices) {

  public WatchedColumns {
    numbers = List.copyOf(numbers);
    texts = List.copyOf(texts);
    slices = List.copyOf(slices);
  }

  /** The columns that a spec declares. */
  public static WatchedColumns of(ModelSpec spec) {
    PredictionsSpec predictions = spec.predictions();
    List<WatchedColumn> all = new ArrayList<>();
    spec.features().forEach(feature -> all.add(WatchedColumn.feature(feature)));
    predictions
        .score()
        .ifPresent(score -> all.add(WatchedColumn.of(Role.SCORE, FeatureType.NUMERIC, score, 1)));
    FeatureType outputType =
        predictions.kind() == PredictionKind.REGRESSION
            ? FeatureType.NUMERIC
            : FeatureType.CATEGORY;
    predictions
        .output()
        .ifPresent(output -> all.add(WatchedColumn.of(Role.OUTPUT, outputType, output, 1)));
    predictions
        .latency()
        .ifPresent(
            latency ->
                all.add(
                    WatchedColumn.of(
                        Role.LATENCY,
                        FeatureType.NUMERIC,
                        new Operand.Column(latency.column()),
                        latency.secondsPerUnit())));
    return new WatchedColumns(
        all.stream().filter(column -> column.type() == FeatureType.NUMERIC).toList(),
        all.stream().filter(column -> column.type() == FeatureType.CATEGORY).toList(),
        predictions.slices());
  }

  /** The columns of these roles, numeric ones first. */
  public Stream<WatchedColumn> of(Role... roles) {
    List<Role> wanted = List.of(roles);
    return Stream.concat(numbers.stream(), texts.stream())
        .filter(column -> wanted.contains(column.role()));
  }

  /** The place of a numeric column, or empty where there is none of that role and name. */
  public Optional<Integer> numberIndex(Role role, String name) {
    return index(numbers, role, name);
  }

  /** The place of a category column, or empty where there is none of that role and name. */
  public Optional<Integer> textIndex(Role role, String name) {
    return index(texts, role, name);
  }

  private static Optional<Integer> index(List<WatchedColumn> columns, Role role, String name) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).role() == role && columns.get(i).name().equals(name)) {
        return Optional.of(i);
      }
    }
    return Optional.empty();
  }
}
