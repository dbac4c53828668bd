package io.tidegauge.rulegen.runbook;

import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.rulegen.runbook.Select.Rows;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TrainingSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What to ask of the features: all of them in one statement where that can be read. Of a personal
 * feature no value is selected, only what is true of many rows.
 */
final class FeatureQueries {
  /** More lines of columns than that nobody reads. */
  private static final int MOST_LINES = 8;

  private final ModelSpec spec;
  private final PredictionsSpec log;
  private final LogTables tables;
  private final Duration window;
  private final Look look;

  FeatureQueries(LogTables tables, Duration window) {
    this.spec = tables.spec();
    this.log = spec.predictions();
    this.tables = tables;
    this.window = window;
    this.look = Look.of(window);
  }

  Optional<Select> missing() {
    return byFeature(
        "Rows in which each feature is missing, by " + look.step(),
        feature -> true,
        feature ->
            feature.missingValues().isEmpty()
                ? "count(*) - count(" + value(feature) + ")"
                : SqlText.countIf(value(feature) + " IS NULL OR " + isDeclaredMissing(feature)));
  }

  private static String isDeclaredMissing(FeatureSpec feature) {
    return "CAST(" + value(feature) + " AS varchar) IN " + writings(feature.missingValues());
  }

  /** The number, where it is not one that stands for a missing one. */
  private static String present(FeatureSpec feature) {
    return feature.missingValues().isEmpty()
        ? number(feature)
        : "CASE WHEN NOT " + isDeclaredMissing(feature) + " THEN " + number(feature) + " END";
  }

  /** A column of floats may write a whole number with a decimal place. */
  private static String writings(List<String> declared) {
    return declared.stream()
        .flatMap(text -> text.matches("-?[0-9]+") ? Stream.of(text, text + ".0") : Stream.of(text))
        .map(SqlText::literal)
        .collect(Collectors.joining(", ", "(", ")"));
  }

  Optional<Select> invalid() {
    return byFeature(
        "Rows in which each feature is NaN or infinite: then x - x is not 0",
        FeatureQueries::isNumeric,
        feature -> SqlText.countIf(number(feature) + " - " + number(feature) + " <> 0"));
  }

  Optional<Select> outOfRange() {
    return byFeature(
        "Rows in which each feature is outside its declared range, by " + look.step(),
        feature -> feature.range().isPresent(),
        feature -> {
          Range range = feature.range().orElseThrow();
          String number = number(feature);
          String outside =
              number + " < " + range.lowest() + " OR " + number + " > " + range.highest();
          // NaN is the largest number to databases, and no number here.
          String finite = "(" + outside + ") AND " + number + " - " + number + " = 0";
          return SqlText.countIf(
              feature.missingValues().isEmpty()
                  ? finite
                  : finite + " AND NOT " + isDeclaredMissing(feature));
        });
  }

  Optional<Select> extremes() {
    Function<FeatureSpec, List<String>> columns =
        feature ->
            List.of(
                "min(" + number(feature) + ") AS " + named(feature, " least"),
                "max(" + number(feature) + ") AS " + named(feature, " most"));
    List<FeatureSpec> features =
        ordered(feature -> feature.range().isPresent() && !feature.personal());
    List<FeatureSpec> shown = readable(features, columns);
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Select.of(
                "How far out (a factor of 100 or 1000 is a unit)" + others(features, shown),
                List.of(),
                shown.stream().flatMap(feature -> columns.apply(feature).stream()).toList(),
                tables.features(window)));
  }

  Optional<Select> distinct() {
    return byFeature(
        "Distinct values of each feature, by " + look.step() + ": when did they become one?",
        FeatureSpec::varies,
        feature -> "count(DISTINCT " + value(feature) + ")");
  }

  Optional<Select> categories() {
    return byFeature(
        "Distinct values of each category, by " + look.step(),
        feature -> !isNumeric(feature),
        feature -> "count(DISTINCT " + value(feature) + ")");
  }

  Optional<Select> means() {
    return byFeature(
        "Mean of each number, by " + look.step() + ": a jump, or a slope?",
        FeatureQueries::isNumeric,
        feature -> "avg(" + present(feature) + ")");
  }

  /** Of a text with a format, its length tells much, and nothing of a person. */
  Optional<Select> lengths() {
    return byFeature(
        "Least and greatest length of each value with a pattern, by " + look.step(),
        feature -> feature.pattern().isPresent(),
        feature -> "min(length(CAST(" + value(feature) + " AS varchar)))",
        feature -> "max(length(CAST(" + value(feature) + " AS varchar)))");
  }

  @SafeVarargs
  private Optional<Select> byFeature(
      String says, Predicate<FeatureSpec> kind, Function<FeatureSpec, String>... aggregates) {
    List<FeatureSpec> features = ordered(kind);
    Function<FeatureSpec, List<String>> columns =
        feature ->
            IntStream.range(0, aggregates.length)
                .mapToObj(
                    i ->
                        aggregates[i].apply(feature)
                            + " AS "
                            + (aggregates.length == 1
                                ? name(feature)
                                : named(feature, " " + (i + 1))))
                .toList();
    List<FeatureSpec> shown = readable(features, columns);
    List<String> all = new ArrayList<>(List.of(Select.ROWS));
    shown.forEach(feature -> all.addAll(columns.apply(feature)));
    return shown.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Select.of(
                says + others(features, shown),
                tables.keys(tables.featureTime(), look, spec.featureTable().isEmpty()),
                all,
                tables.features(look.back())));
  }

  private static String others(List<?> features, List<?> shown) {
    int left = features.size() - shown.size();
    return left == 0 ? "" : "; " + left + " more can be asked for likewise";
  }

  /** The first of them, as many as come to lines that one can read. */
  private static <F> List<F> readable(List<F> features, Function<F, List<String>> columns) {
    List<String> lines = new ArrayList<>();
    List<F> shown = new ArrayList<>();
    for (F feature : features) {
      lines.addAll(columns.apply(feature));
      if (Select.wrapped("", lines).lines().count() > MOST_LINES) {
        return shown;
      }
      shown.add(feature);
    }
    return shown;
  }

  /** Those first that the model depends on most. */
  private List<FeatureSpec> ordered(Predicate<FeatureSpec> kind) {
    return spec.features().stream()
        .filter(kind)
        .sorted(
            Comparator.comparingDouble((FeatureSpec feature) -> -feature.importance().orElse(0)))
        .toList();
  }

  /** The most frequent values of a category. */
  Optional<Select> values() {
    return values(feature -> true, "row_count DESC");
  }

  /** The most frequent values of a category with a pattern. */
  Optional<Select> valuesWithPattern() {
    return values(feature -> feature.pattern().isPresent(), "row_count DESC");
  }

  /** The values of a category that came last; the rarest, where nobody knows when. */
  Optional<Select> newestValues() {
    return values(
        feature -> true, tables.featureTime().isPresent() ? "first_seen DESC" : "row_count");
  }

  /** Of one category: whoever asks puts the alert's in its place. */
  private Optional<Select> values(Predicate<FeatureSpec> kind, String order) {
    return ordered(feature -> !isNumeric(feature) && !feature.personal() && kind.test(feature))
        .stream()
        .findFirst()
        .map(
            feature ->
                Select.of(
                        "Values of a category; put the alert's feature in the place of "
                            + feature.name(),
                        List.of(value(feature) + " AS a_value"),
                        sightings(),
                        tables.features(look.back()))
                    .ordered(order + " LIMIT 20"));
  }

  /** How many rows, and from when until when. */
  private List<String> sightings() {
    List<String> columns = new ArrayList<>(List.of(Select.ROWS));
    tables
        .featureTime()
        .ifPresent(
            time -> {
              columns.add("min(" + time.value() + ") AS first_seen");
              columns.add("max(" + time.value() + ") AS last_seen");
            });
    return columns;
  }

  /** Grouped by the features, without showing any. */
  Select repeated() {
    List<String> all = spec.features().stream().map(FeatureQueries::value).toList();
    return Select.of(
            "The inputs that came most often, without their values",
            List.of(),
            sightings(),
            tables.features(window))
        .hiding(all)
        .ordered("row_count DESC LIMIT 20");
  }

  Optional<Select> skewed() {
    List<ComparedFeature> compared = ComparedFeature.of(spec);
    if (compared.isEmpty() || log.id().isEmpty()) {
      return Optional.empty();
    }
    TrainingSpec training = spec.training().orElseThrow();
    Function<ComparedFeature, String> difference =
        feature -> SqlText.countIf(differs(feature, training)) + " AS " + name(feature.name());
    List<ComparedFeature> shown = readable(compared, feature -> List.of(difference.apply(feature)));
    String id = spec.featureTable().map(FeatureTableSpec::id).orElse(log.id().get());
    List<String> served = new ArrayList<>(List.of(SqlText.name(id) + " AS id"));
    List<String> trained = new ArrayList<>(List.of(SqlText.name(training.id()) + " AS id"));
    List<String> columns = new ArrayList<>(List.of("count(*) AS compared"));
    for (ComparedFeature feature : shown) {
      String value =
          isNumeric(feature.type())
              ? SqlText.number(feature.serving())
              : SqlText.value(feature.serving());
      served.add(named(value, name(feature.name())));
      trained.add(named(name(feature.training()), name(feature.name())));
      columns.add(difference.apply(feature));
    }
    Duration back = window.plus(training.matureAfter());
    return Optional.of(
        Select.of(
            "In how many examples each feature differs from training's" + others(compared, shown),
            List.of(),
            columns,
            Rows.of(
                tables.features(back).selecting(served)
                    + " s\nJOIN "
                    + tables.training(back, training).selecting(trained)
                    + " t ON t.id = s.id")));
  }

  private static String differs(ComparedFeature feature, TrainingSpec training) {
    String served = "s." + name(feature.name());
    String trained = "t." + name(feature.name());
    if (!isNumeric(feature.type()) || (training.absolute() == 0 && training.relative() == 0)) {
      return served + " IS DISTINCT FROM " + trained;
    }
    String relative = training.relative() + " * abs(" + trained + ")";
    String borne =
        training.absolute() == 0
            ? relative
            : "greatest(" + training.absolute() + ", " + relative + ")";
    String close = "abs(" + served + " - " + trained + ") <= " + borne;
    return "NOT coalesce(" + close + ", " + served + " IS NULL AND " + trained + " IS NULL)";
  }

  private static boolean isNumeric(FeatureSpec feature) {
    return isNumeric(feature.type());
  }

  private static boolean isNumeric(FeatureType type) {
    return type == FeatureType.NUMERIC;
  }

  private static String value(FeatureSpec feature) {
    return SqlText.value(feature.operand());
  }

  private static String number(FeatureSpec feature) {
    return SqlText.number(feature.operand());
  }

  private static String name(FeatureSpec feature) {
    return name(feature.name());
  }

  private static String name(String name) {
    return SqlText.name(name);
  }

  private static String named(String expression, String name) {
    return expression.equals(name) ? name : expression + " AS " + name;
  }

  private static String named(FeatureSpec feature, String more) {
    return SqlText.name(feature.name() + more);
  }
}
