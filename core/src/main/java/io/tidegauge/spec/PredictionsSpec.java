package io.tidegauge.spec;

import io.tidegauge.spec.FeatureSpec.Range;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The prediction log: one row for each prediction of each version.
 *
 * @param where a condition in the database's own SQL, for a log table that models share
 * @param id the column that, with the version, identifies a row; absent where rows have no id
 * @param version the column that names the model's version; absent where there is but one
 * @param versions role to version, such as champion to v3, in the spec's order
 * @param score the model's number: a probability, a regression's prediction, a rank score
 * @param output the decision or class that was served
 * @param positive the output that means yes, of a binary model; where absent, what reads as true
 * @param threshold the score from which on a binary model means yes, where there is no output
 * @param saturation the ends of what the model can say, where they are declared
 * @param measures numbers of its costs that are logged with each prediction, in the spec's order
 * @param weight the column that says for how many predictions a row stands; absent where each row
 *     stands for one
 * @param failed a boolean column that is true where the model gave no answer
 * @param ranking how a ranking's results are told apart; absent of other kinds
 * @param unique whether it is told that an id occurs more than once in a window
 * @param repeated whether it is told that the features of a row are those of one before it
 * @param identical whether it is told how many scores of a window are one and the same
 * @param slices columns by whose values readings are taken apart, one by one, not crossed
 */
public record PredictionsSpec(
    TableName table,
    Optional<String> where,
    TimeColumn time,
    Optional<String> id,
    Optional<String> version,
    Map<String, String> versions,
    PredictionKind kind,
    Optional<Operand> score,
    Optional<Operand> output,
    Optional<String> positive,
    double threshold,
    Optional<Range> saturation,
    Optional<LatencyColumn> latency,
    List<MeasureSpec> measures,
    Optional<String> weight,
    Optional<String> failed,
    Optional<RankingSpec> ranking,
    boolean unique,
    boolean repeated,
    boolean identical,
    List<SliceSpec> slices) {

  /** The role of the version whose answers count: others are compared with it. */
  static final String CHAMPION = "champion";

  private static final Range PROBABILITY = new Range(0, 1);

  public PredictionsSpec {
    versions = Collections.unmodifiableMap(new LinkedHashMap<>(versions));
    measures = List.copyOf(measures);
    slices = List.copyOf(slices);
  }

  /**
   * The scores that are not at an end of what the model can say; empty where no end is known, which
   * of a binary model are 0 and 1.
   */
  public Optional<Range> unsaturated() {
    Optional<Range> probability =
        kind == PredictionKind.BINARY ? Optional.of(PROBABILITY) : Optional.empty();
    return saturation
        .or(() -> probability)
        .map(ends -> new Range(Math.nextUp(ends.lowest()), Math.nextDown(ends.highest())));
  }

  /** The version in the role of champion, where one is declared. */
  public Optional<String> champion() {
    return Optional.ofNullable(versions.get(CHAMPION));
  }

  /** The versions whose answers go to nobody: those in a role that begins with shadow. */
  public SortedSet<String> shadows() {
    SortedSet<String> shadows = new TreeSet<>();
    versions.forEach(
        (role, version) -> {
          if (role.startsWith("shadow")) {
            shadows.add(version);
          }
        });
    return shadows;
  }

  /** The versions in other roles, such as challenger or shadow; none without a champion. */
  public SortedSet<String> challengers() {
    SortedSet<String> others = new TreeSet<>();
    champion()
        .ifPresent(
            champion -> {
              others.addAll(versions.values());
              others.remove(champion);
            });
    return others;
  }
}
