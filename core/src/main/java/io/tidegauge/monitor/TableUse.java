package io.tidegauge.monitor;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.spec.DependencySpec;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** A table of which a model's spec reads columns, or that it declares as upstream. */
public final class TableUse {
  private static final Pattern NOT_A_NAME = Pattern.compile("[^\\p{L}\\p{N}_]+");

  private final TableName table;
  private final Set<String> columns = new TreeSet<>();
  private final Set<String> words = new TreeSet<>();
  private boolean whole;

  private TableUse(TableName table) {
    this.table = table;
  }

  /** The tables that a spec names, in its order, each once. */
  public static List<TableUse> of(ModelSpec spec) {
    Map<TableName, TableUse> uses = new LinkedHashMap<>();
    PredictionsSpec log = spec.predictions();
    TableUse predictions = of(log.table(), uses).time(Optional.of(log.time())).code(log.where());
    predictions.column(log.id()).column(log.version()).column(log.failed());
    predictions.operand(log.score()).operand(log.output());
    predictions.column(log.latency().map(LatencyColumn::column));
    log.measures().forEach(measure -> predictions.columns.add(measure.column()));
    log.slices().stream().map(SliceSpec::column).forEach(predictions.columns::add);
    TableUse features = predictions;
    if (spec.featureTable().isPresent()) {
      features = of(spec.featureTable().get().table(), uses);
      features.column(Optional.of(spec.featureTable().get().id()));
      features.time(spec.featureTable().get().time()).code(spec.featureTable().get().where());
    }
    for (FeatureSpec feature : spec.features()) {
      features.operand(Optional.of(feature.operand()));
    }
    spec.labels().ifPresent(labels -> labels(labels, predictions, uses));
    spec.training()
        .ifPresent(
            training -> {
              TableUse use = of(training.table(), uses).column(Optional.of(training.id()));
              use.time(training.time()).code(training.where());
              ComparedFeature.of(spec).forEach(feature -> use.columns.add(feature.training()));
            });
    spec.trainingLog()
        .ifPresent(
            steps -> {
              TableUse use = of(steps.table(), uses).column(steps.version()).column(steps.loss());
              use.column(steps.weights())
                  .column(steps.zeroActivations())
                  .column(steps.stepSeconds());
              use.time(Optional.of(steps.time())).code(steps.where());
            });
    spec.lifecycle()
        .ifPresent(
            lifecycle -> {
              TableUse use = of(lifecycle.table(), uses).column(Optional.of(lifecycle.version()));
              use.code(lifecycle.where()).columns.addAll(lifecycle.stages().values());
            });
    for (DependencySpec dependency : spec.dependencies()) {
      dependency.table().ifPresent(name -> of(name, uses).whole = true);
      if (dependency.source() instanceof DependencySpec.Logged logged) {
        predictions.operand(Optional.of(logged.value()));
      }
    }
    return new ArrayList<>(uses.values());
  }

  /** The names of the tables that a spec names. */
  public static List<TableName> tables(ModelSpec spec) {
    return of(spec).stream().map(TableUse::table).toList();
  }

  private static TableUse of(TableName table, Map<TableName, TableUse> uses) {
    return uses.computeIfAbsent(table, TableUse::new);
  }

  private static void labels(
      LabelsSpec labels, TableUse predictions, Map<TableName, TableUse> uses) {
    TableUse use = labels.table().map(table -> of(table, uses)).orElse(predictions);
    use.column(labels.id()).time(labels.time()).code(labels.where());
    use.operand(Optional.of(labels.value()));
  }

  private TableUse column(Optional<String> column) {
    column.ifPresent(columns::add);
    return this;
  }

  private TableUse time(Optional<TimeColumn> time) {
    return column(time.map(TimeColumn::column)).column(time.flatMap(TimeColumn::partition));
  }

  private TableUse operand(Optional<Operand> operand) {
    return operand.orElse(null) instanceof Operand.Column column
        ? column(Optional.of(column.name()))
        : code(operand.map(it -> ((Operand.Expression) it).sql()));
  }

  private TableUse code(Optional<String> sql) {
    sql.ifPresent(text -> words.addAll(Arrays.asList(NOT_A_NAME.split(text, -1))));
    return this;
  }

  /** The table's name. */
  public TableName table() {
    return table;
  }

  /**
   * Whether the spec reads a column: by its name, or in a piece of SQL, where every word is taken
   * for a column's name. Of an upstream table nobody knows which columns count: all of them do.
   */
  public boolean reads(String column) {
    return whole || columns.contains(column) || words.contains(column);
  }
}
