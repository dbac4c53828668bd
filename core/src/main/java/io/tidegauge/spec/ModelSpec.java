package io.tidegauge.spec;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What is watched of one model: the YAML model spec, read and checked.
 *
 * @param name the model's name, the value of the label {@code model}
 * @param owner the team that answers for the model
 * @param consumers who relies on the model's answers
 * @param database the name of a connection in the exporter's config
 * @param featureTable where the features are when they are not columns of the prediction table
 * @param features in the spec's order
 * @param sources where the data comes from that the model reads, in the spec's order
 * @param kpis numbers that the business goes by, in the spec's order
 * @param trainingLog what training wrote down of its steps
 * @param dependencies what the model stands on beside its features, in the spec's order
 * @param objectives service-level objectives, at most one of each indicator
 * @param serving what is scraped of the model's server
 * @param windows ascending, without repeats, at least one
 * @param bucket the length of the time buckets in which rows are counted; a divisor of a day
 * @param lateness after how long a row can be relied on to be visible in the log
 * @param maxVersions how many versions are followed at once, those with the most rows first
 * @param seriesBudget the most series that the model may export
 * @param critical the alerts that have limits from which on they are critical, with these; the
 *     others are off
 * @param clearing the alerts that go on firing until a reading is within other limits, with these;
 *     the others are off
 */
public record ModelSpec(
    String name,
    Optional<String> description,
    Optional<String> owner,
    List<String> consumers,
    String database,
    PredictionsSpec predictions,
    Optional<FeatureTableSpec> featureTable,
    List<FeatureSpec> features,
    List<SourceSpec> sources,
    Optional<LabelsSpec> labels,
    Optional<BusinessValueSpec> businessValue,
    List<KpiSpec> kpis,
    Optional<ReferenceSpec> reference,
    Optional<TrainingSpec> training,
    Optional<TrainingLogSpec> trainingLog,
    Optional<LifecycleSpec> lifecycle,
    List<DependencySpec> dependencies,
    TrafficSpec traffic,
    DriftSpec drift,
    ComparisonSpec comparison,
    List<ObjectiveSpec> objectives,
    Optional<ServingSpec> serving,
    List<Duration> windows,
    Duration bucket,
    Duration lateness,
    int maxVersions,
    int seriesBudget,
    AlertsSpec alerts,
    Optional<AlertsSpec> critical,
    Optional<AlertsSpec> clearing) {

  public ModelSpec {
    consumers = List.copyOf(consumers);
    features = List.copyOf(features);
    sources = List.copyOf(sources);
    kpis = List.copyOf(kpis);
    dependencies = List.copyOf(dependencies);
    objectives = List.copyOf(objectives);
    windows = List.copyOf(windows);
  }

  /** The same with other alerts, of one kind only. */
  public ModelSpec withAlerts(AlertsSpec others) {
    return with(windows, bucket, others, Optional.empty(), Optional.empty());
  }

  /**
   * The same with other windows.
   *
   * @param others ascending, without repeats, at least one
   * @param otherBucket a divisor of a day
   */
  public ModelSpec withWindows(List<Duration> others, Duration otherBucket) {
    return with(others, otherBucket, alerts, critical, clearing);
  }

  private ModelSpec with(
      List<Duration> newWindows,
      Duration newBucket,
      AlertsSpec newAlerts,
      Optional<AlertsSpec> newCritical,
      Optional<AlertsSpec> newClearing) {
    return new ModelSpec(
        name,
        description,
        owner,
        consumers,
        database,
        predictions,
        featureTable,
        features,
        sources,
        labels,
        businessValue,
        kpis,
        reference,
        training,
        trainingLog,
        lifecycle,
        dependencies,
        traffic,
        drift,
        comparison,
        objectives,
        serving,
        newWindows,
        newBucket,
        lateness,
        maxVersions,
        seriesBudget,
        newAlerts,
        newCritical,
        newClearing);
  }

  /** The longest of the windows: how far back rows are read. */
  public Duration longestWindow() {
    return windows.stream().max(Comparator.naturalOrder()).orElseThrow();
  }

  /** The feature of that name. */
  public Optional<FeatureSpec> feature(String featureName) {
    return features.stream().filter(feature -> feature.name().equals(featureName)).findFirst();
  }
}
