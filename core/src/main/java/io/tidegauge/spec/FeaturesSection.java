package io.tidegauge.spec;

import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.yaml.BooleanShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.EitherShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.LiteralShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** The sections {@code features} and {@code feature_table}. */
final class FeaturesSection {
  private static final int DEFAULT_BINS = 10;
  private static final int DEFAULT_TOP = 50;
  private static final int MOST_FEATURES = 2000;
  private static final Regex NUMERIC = new Regex("^numeric$");
  private static final Regex CATEGORY = new Regex("^category$");

  static final Regex NAME = new Regex("^[A-Za-z_][A-Za-z0-9_.-]{0,127}$");
  static final String NAME_WANTED =
      "a letter or _, then letters, digits, _, . or -, at most 128 in all";

  private static final Shape TYPE = Words.choice("type", FeatureType.values());

  private static final ObjectShape LONG_FORM =
      ObjectShape.of(
              Field.required("type", TYPE, "whether values are numbers or names"),
              Field.optional(
                  "column", Columns.COLUMN, "the column, where it is not called as the feature is"),
              Field.optional("expr", Columns.SQL, "an expression in SQL instead of a column"),
              Field.optional(
                  "range",
                  ListShape.of(NumberShape.ANY, 2, 2),
                  "the lowest and the highest value that is in order, both included"),
              Field.optional(
                  "missing", new ShareShape(), "the share of missing values above which to alert"),
              Field.optional(
                  "missing_values",
                  ListShape.of(new LiteralShape(), 1, 100),
                  "values that count as missing, such as -999 or \"n/a\", in the reference too: its"
                      + " profile must be made anew"),
              Field.withDefault(
                  "bins",
                  NumberShape.integer(2, 100),
                  DEFAULT_BINS,
                  "how many quantile bins a numeric feature is cut into"),
              Field.withDefault(
                  "top",
                  NumberShape.integer(1, 1000),
                  DEFAULT_TOP,
                  "how many of the reference's categories get a bin of their own"),
              Field.optional(
                  "values",
                  ListShape.unique(TextShape.of("^[\\s\\S]*$", "text"), 1, 10_000),
                  "the categories that may occur; others are unseen"),
              Field.optional(
                  "pattern",
                  TextShape.ANY.where(ValuePattern::problem),
                  "a regular expression, in the syntax of RE2, that each whole category matches"),
              Field.withDefault(
                  "varies",
                  new BooleanShape(),
                  true,
                  "whether its values should differ within a window; those of a weekday need not"),
              Field.withDefault(
                  "moments",
                  new BooleanShape(),
                  false,
                  "whether mean, standard deviation, least and largest value and shares of 0 and of"
                      + " negative values of each window are kept, and the first two held against the"
                      + " reference's"),
              Field.optional(
                  "quantiles",
                  ListShape.of(NumberShape.between("0.001", "0.999"), 1, 20),
                  "the shares, rising, whose quantiles of each window are kept and held against the"
                      + " reference's: its profile must be made anew"),
              Field.withDefault(
                  "distinct",
                  new BooleanShape(),
                  false,
                  "whether it is estimated how many distinct values each window has"),
              Field.withDefault(
                  "personal",
                  new BooleanShape(),
                  false,
                  "whether no value, edge or category may be shown or stored; a numeric feature "
                      + "then needs a range to have drift"),
              Field.optional(
                  "drift",
                  NumberShape.POSITIVE,
                  "this feature's own threshold for the drift alert's distance"),
              Field.optional(
                  "importance",
                  NumberShape.POSITIVE,
                  "how much the model depends on it, in any unit, such as its mean SHAP value"))
          .with(
              Rule.atMostOne(List.of("column", "expr")),
              Rule.onlyWhere("range", "type", NUMERIC, "numeric features"),
              Rule.onlyWhere("bins", "type", NUMERIC, "numeric features"),
              Rule.onlyWhere("moments", "type", NUMERIC, "numeric features"),
              Rule.onlyWhere("quantiles", "type", NUMERIC, "numeric features"),
              Rule.onlyWhere("top", "type", CATEGORY, "categories"),
              Rule.onlyWhere("values", "type", CATEGORY, "categories"),
              Rule.onlyWhere("pattern", "type", CATEGORY, "categories"));

  static final Shape SHAPE =
      new MapShape(NAME, NAME_WANTED, EitherShape.of(TYPE, LONG_FORM), 1, MOST_FEATURES);

  static final Shape TABLE_SHAPE =
      ObjectShape.of(
              Field.required("table", Columns.TABLE, "the table or view that logs features"),
              Field.required("id", Columns.COLUMN, "the column that holds the prediction's id"),
              Field.optional("where", Columns.SQL, "a condition in SQL"),
              Field.optional("time", Columns.TIME, "when the features were logged"),
              Field.withDefault(
                  "within",
                  DurationShape.between("0s", "30d"),
                  "1h",
                  "how far a feature row's time may be from its prediction's"))
          .with(Rule.requires("within", "time"));

  private FeaturesSection() {}

  static List<FeatureSpec> bind(Cursor cursor) {
    return cursor.keys().stream().map(name -> feature(name, cursor.at(name))).toList();
  }

  static FeatureTableSpec bindTable(Cursor cursor) {
    return new FeatureTableSpec(
        Columns.table(cursor.at("table")),
        cursor.at("id").text(),
        cursor.find("where").map(Cursor::text),
        cursor.find("time").map(Columns::time),
        cursor.at("within").duration());
  }

  /** Whether the feature is numeric, in its short form or its long one. */
  static boolean isNumeric(Cursor cursor) {
    return type(cursor).filter(FeatureType.NUMERIC::equals).isPresent();
  }

  private static Optional<FeatureType> type(Cursor cursor) {
    Optional<Cursor> type = cursor.isMap() ? cursor.find("type") : Optional.of(cursor);
    return type.map(word -> Words.constant(FeatureType.values(), word.text()));
  }

  private static FeatureSpec feature(String name, Cursor cursor) {
    FeatureType type = type(cursor).orElseThrow();
    if (!cursor.isMap()) {
      return plain(name, type);
    }
    Operand column = new Operand.Column(cursor.find("column").map(Cursor::text).orElse(name));
    Optional<Operand> expression = cursor.find("expr").map(e -> new Operand.Expression(e.text()));
    return new FeatureSpec(
        name,
        type,
        expression.orElse(column),
        cursor.find("range").map(FeaturesSection::range),
        optional(cursor.find("missing").map(Cursor::share)),
        cursor.find("missing_values").map(Cursor::texts).orElseGet(List::of),
        cursor.at("bins").integer(),
        cursor.at("top").integer(),
        cursor.find("values").map(Cursor::texts).orElseGet(List::of),
        cursor.find("pattern").map(pattern -> new ValuePattern(pattern.text())),
        cursor.at("varies").flag(),
        cursor.at("moments").flag(),
        cursor.find("quantiles").map(FeaturesSection::numbers).orElseGet(List::of),
        cursor.at("distinct").flag(),
        cursor.at("personal").flag(),
        optional(cursor.find("drift").map(Cursor::number)),
        optional(cursor.find("importance").map(Cursor::number)));
  }

  private static FeatureSpec plain(String name, FeatureType type) {
    return new FeatureSpec(
        name,
        type,
        new Operand.Column(name),
        Optional.empty(),
        OptionalDouble.empty(),
        List.of(),
        DEFAULT_BINS,
        DEFAULT_TOP,
        List.of(),
        Optional.empty(),
        true,
        false,
        List.of(),
        false,
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty());
  }

  private static List<Double> numbers(Cursor cursor) {
    return cursor.items().stream().map(Cursor::number).toList();
  }

  static Range range(Cursor cursor) {
    List<Cursor> ends = cursor.items();
    return new Range(ends.get(0).number(), ends.get(1).number());
  }

  private static OptionalDouble optional(Optional<Double> value) {
    return value.map(OptionalDouble::of).orElseGet(OptionalDouble::empty);
  }
}
