package io.tidegauge.exporter.explain;

import io.tidegauge.counts.Cell;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * SQL that shows the rows behind an alert, on PostgreSQL and DuckDB alike. Of a personal feature no
 * value is selected.
 */
final class RowsQuery {
  private static final int ROWS = 50;
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSS", Locale.ROOT);

  private final ModelSpec spec;
  private final PredictionsSpec log;

  RowsQuery(ModelSpec spec) {
    this.spec = spec;
    this.log = spec.predictions();
  }

  /**
   * The rows of {@code [from, to)} that an alert with these labels is about, the newest first.
   *
   * @param alert the alert's name
   * @param reading the labels of the reading
   * @param known the categories that the reference knows, where these may be shown
   * @param labelled whether labels are shown beside the predictions
   */
  String of(
      String alert,
      Map<String, String> reading,
      Instant from,
      Instant to,
      List<String> known,
      boolean labelled) {
    Optional<FeatureSpec> feature =
        spec.features().stream()
            .filter(one -> one.name().equals(reading.get("feature")))
            .findFirst();
    List<String> ofLog = new ArrayList<>();
    ofLog.add(within(log.time(), from, to));
    log.where().ifPresent(where -> ofLog.add("(" + where.strip() + "\n)"));
    version(reading).ifPresent(ofLog::add);
    slice(reading).ifPresent(ofLog::add);
    Optional<String> wrong = feature.flatMap(one -> wrong(alert, one, known));
    List<String> columns = new ArrayList<>();
    if (feature.isPresent() && spec.featureTable().isPresent()) {
      return featureRows(spec.featureTable().get(), feature.get(), ofLog, wrong);
    }
    columns.add(name(log.time().column()));
    log.id().ifPresent(id -> columns.add(name(id)));
    log.version().ifPresent(version -> columns.add(name(version)));
    log.score().ifPresent(score -> columns.add(value(score) + " AS score"));
    log.output().ifPresent(output -> columns.add(value(output) + " AS output"));
    feature
        .filter(one -> !one.personal())
        .ifPresent(one -> columns.add(value(one.operand()) + " AS " + name(one.name())));
    if (labelled) {
      spec.labels().flatMap(this::label).ifPresent(columns::add);
    }
    wrong.ifPresent(ofLog::add);
    return session()
        + "SELECT "
        + String.join(", ", columns)
        + "\nFROM "
        + name(log.table())
        + "\nWHERE "
        + String.join("\n  AND ", ofLog)
        + "\nORDER BY "
        + name(log.time().column())
        + " DESC LIMIT "
        + ROWS
        + ";";
  }

  private String featureRows(
      FeatureTableSpec table, FeatureSpec feature, List<String> ofLog, Optional<String> wrong) {
    List<String> columns = new ArrayList<>();
    table.time().ifPresent(time -> columns.add(name(time.column())));
    columns.add(name(table.id()));
    if (!feature.personal()) {
      columns.add(value(feature.operand()) + " AS " + name(feature.name()));
    }
    return session()
        + "SELECT "
        + String.join(", ", columns)
        + "\nFROM "
        + name(table.table())
        + "\nWHERE "
        + name(table.id())
        + " IN (SELECT "
        + name(log.id().orElseThrow())
        + " FROM "
        + name(log.table())
        + " WHERE "
        + String.join(" AND ", ofLog)
        + ")"
        + table.where().map(where -> "\n  AND (" + where.strip() + "\n)").orElse("")
        + wrong.map(condition -> "\n  AND " + condition).orElse("")
        + "\nLIMIT "
        + ROWS
        + ";";
  }

  /** The label of a prediction: the newest, where they have a table of their own. */
  private Optional<String> label(LabelsSpec labels) {
    if (labels.table().isEmpty()) {
      return Optional.of(value(labels.value()) + " AS label");
    }
    return Optional.of(
        "(SELECT "
            + value(labels.value())
            + " FROM "
            + name(labels.table().get())
            + " WHERE "
            + name(labels.table().get())
            + "."
            + name(labels.id().orElseThrow())
            + " = "
            + name(log.table())
            + "."
            + name(log.id().orElseThrow())
            + labels.where().map(where -> " AND (" + where.strip() + "\n)").orElse("")
            + " ORDER BY "
            + name(labels.time().orElseThrow().column())
            + " DESC LIMIT 1) AS label");
  }

  private Optional<String> version(Map<String, String> reading) {
    String version = reading.getOrDefault("version", "");
    return log.version()
        .filter(column -> !version.isEmpty())
        .map(
            column ->
                version.equals(Cell.NO_VERSION)
                    ? name(column) + " IS NULL"
                    : "CAST(" + name(column) + " AS varchar) = " + literal(version));
  }

  private Optional<String> slice(Map<String, String> reading) {
    String slice = reading.getOrDefault("slice", "");
    return log.slices().stream()
        .filter(one -> slice.startsWith(Cell.slicePrefix(one.column())))
        .map(
            one ->
                "CAST("
                    + name(one.column())
                    + " AS varchar) = "
                    + literal(slice.substring(Cell.slicePrefix(one.column()).length())))
        .findFirst();
  }

  /** What is true of the rows that make the alert due; nothing where all of them do. */
  private static Optional<String> wrong(String alert, FeatureSpec feature, List<String> known) {
    String value = value(feature.operand());
    String text = "CAST(" + value + " AS varchar)";
    return switch (alert) {
      case "MLModelMissingValues" ->
          Optional.of(
              feature.missingValues().isEmpty()
                  ? value + " IS NULL"
                  : "("
                      + value
                      + " IS NULL OR "
                      + text
                      + " IN "
                      + list(feature.missingValues())
                      + ")");
      case "MLModelInvalidValues" ->
          Optional.of(
              "CAST(" + value + " AS double precision) IN ('NaN', 'Infinity', '-Infinity')");
      case "MLModelOutOfRangeValues" ->
          feature
              .range()
              .map(
                  range ->
                      "NOT CAST("
                          + value
                          + " AS double precision) BETWEEN "
                          + number(range.lowest())
                          + " AND "
                          + number(range.highest()));
      case "MLModelUnseenCategory" ->
          known.isEmpty() || feature.type() != FeatureType.CATEGORY
              ? Optional.empty()
              : Optional.of(text + " NOT IN " + list(known));
      default -> Optional.empty();
    };
  }

  private static String list(List<String> texts) {
    return texts.stream().map(RowsQuery::literal).collect(Collectors.joining(", ", "(", ")"));
  }

  private static String number(double value) {
    return BigDecimal.valueOf(value).toPlainString();
  }

  /** Without it, a timestamp that names no zone would be compared in that of the session. */
  private String session() {
    String zone = rules().isFixedOffset() ? "UTC" : log.time().zone().getId();
    return "SET TimeZone = '" + zone + "';\n";
  }

  private ZoneRules rules() {
    return log.time().zone().getRules();
  }

  private String within(TimeColumn time, Instant from, Instant to) {
    String column = name(time.column());
    String range = column + " >= " + bound(time, from) + " AND " + column + " < " + bound(time, to);
    return time.partition()
        .map(
            day ->
                range
                    + " AND "
                    + name(day)
                    + " BETWEEN DATE '"
                    + LocalDate.ofInstant(from, time.zone())
                    + "' AND DATE '"
                    + LocalDate.ofInstant(to, time.zone())
                    + "'")
        .orElse(range);
  }

  private String bound(TimeColumn time, Instant moment) {
    if (time.unit() != TimeUnit.TIMESTAMP) {
      return epoch(time.unit(), moment);
    }
    int offset = rules().isFixedOffset() ? rules().getOffset(moment).getTotalSeconds() : 0;
    return "TIMESTAMPTZ '"
        + LITERAL.format(moment.plusSeconds(offset).atOffset(ZoneOffset.UTC))
        + "+00'";
  }

  private static String epoch(TimeUnit unit, Instant moment) {
    BigDecimal seconds =
        BigDecimal.valueOf(moment.getEpochSecond())
            .add(BigDecimal.valueOf(moment.getNano()).movePointLeft(9));
    int places =
        switch (unit) {
          case TIMESTAMP, EPOCH_S -> 0;
          case EPOCH_MS -> 3;
          case EPOCH_US -> 6;
          case EPOCH_NS -> 9;
        };
    return seconds.movePointRight(places).stripTrailingZeros().toPlainString();
  }

  private static String value(Operand operand) {
    return operand instanceof Operand.Column column
        ? name(column.name())
        : "(" + ((Operand.Expression) operand).sql() + "\n)";
  }

  private static String name(TableName table) {
    return table.parts().stream().map(RowsQuery::name).collect(Collectors.joining("."));
  }

  private static String name(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }

  private static String literal(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
