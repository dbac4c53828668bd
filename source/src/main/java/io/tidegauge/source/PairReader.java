package io.tidegauge.source;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.PairRow;
import io.tidegauge.source.RowSource.Side;
import io.tidegauge.source.RowSource.Value;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TrainingSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Reads predictions together with the training rows of the same ids, by one statement. An id that
 * is there more than once, on either side, comes once, as a duplicate: nothing tells which of its
 * rows belong together. Safe for use by several threads.
 */
public final class PairReader {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "pairs";

  private static final int FETCH = 2000;

  private final Database database;
  private final ModelSpec spec;
  private final TrainingSpec training;
  private final List<ComparedFeature> features;

  /** A reader of the pairs of a model whose spec declares training and the predictions' id. */
  public PairReader(Database database, ModelSpec spec, List<ComparedFeature> features) {
    this.database = database;
    this.spec = spec;
    this.training = spec.training().orElseThrow();
    this.features = List.copyOf(features);
  }

  /**
   * Reads the pairs of the predictions of {@code [from, to)}. Where the training table declares a
   * time, its rows are looked for from {@code matureAfter} before the range to as long after it.
   *
   * @param empty makes what the pairs are gathered in
   * @param add takes a pair up; the pair is the same object each time, filled anew
   * @throws QueryFailedException if the pairs cannot be read
   */
  public <C> PairResult<C> read(
      Instant from, Instant to, Deadline deadline, Supplier<C> empty, BiConsumer<C, PairRow> add) {
    try {
      return read(List.of(), from, to, deadline, empty.get(), add);
    } catch (QueryFailedException e) {
      if (e.kind() != FailureKind.BAD_QUERY && e.kind() != FailureKind.DENIED) {
        throw e;
      }
      List<FailedColumn> failed = failed(from, to, deadline);
      if (failed.isEmpty()) {
        throw e;
      }
      return read(failed, from, to, deadline, empty.get(), add);
    }
  }

  private <C> PairResult<C> read(
      List<FailedColumn> failed,
      Instant from,
      Instant to,
      Deadline deadline,
      C counts,
      BiConsumer<C, PairRow> add) {
    Set<Integer> out = new HashSet<>();
    failed.forEach(column -> out.add(column.column().index()));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      if (!out.contains(i)) {
        kept.add(i);
      }
    }
    PairStatement statement = statement(kept, deadline);
    PairGathering<C> gathering =
        new PairGathering<>(statement, features, kept, failed, deadline, counts, add);
    gathering.between(from, to);
    return database.query(statement.sql(from, to), FETCH, deadline, gathering);
  }

  private PairStatement statement(List<Integer> kept, Deadline deadline) {
    return new PairStatement(
        planner(kept).all(deadline).statement(),
        table(deadline),
        training.id(),
        training.matureAfter(),
        kept.stream().map(features::get).toList());
  }

  private List<FailedColumn> failed(Instant from, Instant to, Deadline deadline) {
    List<Integer> all = new ArrayList<>();
    for (int i = 0; i < features.size(); i++) {
      all.add(i);
    }
    RowPlanner planner = planner(all);
    List<FailedColumn> failed = new ArrayList<>(planner.working(from, to, deadline).failed());
    TimedTable table = table(deadline);
    List<Object> parameters =
        table.values(from.minus(training.matureAfter()), to.plus(training.matureAfter()));
    for (int i = 0; i < features.size(); i++) {
      Operand column = new Operand.Column(features.get(i).training());
      planner.failure(ref(i), column, table, parameters, deadline).ifPresent(failed::add);
    }
    return failed;
  }

  private ColumnRef ref(int feature) {
    boolean number = features.get(feature).type() == FeatureType.NUMERIC;
    ColumnRef.Kind kind = number ? ColumnRef.Kind.NUMBER : ColumnRef.Kind.TEXT;
    return new ColumnRef(kind, feature, features.get(feature).name());
  }

  private RowPlanner planner(List<Integer> kept) {
    PredictionsSpec predictions = spec.predictions();
    Operand id = new Operand.Column(predictions.id().orElseThrow());
    List<Value> values = new ArrayList<>();
    values.add(
        new Value(
            new ColumnRef(ColumnRef.Kind.TEXT, -1, "id"), id, 1, MissingValues.NONE, Side.LOG));
    boolean apart = false;
    for (int i : kept) {
      ComparedFeature feature = features.get(i);
      apart |= feature.ofFeatureTable();
      values.add(
          new Value(
              ref(i),
              feature.serving(),
              1,
              MissingValues.NONE,
              feature.ofFeatureTable() ? Side.JOINED : Side.LOG));
    }
    RowSource serving =
        new RowSource(
            predictions.table(),
            Optional.of(predictions.time()),
            predictions.where(),
            predictions.version(),
            Optional.empty(),
            predictions.id(),
            apart ? spec.featureTable().map(JoinedTable::of) : Optional.empty(),
            values);
    return new RowPlanner(database, STATEMENT, serving);
  }

  private TimedTable table(Deadline deadline) {
    return new TimedTable(
        database.dialect(),
        database.table(training.table()),
        training.time().map(time -> TimeAxes.find(database, training.table(), time, deadline)),
        training.where(),
        Optional.empty(),
        Optional.empty());
  }
}
