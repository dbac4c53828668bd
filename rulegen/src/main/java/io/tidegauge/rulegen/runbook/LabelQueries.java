package io.tidegauge.rulegen.runbook;

import io.tidegauge.rulegen.runbook.Select.Rows;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to ask of the labels, beside the predictions that they belong to. */
final class LabelQueries {
  private final PredictionsSpec log;
  private final LogTables tables;
  private final Duration window;
  private final LabelsSpec labels;

  private LabelQueries(ModelSpec spec, LabelsSpec labels, LogTables tables, Duration window) {
    this.log = spec.predictions();
    this.tables = tables;
    this.window = window;
    this.labels = labels;
  }

  /** Queries on the labels of a model that has some. */
  static Optional<LabelQueries> of(LogTables tables, Duration window) {
    ModelSpec spec = tables.spec();
    return spec.labels().map(labels -> new LabelQueries(spec, labels, tables, window));
  }

  /** How many predictions have got their label, up to now: where the labels end is seen. */
  Select labelled() {
    Look steps = Look.of(back());
    String says = "Predictions and those with a label, by " + steps.step() + ": where do they end?";
    List<String> keys = tables.keys(Optional.of(tables.time()), steps, true);
    return apart()
        .map(
            table -> {
              List<String> columns = new ArrayList<>(keys);
              columns.add(id());
              return Select.of(
                  says,
                  versionAfter("p.at_time"),
                  List.of(
                      "count(DISTINCT p.id) AS predictions", "count(DISTINCT l.id) AS labelled"),
                  joined(columns, tables.predictions(back()), "LEFT JOIN", table));
            })
        .orElseGet(
            () ->
                Select.of(
                    says,
                    keys,
                    List.of(
                        Select.ROWS, "count(" + SqlText.value(labels.value()) + ") AS labelled"),
                    tables.predictions(back())));
  }

  /** What was predicted beside what really happened, of the predictions whose labels are due. */
  Select outcomes() {
    if (log.kind() == PredictionKind.REGRESSION) {
      return errors(tables.number().orElseThrow());
    }
    return tables.predicted().map(this::confusion).orElseGet(this::relevance);
  }

  private Select errors(String predicted) {
    String actual = SqlText.asNumber("actual");
    String error = "predicted - " + actual;
    return Select.of(
        "Errors by version: to one side (bias), or only wider?",
        versionAfter(),
        List.of(
            Select.ROWS,
            "avg(" + error + ") AS bias",
            "avg(abs(" + error + ")) AS mae",
            "avg(predicted) AS mean_predicted",
            "avg(" + actual + ") AS mean_actual"),
        outcomes(predicted));
  }

  private Select confusion(String predicted) {
    List<String> keys = versionAfter();
    keys.add("predicted");
    keys.add("actual");
    return Select.of(
            "What was predicted and what happened: which of the mistakes is it?",
            keys,
            List.of(Select.ROWS),
            outcomes(predicted))
        .ordered("row_count DESC LIMIT 50");
  }

  /** Of a ranking, whose answers are an order, and not a value. */
  private Select relevance() {
    Rows rows = apart().orElseGet(() -> tables.mature(window, labels));
    return Select.of(
            "What the labels say",
            List.of(SqlText.value(labels.value()) + " AS actual"),
            List.of(Select.ROWS),
            rows)
        .ordered("row_count DESC LIMIT 20");
  }

  private Rows outcomes(String predicted) {
    List<String> columns = new ArrayList<>(tables.version());
    columns.add(predicted + " AS predicted");
    Rows mature = tables.mature(window, labels);
    Optional<Rows> table = apart();
    if (table.isPresent()) {
      columns.add(id());
      return joined(columns, mature, "JOIN", table.get());
    }
    columns.add(SqlText.value(labels.value()) + " AS actual");
    return Rows.of(mature.selecting(columns) + " p").where("actual IS NOT NULL");
  }

  /** Decisions of each group; empty where no slice has a privileged one. */
  Optional<Select> groups() {
    return log.slices().stream()
        .filter(slice -> slice.privileged().isPresent())
        .findFirst()
        .flatMap(
            slice ->
                tables
                    .predicted()
                    .map(
                        predicted -> {
                          List<String> keys = new ArrayList<>(tables.version());
                          keys.add(SqlText.name(slice.column()) + " AS a_group");
                          keys.add(predicted + " AS predicted");
                          return Select.of(
                              "Decisions by group: fewer of one, or another mix of who asks?",
                              keys,
                              List.of(Select.ROWS),
                              tables.mature(window, labels));
                        }));
  }

  private Rows joined(List<String> columns, Rows predictions, String how, Rows table) {
    List<String> label =
        List.of(
            SqlText.name(labels.id().orElseThrow()) + " AS id",
            SqlText.value(labels.value()) + " AS actual");
    return Rows.of(
        predictions.selecting(columns)
            + (" p\n" + how + " ")
            + table.selecting(label)
            + " l ON l.id = p.id");
  }

  /** The labels' own table, where they have one. */
  private Optional<Rows> apart() {
    return tables.labels(back(), labels);
  }

  private Duration back() {
    return window.plus(labels.matureAfter());
  }

  private String id() {
    return SqlText.name(log.id().orElseThrow()) + " AS id";
  }

  /** Keys of the predictions, their version the last, where there are several. */
  private List<String> versionAfter(String... first) {
    List<String> keys = new ArrayList<>(List.of(first));
    tables.version().forEach(version -> keys.add("version"));
    return keys;
  }
}
