package io.tidegauge.rulegen.runbook;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.TableUse;
import io.tidegauge.rulegen.runbook.Select.Rows;
import io.tidegauge.spec.DependencySpec;
import io.tidegauge.spec.LifecycleSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TrainingLogSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to ask the model's own tables when an alert fires, in SQL that PostgreSQL and DuckDB read
 * alike. Of a personal feature no value is selected, only what is true of many rows.
 */
final class LogQueries {
  private final ModelSpec spec;
  private final LogTables tables;
  private final FeatureQueries features;
  private final PredictionQueries predictions;
  private final Optional<LabelQueries> labels;
  private final Look look;

  /**
   * Queries on the tables of a model.
   *
   * @param window that of the alert, or the shortest
   */
  LogQueries(ModelSpec spec, Duration window) {
    this.spec = spec;
    this.tables = new LogTables(spec);
    this.features = new FeatureQueries(tables, window);
    this.predictions = new PredictionQueries(tables, window);
    this.labels = LabelQueries.of(tables, window);
    this.look = Look.of(window);
  }

  /** The statements for an alert; empty where no table knows more than the alert says. */
  String of(AlertDefinition alert) {
    List<String> statements = statements(alert.name());
    if (statements.isEmpty()) {
      return "";
    }
    return tables.time().session() + "\n" + String.join("\n", statements);
  }

  private List<String> statements(String alert) {
    return switch (alert) {
      case "MLModelKpiUnreadable" ->
          spec.kpis().stream().map(kpi -> given(kpi.name(), kpi.query())).toList();
      case "MLModelDependencyChanged" -> dependencies();
      default -> selects(alert).map(Select::toString).toList();
    };
  }

  private Stream<Select> selects(String alert) {
    return switch (alert) {
      case "MLModelNotWatched", "MLModelSilent", "MLModelTrafficLow" ->
          Stream.of(predictions.traffic());
      case "MLModelMonitorUnreadable" -> Stream.of(predictions.everyColumn());
      case "MLModelMissingValues" -> features.missing().stream();
      case "MLModelInvalidValues" -> features.invalid().stream();
      case "MLModelOutOfRangeValues" -> both(features.outOfRange(), features.extremes());
      case "MLModelPatternBroken" -> both(features.lengths(), features.valuesWithPattern());
      case "MLModelUnseenCategory" -> both(features.categories(), features.newestValues());
      case "MLModelConstantFeature" -> features.distinct().stream();
      case "MLModelFeatureDrift" -> both(features.means(), features.values());
      case "MLModelRepeatedInputs" -> Stream.of(features.repeated());
      case "MLModelFeatureSkew" -> features.skewed().stream();
      case "MLModelPredictionDrift", "MLModelConstantPredictions" ->
          both(predictions.scores(), predictions.outputs());
      case "MLModelInvalidPredictions" -> predictions.invalid().stream();
      case "MLModelSaturatedPredictions" -> predictions.saturated().stream();
      case "MLModelDuplicatePredictions" -> predictions.duplicates().stream();
      case "MLModelSlow", "MLModelLatencyTrend" -> predictions.latencies().stream();
      case "MLModelPredictionsFail" -> predictions.failures().stream();
      case "MLModelLabelsMissing" -> labels.map(LabelQueries::labelled).stream();
      case "MLModelDisparateImpact" -> labels.flatMap(LabelQueries::groups).stream();
      case "MLModelVersionWorse", "MLModelLowValue" -> labels.map(LabelQueries::outcomes).stream();
      case "MLModelTooOld", "MLModelStageStalled" -> spec.lifecycle().map(this::stages).stream();
      case "MLModelTrainingLossInvalid", "MLModelTrainingWeightsOut", "MLModelTrainingUnitsDead" ->
          spec.trainingLog().map(this::training).stream();
      case "MLModelSchemaBroken" -> Stream.of(columns());
      default -> ofFamily(alert);
    };
  }

  private Stream<Select> ofFamily(String alert) {
    return switch (RunbookTemplate.family(alert).orElse("")) {
      case "MLModelExpectedLow" -> predictions.scoreTenths().stream();
      case "MLModelLow", "MLModelHigh" -> labels.map(LabelQueries::outcomes).stream();
      default -> Stream.empty();
    };
  }

  private static Stream<Select> both(Optional<Select> first, Optional<Select> second) {
    return Stream.concat(first.stream(), second.stream());
  }

  private Select stages(LifecycleSpec lifecycle) {
    List<String> columns =
        new ArrayList<>(List.of(SqlText.name(lifecycle.version()) + " AS version"));
    lifecycle
        .stages()
        .forEach(
            (stage, column) -> columns.add(SqlText.name(column) + " AS " + SqlText.name(stage)));
    String counted =
        lifecycle
            .stages()
            .getOrDefault(lifecycle.ageFrom(), lifecycle.stages().values().iterator().next());
    return Select.of(
            "The newest versions and when they passed each stage: where does it stop?",
            List.of(),
            columns,
            LogTables.rows(SqlText.name(lifecycle.table()), lifecycle.where()))
        .ordered(SqlText.name(counted) + " DESC NULLS LAST LIMIT 10");
  }

  private Select training(TrainingLogSpec steps) {
    SqlTime time = new SqlTime(steps.time());
    List<String> columns =
        new ArrayList<>(List.of(Select.ROWS, "max(" + time.value() + ") AS last_step"));
    steps
        .loss()
        .map(SqlText::name)
        .map(loss -> SqlText.countIf(loss + " - " + loss + " <> 0") + " AS invalid_losses")
        .ifPresent(columns::add);
    steps
        .weights()
        .map(SqlText::name)
        .map(weight -> "min(" + weight + ") AS least_weight, max(" + weight + ") AS most_weight")
        .ifPresent(columns::add);
    steps
        .zeroActivations()
        .map(zeros -> "avg(" + SqlText.name(zeros) + ") AS zero_activations")
        .ifPresent(columns::add);
    return Select.of(
        "The trainings that the alert looks at, by version",
        steps.version().map(column -> SqlText.name(column) + " AS version").stream().toList(),
        columns,
        LogTables.rows(SqlText.name(steps.table()), steps.where())
            .where(time.since(steps.within())));
  }

  private Select columns() {
    String names =
        TableUse.tables(spec).stream()
            .map(LogQueries::last)
            .distinct()
            .map(SqlText::literal)
            .collect(Collectors.joining(", ", "(", ")"));
    return Select.of(
            "Columns as they are now; compare with the alert's labels",
            List.of(),
            List.of("table_schema", "table_name", "column_name", "data_type"),
            Rows.of("information_schema.columns").where("table_name IN " + names))
        .ordered("table_name, ordinal_position");
  }

  private static String last(TableName table) {
    return table.parts().get(table.parts().size() - 1);
  }

  private List<String> dependencies() {
    List<String> statements = new ArrayList<>();
    String time = tables.time().value();
    for (DependencySpec dependency : spec.dependencies()) {
      if (dependency.source() instanceof DependencySpec.Logged logged) {
        List<String> keys = new ArrayList<>(tables.version());
        keys.add(SqlText.value(logged.value()) + " AS at_version");
        statements.add(
            Select.of(
                    "What " + dependency.name() + " was, since when: did all rows change at once?",
                    keys,
                    List.of(
                        Select.ROWS,
                        "min(" + time + ") AS first_seen",
                        "max(" + time + ") AS last_seen"),
                    tables.predictions(look.back()))
                .ordered("first_seen DESC LIMIT 20")
                .toString());
      } else if (dependency.source() instanceof DependencySpec.Queried queried) {
        statements.add(given(dependency.name(), queried.sql()));
      }
    }
    return statements;
  }

  /** A query of the spec's own. */
  private static String given(String name, String sql) {
    return "-- " + name + ", as the spec has it\n" + sql.strip().replaceAll(";$", "") + ";";
  }
}
