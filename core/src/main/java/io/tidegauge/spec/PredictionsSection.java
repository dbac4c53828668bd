package io.tidegauge.spec;

import io.tidegauge.spec.yaml.BooleanShape;
import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.EitherShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The section {@code predictions}. */
final class PredictionsSection {
  private static final Shape VERSIONS =
      new MapShape(
          new Regex("^[a-z][a-z0-9_-]{0,31}$"),
          "lower-case letters, digits, _ and -, such as champion",
          TextShape.ANY,
          1,
          20);

  /** Those of Prometheus's own clients. */
  private static final List<BigDecimal> LATENCY_BUCKETS =
      Stream.of("0.005", "0.01", "0.025", "0.05", "0.1", "0.25", "0.5", "1", "2.5", "5", "10")
          .map(BigDecimal::new)
          .toList();

  private static final Shape LATENCY =
      ObjectShape.of(
          Field.required("column", Columns.COLUMN, "the column that holds the latency"),
          Field.required("unit", ChoiceShape.of("unit", "s", "ms", "us", "ns"), "its unit"),
          Field.withDefault(
              "buckets",
              ListShape.of(NumberShape.POSITIVE, 1, 50),
              LATENCY_BUCKETS,
              "the histogram's upper bounds in seconds, rising"),
          Field.optional(
              "trace",
              Columns.COLUMN,
              "the column with the id of the request's trace: the histogram's exemplars lead to it"));

  private static final Shape MEASURES =
      new MapShape(
          new Regex("^[a-z][a-z0-9_]{0,31}$"),
          "lower-case letters, digits and _, such as memory",
          ObjectShape.of(
              Field.required("column", Columns.COLUMN, "the column that holds it"),
              Field.optional("unit", TextShape.ANY, "what it is counted in, such as MB")),
          1,
          10);

  private static final Shape SLICE =
      EitherShape.of(
          Columns.COLUMN,
          ObjectShape.of(
                  Field.required("column", Columns.COLUMN, "the column to slice by"),
                  Field.optional(
                      "values",
                      ListShape.unique(TextShape.ANY, 1, 100),
                      "the values that get readings of their own"),
                  Field.withDefault(
                      "top",
                      NumberShape.integer(1, 100),
                      SliceSpec.DEFAULT_TOP,
                      "how many of the reference's most frequent values get readings of their own"),
                  Field.optional(
                      "privileged",
                      TextShape.ANY,
                      "the value with which the others are compared, to tell whether a binary model"
                          + " is fair"))
              .with(Rule.atMostOne(List.of("values", "top"))));

  static final ObjectShape SHAPE =
      ObjectShape.of(
              Field.required("table", Columns.TABLE, "the table or view that logs predictions"),
              Field.optional("where", Columns.SQL, "a condition in SQL, for a shared log table"),
              Field.required("time", Columns.TIME, "when a prediction was made"),
              Field.optional(
                  "id", Columns.COLUMN, "the column that, with the version, identifies a row"),
              Field.optional(
                  "version", Columns.COLUMN, "the column that names the model's version"),
              Field.optional("versions", VERSIONS, "versions by role, such as champion"),
              Field.required(
                  "kind", Words.choice("kind", PredictionKind.values()), "what the model predicts"),
              Field.optional(
                  "score",
                  Columns.OPERAND,
                  "the model's number: a probability, a prediction, a rank score"),
              Field.optional("output", Columns.OPERAND, "the decision or class that was served"),
              Field.optional(
                  "positive",
                  TextShape.ANY,
                  "the output that means yes; by default true, 1 and their like"),
              Field.withDefault(
                  "threshold",
                  NumberShape.between("0", "1"),
                  new BigDecimal("0.5"),
                  "the score from which on a binary model means yes, where there is no output"),
              Field.optional(
                  "saturation",
                  ListShape.of(NumberShape.ANY, 2, 2),
                  "the lowest and the highest score that the model can give: an alert is due when"
                      + " too many are one of these; [0, 1] of binary models, without an alert"),
              Field.optional("latency", LATENCY, "how long the model took to answer"),
              Field.optional(
                  "measures",
                  MEASURES,
                  "numbers that are logged with each prediction and tell of its costs, by name"),
              Field.optional(
                  "weight",
                  Columns.COLUMN,
                  "the column that says for how many predictions a row stands, where the log holds a"
                      + " sample of them"),
              Field.optional(
                  "failed", Columns.COLUMN, "a boolean column, true where there was no answer"),
              Field.withDefault(
                  "unique",
                  new BooleanShape(),
                  false,
                  "whether ids that a version has more than once in a window are told"),
              Field.withDefault(
                  "repeated",
                  new BooleanShape(),
                  false,
                  "whether rows whose features are all those of one before them are told"),
              Field.withDefault(
                  "identical",
                  new BooleanShape(),
                  false,
                  "whether the share of the most frequent score is told"),
              Field.optional(
                  "ranking", RankingSection.SHAPE, "how the results of a ranking are told apart"),
              Field.optional(
                  "slices",
                  ListShape.of(SLICE, 1, 20),
                  "columns by whose values readings are taken apart, one by one"))
          .with(
              Rule.requires("versions", "version"),
              Rule.requires("unique", "id"),
              Rule.requires("identical", "score"),
              Rule.requires("weight", "id"),
              Rule.requires("saturation", "score"));

  private PredictionsSection() {}

  /**
   * The section.
   *
   * @param bounds what must be bounds of the histogram's buckets, in seconds
   */
  static PredictionsSpec bind(Cursor cursor, List<Double> bounds) {
    return new PredictionsSpec(
        Columns.table(cursor.at("table")),
        cursor.find("where").map(Cursor::text),
        Columns.time(cursor.at("time")),
        cursor.find("id").map(Cursor::text),
        cursor.find("version").map(Cursor::text),
        cursor.find("versions").map(PredictionsSection::texts).orElseGet(LinkedHashMap::new),
        Words.constant(PredictionKind.values(), cursor.at("kind").text()),
        cursor.find("score").map(Columns::operand),
        cursor.find("output").map(Columns::operand),
        cursor.find("positive").map(Cursor::text),
        cursor.at("threshold").number(),
        cursor.find("saturation").map(FeaturesSection::range),
        cursor.find("latency").map(latency -> latency(latency, bounds)),
        cursor.find("measures").map(PredictionsSection::measures).orElseGet(List::of),
        cursor.find("weight").map(Cursor::text),
        cursor.find("failed").map(Cursor::text),
        cursor.find("ranking").map(RankingSection::bind),
        cursor.at("unique").flag(),
        cursor.at("repeated").flag(),
        cursor.at("identical").flag(),
        cursor.find("slices").map(PredictionsSection::slices).orElseGet(List::of));
  }

  /** A map of text, in the spec's order. */
  static Map<String, String> texts(Cursor cursor) {
    Map<String, String> texts = new LinkedHashMap<>();
    cursor.keys().forEach(key -> texts.put(key, cursor.at(key).text()));
    return texts;
  }

  private static LatencyColumn latency(Cursor cursor, List<Double> bounds) {
    double secondsPerUnit =
        switch (cursor.at("unit").text()) {
          case "s" -> 1;
          case "ms" -> 1e-3;
          case "us" -> 1e-6;
          case "ns" -> 1e-9;
          default -> throw new IllegalStateException("a unit that the shape does not have");
        };
    return new LatencyColumn(
        cursor.at("column").text(),
        secondsPerUnit,
        Stream.concat(cursor.at("buckets").items().stream().map(Cursor::number), bounds.stream())
            .sorted()
            .distinct()
            .toList(),
        cursor.find("trace").map(Cursor::text));
  }

  private static List<MeasureSpec> measures(Cursor cursor) {
    return cursor.values().stream()
        .map(
            measure ->
                new MeasureSpec(
                    measure.name(),
                    measure.at("column").text(),
                    measure.find("unit").map(Cursor::text).orElse("")))
        .toList();
  }

  private static List<SliceSpec> slices(Cursor cursor) {
    return cursor.items().stream().map(PredictionsSection::slice).toList();
  }

  private static SliceSpec slice(Cursor cursor) {
    if (!cursor.isMap()) {
      return new SliceSpec(cursor.text(), List.of(), SliceSpec.DEFAULT_TOP);
    }
    Optional<List<String>> values = cursor.find("values").map(Cursor::texts);
    return new SliceSpec(
        cursor.at("column").text(),
        values.orElseGet(List::of),
        cursor.at("top").integer(),
        cursor.find("privileged").map(Cursor::text));
  }
}
