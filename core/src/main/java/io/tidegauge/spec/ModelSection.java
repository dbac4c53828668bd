package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;

/** A whole model spec: its keys, and how they become a {@link ModelSpec}. */
final class ModelSection {
  static final TextShape NAME =
      TextShape.of(
          "^[A-Za-z0-9][A-Za-z0-9._-]{0,62}$",
          "a letter or digit, then letters, digits, ., _ or -, at most 63 in all");

  /** Without commas: in the alerts' label {@code consumers} they stand between names. */
  private static final Shape CONSUMERS =
      ListShape.unique(
          TextShape.of("^[^,\\u0000-\\u001f\\u007f]+$", "a name without a comma"), 1, 50);

  static final ObjectShape SHAPE =
      ObjectShape.of(
          Field.required("model", NAME, "the model's name"),
          Field.optional("description", TextShape.ANY, "what the model is for"),
          Field.optional("owner", TextShape.ANY, "the team that answers for the model"),
          Field.optional("consumers", CONSUMERS, "who relies on the model's answers"),
          Field.required("database", NAME, "the name of a connection in the exporter's config"),
          Field.required("predictions", PredictionsSection.SHAPE, "the prediction log"),
          Field.optional(
              "feature_table",
              FeaturesSection.TABLE_SHAPE,
              "where the features are, when they are not columns of the prediction log"),
          Field.required("features", FeaturesSection.SHAPE, "the model's inputs, by name"),
          Field.optional(
              "sources",
              SourcesSection.SHAPE,
              "where the data comes from, and what it may be used for, by name"),
          Field.optional("labels", LabelsSection.SHAPE, "what really happened"),
          Field.optional(
              "business_value",
              BusinessValueSection.SHAPE,
              "what each outcome of a binary model is worth"),
          Field.optional("kpis", KpisSection.SHAPE, "numbers that the business goes by, by name"),
          Field.optional(
              "reference", ReferenceSection.SHAPE, "what the current rows are compared with"),
          Field.optional(
              "training",
              TrainingSection.SHAPE,
              "features as training computes them, for the examples that were served"),
          Field.optional(
              "training_log", TrainingLogSection.SHAPE, "what training wrote down of its steps"),
          Field.optional(
              "lifecycle", LifecycleSection.SHAPE, "when each version passed its stages"),
          Field.optional(
              "dependencies",
              DependenciesSection.SHAPE,
              "what the model stands on and others change: tables, code, libraries, by name"),
          Field.withDefault(
              "traffic", TrafficSection.SHAPE, new TreeMap<>(), "when rows are expected"),
          Field.withDefault("drift", DriftSection.SHAPE, new TreeMap<>(), "how drift is measured"),
          Field.withDefault(
              "comparison",
              ComparisonSection.SHAPE,
              new TreeMap<>(),
              "what is worth finding when a version is compared with the champion"),
          Field.optional(
              "objectives",
              ObjectivesSection.SHAPE,
              "which share of the predictions must be good: alerts by the burn rate of error budgets"),
          Field.optional(
              "serving",
              ServingSection.SHAPE,
              "what Prometheus scrapes of the model's server, and of what it runs on"),
          Field.withDefault(
              "windows",
              ListShape.unique(DurationShape.between("1m", "30d"), 1, 5),
              List.of("1h", "24h"),
              "the lengths of time that readings are taken over"),
          Field.optional(
              "bucket",
              DurationShape.between("1s", "1d"),
              "the length of the time buckets in which rows are counted; by default at most a"
                  + " sixtieth of the shortest window"),
          Field.withDefault(
              "lateness",
              DurationShape.between("1s", "1d"),
              "2m",
              "after how long a row can be relied on to be visible in the log; what comes later"
                  + " is found by a slow recount"),
          Field.withDefault(
              "max_versions",
              NumberShape.integer(1, 50),
              4,
              "how many versions are followed at once"),
          Field.withDefault(
              "series_budget",
              NumberShape.integer(100, 1_000_000),
              5000,
              "the most series that the model may export"),
          Field.withDefault(
              "alerts",
              AlertsSection.SHAPE,
              new TreeMap<>(),
              "when a reading is worth a person's attention"));

  private ModelSection() {}

  static ModelSpec bind(Cursor cursor) {
    AlertsSpec alerts = AlertsSection.bind(cursor.at("alerts"));
    List<Duration> windows = durations(cursor.at("windows"));
    List<ObjectiveSpec> objectives =
        cursor.find("objectives").map(ObjectivesSection::bind).orElseGet(List::of);
    return new ModelSpec(
        cursor.at("model").text(),
        cursor.find("description").map(Cursor::text),
        cursor.find("owner").map(Cursor::text),
        cursor.find("consumers").map(Cursor::texts).orElseGet(List::of),
        cursor.at("database").text(),
        PredictionsSection.bind(cursor.at("predictions"), bounds(objectives)),
        cursor.find("feature_table").map(FeaturesSection::bindTable),
        FeaturesSection.bind(cursor.at("features")),
        cursor.find("sources").map(SourcesSection::bind).orElseGet(List::of),
        cursor.find("labels").map(LabelsSection::bind),
        cursor.find("business_value").map(BusinessValueSection::bind),
        cursor.find("kpis").map(KpisSection::bind).orElseGet(List::of),
        cursor.find("reference").map(ReferenceSection::bind),
        cursor.find("training").map(TrainingSection::bind),
        cursor.find("training_log").map(TrainingLogSection::bind),
        cursor.find("lifecycle").map(LifecycleSection::bind),
        cursor.find("dependencies").map(DependenciesSection::bind).orElseGet(List::of),
        TrafficSection.bind(cursor.at("traffic")),
        DriftSection.bind(cursor.at("drift"), alerts),
        ComparisonSection.bind(cursor.at("comparison")),
        objectives,
        cursor.find("serving").map(ServingSection::bind),
        windows,
        cursor.find("bucket").map(Cursor::duration).orElseGet(() -> Buckets.fitting(windows)),
        cursor.at("lateness").duration(),
        cursor.at("max_versions").integer(),
        cursor.at("series_budget").integer(),
        alerts,
        AlertVariants.bind(cursor.at("alerts"), AlertVariants.CRITICAL),
        AlertVariants.bind(cursor.at("alerts"), AlertVariants.CLEARS));
  }

  /** Where the histogram of latencies must tell good answers from bad ones, in seconds. */
  private static List<Double> bounds(List<ObjectiveSpec> objectives) {
    return objectives.stream()
        .filter(objective -> objective.indicator() == ObjectiveSpec.Indicator.LATENCY)
        .map(ObjectiveSpec::below)
        .toList();
  }

  /** A list of durations, ascending. */
  static List<Duration> durations(Cursor cursor) {
    return cursor.items().stream().map(Cursor::duration).sorted().toList();
  }
}
