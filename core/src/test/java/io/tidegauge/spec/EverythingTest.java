package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.ObjectiveSpec.Indicator;
import io.tidegauge.spec.SignalSpec.Kind;
import io.tidegauge.spec.SignalSpec.Name;
import io.tidegauge.spec.SignalSpec.Series;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.PeerScore;
import io.tidegauge.statistics.ValueMatrix;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/**
 * Every field of the records, from a spec in which every key is written and none is at its default.
 */
class EverythingTest {
  private static final ZoneId UTC = ZoneId.of("UTC");
  private static final ZoneId PARIS = ZoneId.of("Europe/Paris");

  private final ModelSpec spec =
      ModelSpecReader.read(Path.of("src/test/resources/specs/valid/everything.yaml"));

  @Test
  void serving() {
    ServingSpec serving = spec.serving().orElseThrow();
    assertThat(serving.server().job()).isEqualTo("scoring");
    assertThat(serving.server().labels()).containsExactly(entry("zone", "eu-1"));
    // The signals of the preset, but for the one that has another in its place.
    assertThat(serving.server().signals())
        .extracting(SignalSpec::name)
        .containsExactly(
            Name.TRAFFIC, Name.ERRORS, Name.LATENCY, Name.QUEUE, Name.CPU, Name.MEMORY);
    assertThat(serving.server().signals().get(2))
        .isEqualTo(
            new SignalSpec(
                Name.LATENCY,
                Kind.QUANTILE,
                series("http_server_requests_seconds", "uri", "/score|/batch"),
                List.of(),
                0.001,
                List.of(),
                List.of("zone")));
    assertThat(serving.server().signals().get(3))
        .isEqualTo(
            new SignalSpec(
                Name.QUEUE,
                Kind.LEVEL,
                new Series("executor_queued_tasks", new TreeMap<>()),
                List.of(),
                1,
                List.of("instance", "name"),
                List.of()));
    assertThat(serving.host().orElseThrow().signals())
        .isEqualTo(ServingPreset.named("node_exporter").signals());
    assertThat(serving.container().orElseThrow().signals().get(0).to())
        .containsExactly(
            series("calls_total", "code", "!4.."), new Series("lost_total", new TreeMap<>()));
    assertThat(serving.limits())
        .containsOnly(
            entry(Name.LATENCY, 0.25),
            entry(Name.QUEUE, 64.0),
            entry(Name.ERRORS, 0.02),
            entry(Name.CPU, 0.8),
            entry(Name.THROTTLING, 0.5),
            entry(Name.MEMORY, 0.95),
            entry(Name.DISK, 0.75));
    assertThat(serving.share()).isEqualTo(0.95);
    assertThat(serving.minRequests()).isEqualTo(50);
  }

  private static Series series(String metric, String label, String pattern) {
    return new Series(metric, new TreeMap<>(Map.of(label, pattern)));
  }

  @Test
  void aSampleHasAWeight() {
    assertThat(
            ModelSpecReader.read(Path.of("src/test/resources/specs/valid/sampled.yaml"))
                .predictions()
                .weight())
        .contains("sampling_weight");
    assertThat(spec.predictions().weight()).isEmpty();
  }

  @Test
  void model() {
    assertThat(spec.name()).isEqualTo("Credit_risk.v2");
    assertThat(spec.description()).contains("Whether a loan will default.");
    assertThat(spec.owner()).contains("team risk");
    assertThat(spec.consumers()).containsExactly("loan app", "branch desk");
    assertThat(spec.database()).isEqualTo("warehouse-1");
    assertThat(spec.sources())
        .containsExactly(
            new SourceSpec(
                "bureau",
                "team partners",
                "bought each month",
                "credit decisions only; kept 2 years"),
            new SourceSpec("application", "", "what the customer types", ""));
    assertThat(spec.drift())
        .isEqualTo(
            new DriftSpec(
                List.of(
                    DriftDistance.JENSEN_SHANNON,
                    DriftDistance.HELLINGER,
                    DriftDistance.WASSERSTEIN,
                    DriftDistance.KOLMOGOROV_SMIRNOV),
                List.of(PeerScore.EVIDENTLY_PSI, PeerScore.DEEQU_KOLMOGOROV_SMIRNOV),
                new EarlierRows(
                    DriftReference.ROLLING,
                    6,
                    List.of(
                        new IncidentSpec(
                            Instant.parse("2026-03-01T10:00:00Z"),
                            Instant.parse("2026-03-01T12:30:00Z"),
                            "incomes were NULL"),
                        new IncidentSpec(
                            Instant.parse("2026-03-04T00:00:00Z"),
                            Instant.parse("2026-03-05T00:00:00Z"),
                            ""))),
                7));
    assertThat(spec.comparison()).isEqualTo(new ComparisonSpec(0.025, 0.9, 0.01));
    assertThat(spec.objectives())
        .containsExactly(
            new ObjectiveSpec(Indicator.LATENCY, 0.995, Duration.ofDays(28), 20, 0.3),
            new ObjectiveSpec(Indicator.AVAILABILITY, 0.999, Duration.ofDays(60), 5, 0),
            new ObjectiveSpec(Indicator.QUALITY, 0.9, Duration.ofDays(90), 30, 0));
    assertThat(spec.windows())
        .containsExactly(Duration.ofMinutes(30), Duration.ofHours(12), Duration.ofDays(7));
    assertThat(spec.bucket()).isEqualTo(Duration.ofSeconds(10));
    assertThat(spec.maxVersions()).isEqualTo(3);
    assertThat(spec.seriesBudget()).isEqualTo(12000);
  }

  @Test
  void predictions() {
    PredictionsSpec predictions = spec.predictions();
    assertThat(predictions.table())
        .isEqualTo(new TableName(List.of("lake", "public", "prediction.log")));
    assertThat(predictions.where()).contains("model_name = 'credit-risk'");
    assertThat(predictions.time())
        .isEqualTo(new TimeColumn("at", TimeUnit.EPOCH_MS, PARIS, Optional.of("day")));
    assertThat(predictions.id()).contains("request_id");
    assertThat(predictions.version()).contains("model_version");
    assertThat(predictions.versions().toString()).isEqualTo("{champion=v3, shadow=4}");
    assertThat(predictions.kind()).isEqualTo(PredictionKind.BINARY);
    assertThat(predictions.score()).contains(new Operand.Expression("greatest(p0, p1)"));
    assertThat(predictions.output()).contains(new Operand.Column("decision"));
    assertThat(predictions.positive()).contains("fraud");
    assertThat(predictions.threshold()).isEqualTo(0.25);
    assertThat(predictions.measures())
        .containsExactly(
            new MeasureSpec("memory", "rss_mb", "MB"), new MeasureSpec("tokens", "tokens", ""));
    assertThat(predictions.saturation()).contains(new FeatureSpec.Range(0.001, 0.999));
    assertThat(predictions.latency())
        .contains(
            new LatencyColumn(
                "latency_us", 1e-6, List.of(0.0005, 0.02, 0.3, 1.5, 3.0), Optional.of("trace")));
    assertThat(predictions.failed()).contains("has_failed");
    assertThat(predictions.unique()).isTrue();
    assertThat(predictions.repeated()).isTrue();
    assertThat(predictions.identical()).isTrue();
    assertThat(predictions.slices())
        .containsExactly(
            new SliceSpec("channel", List.of(), 10),
            new SliceSpec("country", List.of("no", "fr"), 10, Optional.of("fr")),
            new SliceSpec("device", List.of(), 3));
  }

  @Test
  void features() {
    assertThat(spec.featureTable())
        .contains(
            new FeatureTableSpec(
                TableName.of("features.serving"),
                "example",
                Optional.of("not test"),
                Optional.of(new TimeColumn("logged_at", TimeUnit.EPOCH_S, UTC, Optional.empty())),
                Duration.ofMinutes(5)));
    assertThat(spec.features())
        .startsWith(
            new FeatureSpec(
                "amount",
                FeatureType.NUMERIC,
                new Operand.Column("amount_eur"),
                Optional.of(new Range(-0.5, 50000)),
                OptionalDouble.of(0.01),
                List.of("-999", "n/a"),
                20,
                50,
                List.of(),
                Optional.empty(),
                true,
                true,
                List.of(0.01, 0.5, 0.995),
                true,
                false,
                OptionalDouble.of(0.3),
                OptionalDouble.of(2.5)),
            new FeatureSpec(
                "merchant",
                FeatureType.CATEGORY,
                new Operand.Column("merchant"),
                Optional.empty(),
                OptionalDouble.of(0.5),
                List.of("", "-1", "null"),
                10,
                100,
                List.of("a", "b", "3", ""),
                Optional.of(new ValuePattern("[a-c]|[0-9]*")),
                false,
                false,
                List.of(),
                true,
                false,
                OptionalDouble.empty(),
                OptionalDouble.empty()),
            new FeatureSpec(
                "income",
                FeatureType.NUMERIC,
                new Operand.Expression("payload->>'income'"),
                Optional.of(new Range(0, 1e6)),
                OptionalDouble.empty(),
                List.of(),
                10,
                50,
                List.of(),
                Optional.empty(),
                true,
                false,
                List.of(),
                false,
                true,
                OptionalDouble.empty(),
                OptionalDouble.empty()))
        .extracting(FeatureSpec::name)
        .endsWith("age", "country");
    assertThat(spec.feature("country").orElseThrow().type()).isEqualTo(FeatureType.CATEGORY);
  }

  @Test
  void whatPredictionsAreComparedWith() {
    assertThat(spec.labels())
        .contains(
            new LabelsSpec(
                Optional.of(TableName.of("outcomes")),
                Optional.of("request_id"),
                Optional.of("final"),
                new Operand.Expression("status = 'default'"),
                Optional.of(time("reported_at", ZoneId.of("+02:00"))),
                Duration.ofDays(9),
                Optional.of("yes"),
                List.of("good", "bad", "3")));
    assertThat(spec.businessValue())
        .contains(
            new BusinessValueSpec(
                new ValueMatrix(120, -15, -300, 0.5), "EUR", OptionalDouble.of(40)));
    assertThat(spec.kpis())
        .containsExactly(
            new KpiSpec("revenue", "SELECT sum(paid) FROM orders", "EUR"),
            new KpiSpec("orders", "SELECT count(*) FROM orders", ""));
    assertThat(spec.reference())
        .contains(
            new ReferenceSpec.Rows(
                TableName.of("warehouse.training_rows"),
                Optional.of("split = 'train'"),
                Optional.of("model_version"),
                Optional.of(time("at", PARIS)),
                Optional.of(Instant.parse("2026-01-30T23:00:00Z")),
                Optional.of(Instant.parse("2026-03-01T11:00:00.5Z")),
                Optional.of("repaid")));
    TrainingSpec training = spec.training().orElseThrow();
    assertThat(training.table()).isEqualTo(TableName.of("offline_features"));
    assertThat(training.id()).isEqualTo("request_id");
    assertThat(training.where()).contains("1 = 1");
    assertThat(training.time()).contains(time("computed_at", UTC));
    assertThat(training.matureAfter()).isEqualTo(Duration.ofHours(2));
    assertThat(training.columns().toString()).isEqualTo("{amount=amt, age=age_years}");
    assertThat(training.absolute()).isEqualTo(0.01);
    assertThat(training.relative()).isEqualTo(0.001);
  }

  @Test
  void trainingLog() {
    assertThat(spec.trainingLog())
        .contains(
            new TrainingLogSpec(
                TableName.of("training_steps"),
                Optional.of("run = 'nightly'"),
                new TimeColumn("at", TimeUnit.EPOCH_S, ZoneId.of("UTC"), Optional.empty()),
                Optional.of("version"),
                Duration.ofDays(14),
                Optional.of("loss"),
                Optional.of("largest_weight"),
                Optional.of(new FeatureSpec.Range(0, 12.5)),
                Optional.of("zeros"),
                0.8,
                Optional.of("took")));
  }

  @Test
  void lifecycleAndTraffic() {
    LifecycleSpec lifecycle = spec.lifecycle().orElseThrow();
    assertThat(lifecycle.table()).isEqualTo(TableName.of("model_registry"));
    assertThat(lifecycle.where()).contains("model = 'credit-risk'");
    assertThat(lifecycle.version()).isEqualTo("version");
    assertThat(lifecycle.stages().toString())
        .isEqualTo("{data=data_at, trained=trained_at, deployed=deployed_at}");
    assertThat(lifecycle.ageFrom()).isEqualTo("data");
    assertThat(lifecycle.maxAge()).contains(Duration.ofDays(30));
    assertThat(lifecycle.cadence())
        .containsExactly(entry("data", Duration.ofDays(1)), entry("trained", Duration.ofDays(14)));

    assertThat(spec.traffic().largestGap()).contains(Duration.ofMinutes(20));
    TrafficSpec.Hours hours = spec.traffic().hours().orElseThrow();
    assertThat(hours.days()).containsExactly(DayOfWeek.MONDAY, DayOfWeek.TUESDAY, DayOfWeek.FRIDAY);
    assertThat(hours.from()).isEqualTo(LocalTime.of(8, 30));
    assertThat(hours.to()).isEqualTo(LocalTime.of(18, 0));
    assertThat(hours.zone()).isEqualTo(ZoneId.of("America/New_York"));
  }

  @Test
  void dependencies() {
    assertThat(spec.dependencies())
        .containsExactly(
            new DependencySpec(
                "fx-rates",
                Optional.of("team treasury"),
                new DependencySpec.Table(TableName.of("shared.fx_rates"))),
            new DependencySpec(
                "feature-code",
                Optional.empty(),
                new DependencySpec.Logged(new Operand.Column("code_version"))),
            new DependencySpec(
                "scikit-learn",
                Optional.empty(),
                new DependencySpec.Logged(new Operand.Expression("libraries->>'scikit-learn'"))),
            new DependencySpec(
                "contract",
                Optional.of("team partners"),
                new DependencySpec.Queried("SELECT version, since FROM contracts")));
  }

  /** Other alerts have no limits further out or further in, and are off there. */
  @Test
  void alertVariants() {
    Alert critical = spec.critical().orElseThrow().unseen();
    assertThat(critical)
        .isEqualTo(alert(true, 0.4, 13, "PT30M", "PT2M", "PT5M", Severity.CRITICAL));
    assertThat(spec.critical().orElseThrow().range().enabled()).isFalse();
    Alert clearing = spec.clearing().orElseThrow().unseen();
    assertThat(clearing).isEqualTo(alert(true, 0.01, 13, "PT30M", "PT4M", "PT5M", Severity.INFO));
    assertThat(spec.clearing().orElseThrow().drift().alert().enabled()).isFalse();
  }

  @Test
  void alerts() {
    AlertsSpec alerts = spec.alerts();
    assertThat(alerts.drift())
        .isEqualTo(
            new DriftAlert(
                DriftDistance.WASSERSTEIN,
                0.99,
                alert(true, 0.4, 1000, "PT12H", "PT1H", "PT0S", Severity.CRITICAL)));
    assertThat(alerts.predictionDrift())
        .isEqualTo(
            new DriftAlert(
                DriftDistance.KOLMOGOROV_SMIRNOV,
                0.95,
                alert(false, 0.1, 500, "P7D", "PT2H", "PT1H", Severity.INFO)));
    assertThat(alerts.missing())
        .isEqualTo(alert(false, 0.02, 10, "PT30M", "PT1M", "PT2M", Severity.CRITICAL));
    assertThat(alerts.invalid())
        .isEqualTo(alert(true, 0.001, 11, "PT12H", "PT2M", "PT3M", Severity.INFO));
    assertThat(alerts.range())
        .isEqualTo(alert(true, 0.03, 12, "P7D", "PT3M", "PT4M", Severity.CRITICAL));
    assertThat(alerts.unseen())
        .isEqualTo(alert(true, 0.04, 13, "PT30M", "PT4M", "PT5M", Severity.INFO));
    assertThat(alerts.constant())
        .isEqualTo(alert(true, 0, 14, "PT30M", "PT5M", "PT6M", Severity.CRITICAL));
    assertThat(alerts.duplicates())
        .isEqualTo(alert(true, 0.07, 24, "PT30M", "PT22M", "PT23M", Severity.INFO));
    assertThat(alerts.repeated())
        .isEqualTo(alert(true, 0.08, 25, "PT12H", "PT23M", "PT24M", Severity.CRITICAL));
    assertThat(alerts.identical())
        .isEqualTo(alert(true, 0.09, 26, "PT30M", "PT24M", "PT25M", Severity.INFO));
    assertThat(alerts.saturation())
        .isEqualTo(alert(true, 0.07, 24, "PT12H", "PT22M", "PT23M", Severity.INFO));
    assertThat(alerts.trainingLog())
        .isEqualTo(alert(true, 0.08, 0, "", "PT23M", "PT24M", Severity.CRITICAL));
    assertThat(alerts.volume())
        .isEqualTo(alert(true, 0.25, 0, "PT12H", "PT6M", "PT7M", Severity.CRITICAL));
    assertThat(alerts.freshness())
        .isEqualTo(alert(true, 0, 0, "", "PT7M", "PT8M", Severity.WARNING));
    assertThat(alerts.skew())
        .isEqualTo(alert(true, 0.05, 15, "PT30M", "PT8M", "PT9M", Severity.CRITICAL));
    assertThat(alerts.quality().limits().toString()).isEqualTo("{ACCURACY=0.8, MCC=-0.1}");
    assertThat(alerts.quality().alert())
        .isEqualTo(alert(false, 0, 16, "P7D", "PT14M", "PT15M", Severity.CRITICAL));
    assertThat(alerts.coverage())
        .isEqualTo(alert(true, 0.3, 17, "PT12H", "PT15M", "PT16M", Severity.INFO));
    assertThat(alerts.fairness())
        .isEqualTo(alert(true, 0.75, 23, "PT12H", "PT19M", "PT20M", Severity.INFO));
    assertThat(alerts.comparison())
        .isEqualTo(alert(true, 0, 20, "P7D", "PT18M", "PT19M", Severity.CRITICAL));
    assertThat(alerts.value())
        .isEqualTo(
            new ValueAlert(
                OptionalDouble.of(-2.5),
                alert(true, 0, 21, "PT30M", "PT21M", "PT22M", Severity.INFO)));
    assertThat(alerts.latency())
        .isEqualTo(
            new LatencyAlert(
                0.95,
                OptionalDouble.of(1.5),
                OptionalDouble.of(0.02),
                alert(true, 0, 18, "PT30M", "PT16M", "PT17M", Severity.CRITICAL)));
    assertThat(alerts.errors())
        .isEqualTo(alert(false, 0.06, 19, "P7D", "PT17M", "PT18M", Severity.INFO));
    assertThat(alerts.age())
        .isEqualTo(retraining(alert(true, 0, 0, "", "PT9M", "PT10M", Severity.INFO)));
    assertThat(alerts.schema())
        .isEqualTo(alert(true, 0, 0, "", "PT12M", "PT13M", Severity.CRITICAL));
    assertThat(alerts.dependency())
        .isEqualTo(alert(true, 7200, 0, "", "PT13M", "PT14M", Severity.WARNING));
    assertThat(alerts.absence())
        .isEqualTo(alert(true, 0, 0, "", "PT10M", "PT11M", Severity.WARNING));
    assertThat(alerts.unreadable())
        .isEqualTo(alert(false, 0, 0, "", "PT11M", "PT12M", Severity.CRITICAL));
  }

  private static TimeColumn time(String column, ZoneId zone) {
    return new TimeColumn(column, TimeUnit.TIMESTAMP, zone, Optional.empty());
  }

  private static Alert retraining(Alert alert) {
    return new Alert(
        alert.enabled(),
        alert.above(),
        alert.minRows(),
        alert.window(),
        alert.pending(),
        alert.keepFiringFor(),
        alert.severity(),
        true);
  }

  private static Alert alert(
      boolean enabled,
      double above,
      long minRows,
      String window,
      String pending,
      String keepFiringFor,
      Severity severity) {
    return new Alert(
        enabled,
        above,
        minRows,
        Optional.of(window).filter(text -> !text.isEmpty()).map(Duration::parse),
        Duration.parse(pending),
        Duration.parse(keepFiringFor),
        severity,
        false);
  }
}
