package io.tidegauge.monitor;

import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.SourceSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What is watched: the model, its versions' roles, and the profiles that they are held against. */
public final class Identity implements Monitor {
  /** Which models there are. */
  public static final MetricDefinition MODEL =
      MetricDefinition.info(
          "ml_model_info",
          "A model that is watched, its owner and its database.",
          "owner",
          "database");

  private static final MetricDefinition VERSION =
      MetricDefinition.info(
          "ml_version_info",
          "A version that has a role, such as champion or shadow.",
          "version",
          "role");
  private static final MetricDefinition PROFILE =
      MetricDefinition.info(
          "ml_profile_info",
          "The frozen reference profile of a version, by its SHA-256.",
          "version",
          "sha256");
  private static final MetricDefinition PROFILE_ROWS =
      MetricDefinition.gauge(
          "ml_profile_rows", "Rows in the frozen reference profile of a version.", "version");

  private static final MetricDefinition SOURCE =
      MetricDefinition.info(
          "ml_source_info",
          "Where data comes from that the model reads, who answers for it and what it may be used"
              + " for.",
          "source",
          "owner",
          "origin",
          "terms");
  private static final MetricDefinition PERSONAL =
      MetricDefinition.info(
          "ml_personal_feature_info",
          "A feature that is declared personal: none of its values is shown anywhere.",
          "feature");

  @Override
  public String name() {
    return "identity";
  }

  @Override
  public String description() {
    return "Says which models, versions and reference profiles are watched, and where data comes from.";
  }

  @Override
  public Input input() {
    return Input.SPEC;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(MODEL, VERSION, PROFILE, PROFILE_ROWS, SOURCE, PERSONAL);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return true;
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    return 1
        + spec.predictions().versions().size()
        + 2 * scope.versions()
        + spec.sources().size()
        + personal(spec).count();
  }

  private static Stream<FeatureSpec> personal(ModelSpec spec) {
    return spec.features().stream().filter(FeatureSpec::personal);
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    Condition unreadable =
        Condition.below(ExporterMetrics.SUCCESS, 1)
            .unless(ExporterMetrics.UP, "database", spec.database());
    return List.of(
        new AlertDefinition(
            "MLModelNotWatched",
            "No exporter reports the model.",
            "not reported by any exporter",
            "There are no readings of {model}: the exporter is down, is not scraped, or has the model"
                + " no longer in its config. None of the model's other alerts can fire.",
            Condition.absent(MODEL),
            spec.alerts().absence()),
        new AlertDefinition(
            "MLModelMonitorUnreadable",
            "A monitor of the model cannot be read although its database answers.",
            "{collector} cannot be read",
            "{collector} of {model} has no readings, so its alerts cannot fire. The exporter's page and"
                + " its log say why.",
            unreadable,
            spec.alerts().unreadable()));
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<Shown> shown = new ArrayList<>();
    if (!spec.predictions().versions().isEmpty()) {
      shown.add(Shown.of(VERSION, "version", "role").called("Role"));
    }
    if (spec.reference().isPresent()) {
      shown.add(Shown.of(PROFILE, "version", "sha256").called("Profile"));
      shown.add(Shown.of(PROFILE_ROWS, "version").called("Rows of the profile"));
    }
    List<PanelDefinition> panels = new ArrayList<>();
    if (!shown.isEmpty()) {
      panels.add(
          PanelDefinition.table(
              "Versions",
              "Which version has which role, and which frozen reference it is held against. A version"
                  + " without a profile has no drift.",
              shown.toArray(Shown[]::new)));
    }
    if (!spec.sources().isEmpty()) {
      panels.add(
          PanelDefinition.table(
              "Sources",
              "Where the data comes from that the model reads, who answers for it and what it may be"
                  + " used for, as declared.",
              Shown.of(SOURCE, "source", "owner", "origin", "terms").called("Source")));
    }
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    ModelSpec spec = observation.spec();
    readings.add(MODEL, 1, spec.owner().orElse(""), spec.database());
    for (Map.Entry<String, String> role : spec.predictions().versions().entrySet()) {
      readings.add(VERSION, 1, role.getValue(), role.getKey());
    }
    for (SourceSpec source : spec.sources()) {
      readings.add(SOURCE, 1, source.name(), source.owner(), source.origin(), source.terms());
    }
    personal(spec).forEach(feature -> readings.add(PERSONAL, 1, feature.name()));
    observation
        .profiles()
        .forEach(
            (version, profile) -> {
              readings.add(PROFILE, 1, version, profile.sha256());
              readings.add(PROFILE_ROWS, profile.rows(), version);
            });
  }
}
