package io.tidegauge.rulegen.runbook;

import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What to ask of the predictions, and of how they were made. */
final class PredictionQueries {
  private final ModelSpec spec;
  private final PredictionsSpec log;
  private final LogTables tables;
  private final Duration window;
  private final Look look;

  PredictionQueries(LogTables tables, Duration window) {
    this.spec = tables.spec();
    this.log = spec.predictions();
    this.tables = tables;
    this.window = window;
    this.look = Look.of(window);
  }

  Select traffic() {
    return Select.of(
        "Rows by " + look.step() + ", and the newest of each: did they stop, or thin out?",
        tables.keys(Optional.of(tables.time()), look, true),
        List.of(Select.ROWS, "max(" + tables.time().value() + ") AS newest"),
        tables.predictions(look.back()));
  }

  /** A statement that fails where the exporter's fails, and names the column. */
  Select everyColumn() {
    List<String> columns = new ArrayList<>(List.of(Select.ROWS));
    log.score().ifPresent(score -> columns.add("count(" + SqlText.value(score) + ") AS scores"));
    log.output().ifPresent(out -> columns.add("count(" + SqlText.value(out) + ") AS outputs"));
    if (spec.featureTable().isEmpty()) {
      // How many there are of each is of no interest: they need no names, and no lines.
      columns.add(
          spec.features().stream()
              .map(feature -> "count(" + SqlText.value(feature.operand()) + ")")
              .collect(Collectors.joining(", ")));
    }
    return Select.of(
        "As the exporter's user: what fails here fails there, and the message names the column",
        List.of(),
        columns,
        tables.predictions(window));
  }

  Optional<Select> scores() {
    return tables
        .number()
        .map(
            number ->
                Select.of(
                    "The score by " + look.step() + " and version: moved, narrower, one value?",
                    keys(),
                    List.of(
                        Select.ROWS,
                        "avg(" + number + ") AS mean",
                        "min(" + number + ") AS least",
                        "max(" + number + ") AS most",
                        "count(DISTINCT " + number + ") AS distinct_values"),
                    tables.predictions(look.back())));
  }

  Optional<Select> outputs() {
    return tables
        .predicted()
        .filter(output -> log.kind() != PredictionKind.REGRESSION)
        .map(
            output -> {
              List<String> keys = new ArrayList<>(tables.version());
              keys.add(output + " AS predicted");
              return Select.of(
                      "What is predicted now",
                      keys,
                      List.of(Select.ROWS),
                      tables.predictions(window))
                  .ordered("row_count DESC LIMIT 20");
            });
  }

  Optional<Select> invalid() {
    return tables
        .number()
        .map(
            number ->
                Select.of(
                    "Predictions that are NaN or infinite: then x - x is not 0",
                    keys(),
                    List.of(
                        Select.ROWS,
                        SqlText.countIf(number + " - " + number + " <> 0") + " AS invalid",
                        "count(*) - count(" + number + ") AS missing"),
                    tables.predictions(look.back())));
  }

  Optional<Select> saturated() {
    return tables
        .number()
        .map(
            number -> {
              Range ends = log.saturation().orElse(new Range(0, 1));
              return Select.of(
                  "Scores at each end, by " + look.step() + " and version",
                  keys(),
                  List.of(
                      Select.ROWS,
                      SqlText.countIf(number + " <= " + ends.lowest()) + " AS at_lowest",
                      SqlText.countIf(number + " >= " + ends.highest()) + " AS at_highest"),
                  tables.predictions(look.back()));
            });
  }

  Optional<Select> scoreTenths() {
    return tables
        .number()
        .map(
            number -> {
              List<String> keys = new ArrayList<>(tables.version());
              keys.add("floor(" + number + " * 10) / 10 AS score_from");
              return Select.of(
                  "The mix of scores, on which the estimate rests",
                  keys,
                  List.of(Select.ROWS),
                  tables.predictions(window));
            });
  }

  Optional<Select> duplicates() {
    String time = tables.time().value();
    return log.id()
        .map(
            id ->
                Select.of(
                        "Ids that were logged most often: seconds apart is a retry, hours a re-run",
                        List.of(SqlText.name(id) + " AS id"),
                        List.of(
                            Select.ROWS,
                            "min(" + time + ") AS first_seen",
                            "max(" + time + ") AS last_seen"),
                        tables.predictions(window))
                    .ordered("row_count DESC LIMIT 20"));
  }

  Optional<Select> latencies() {
    return log.latency()
        .map(
            latency -> {
              String column = SqlText.name(latency.column());
              List<String> aggregates =
                  new ArrayList<>(
                      List.of(
                          Select.ROWS,
                          "avg(" + column + ") AS mean",
                          "max(" + column + ") AS slowest"));
              return Select.of(
                  "In the column's own unit: all slower, or only the slowest; one version, or all?",
                  keys(),
                  aggregates,
                  tables.predictions(look.back()));
            });
  }

  Optional<Select> failures() {
    return log.failed()
        .map(
            failed ->
                Select.of(
                    "Requests without an answer, by " + look.step() + " and version",
                    keys(),
                    List.of(Select.ROWS, SqlText.countIf(SqlText.name(failed)) + " AS failed"),
                    tables.predictions(look.back())));
  }

  private List<String> keys() {
    return tables.keys(Optional.of(tables.time()), look, true);
  }
}
