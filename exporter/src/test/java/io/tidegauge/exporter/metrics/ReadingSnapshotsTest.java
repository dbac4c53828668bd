package io.tidegauge.exporter.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.tidegauge.exporter.web.ListenAddress;
import io.tidegauge.exporter.web.WebContent;
import io.tidegauge.exporter.web.WebOptions;
import io.tidegauge.exporter.web.WebSecurity;
import io.tidegauge.exporter.web.WebServer;
import io.tidegauge.monitor.Histogram;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReadingSnapshotsTest {
  private static final MetricDefinition SCORE =
      MetricDefinition.gauge("ml_feature_drift_psi", "The score.", "feature");
  private static final MetricDefinition ROWS =
      MetricDefinition.counter("ml_predictions_total", "Rows.", "version");
  private static final MetricDefinition MODEL =
      MetricDefinition.info("ml_model_info", "What the model is.", "owner");

  private final List<MetricDefinition> published = new ArrayList<>(List.of(SCORE, ROWS, MODEL));
  private final AtomicReference<Duration> budget = new AtomicReference<>(Duration.ZERO);
  private final Set<String> asked = new ConcurrentSkipListSet<>();

  @Test
  void eachKindIsWrittenAsPrometheusReadsIt() throws Exception {
    List<Reading> readings =
        List.of(
            new Reading(MODEL, List.of("m", "team"), 1),
            new Reading(SCORE, List.of("m", "b"), 0.25),
            new Reading(ROWS, List.of("m", "v1"), 12),
            new Reading(SCORE, List.of("m", "a\n\"\\"), 1e-9));

    String text = scrape(readings, "", Map.of()).body();

    assertThat(text)
        .isEqualTo(
            """
            # HELP ml_exporter_dropped_readings_total Readings left out since the start, since another had the same labels or name.
            # TYPE ml_exporter_dropped_readings_total counter
            ml_exporter_dropped_readings_total 0.0
            # HELP ml_feature_drift_psi The score.
            # TYPE ml_feature_drift_psi gauge
            ml_feature_drift_psi{feature="a\\n\\"\\\\",model="m"} 1.0E-9
            ml_feature_drift_psi{feature="b",model="m"} 0.25
            # HELP ml_model_info What the model is.
            # TYPE ml_model_info gauge
            ml_model_info{model="m",owner="team"} 1
            # HELP ml_predictions_total Rows.
            # TYPE ml_predictions_total counter
            ml_predictions_total{model="m",version="v1"} 12.0
            """);
  }

  @Test
  void aHistogramIsWrittenInCumulativeBuckets() throws Exception {
    MetricDefinition duration =
        MetricDefinition.histogram("ml_prediction_duration_seconds", "How long.", "version");
    Histogram histogram = new Histogram(List.of(0.1, 2.5), List.of(3L, 4L, 1L), 12.25);

    String text =
        scrape(List.of(new Reading(duration, List.of("m", "v1"), histogram)), "", Map.of()).body();

    assertThat(text)
        .endsWith(
            """
            # HELP ml_prediction_duration_seconds How long.
            # TYPE ml_prediction_duration_seconds histogram
            ml_prediction_duration_seconds_bucket{model="m",version="v1",le="0.1"} 3
            ml_prediction_duration_seconds_bucket{model="m",version="v1",le="2.5"} 7
            ml_prediction_duration_seconds_bucket{model="m",version="v1",le="+Inf"} 8
            ml_prediction_duration_seconds_count{model="m",version="v1"} 8
            ml_prediction_duration_seconds_sum{model="m",version="v1"} 12.25
            """);
  }

  @Test
  void openMetricsNamesTheFamilyWithoutItsSuffix() throws Exception {
    List<Reading> readings =
        List.of(
            new Reading(MODEL, List.of("m", "team"), 1), new Reading(ROWS, List.of("m", "v1"), 12));

    String text =
        scrape(readings, "", Map.of("Accept", "application/openmetrics-text;version=1.0.0")).body();

    assertThat(text)
        .contains("# TYPE ml_predictions counter\n", "\nml_predictions_total{model=\"m\",version")
        .contains("# TYPE ml_model info\n", "\nml_model_info{model=\"m\",owner=\"team\"} 1\n")
        .doesNotContain("_total_total", "_info_info");
  }

  @Test
  void theOrderOfReadingsDoesNotShow() throws Exception {
    List<Reading> readings = new ArrayList<>(many(10, 10));
    String first = scrape(readings, "", Map.of()).body();
    Collections.shuffle(readings, new Random(1));

    assertThat(scrape(readings, "", Map.of()).body()).isEqualTo(first);
  }

  @Test
  void aReadingThatIsThereTwiceIsDroppedAndCounted() throws Exception {
    MetricDefinition other = MetricDefinition.gauge(SCORE.name(), "Another help.", "feature");
    List<Reading> readings =
        List.of(
            new Reading(SCORE, List.of("m", "a"), 1),
            new Reading(SCORE, List.of("m", "a"), 2),
            new Reading(SCORE, List.of("m", "b"), 3),
            new Reading(other, List.of("m", "c"), 4),
            new Reading(ROWS, List.of("m", "v"), -1));

    HttpResponse<String> response = scrape(readings, "", Map.of());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body())
        .contains("{feature=\"a\",model=\"m\"} 1.0\n", "{feature=\"b\",model=\"m\"} 3.0\n")
        .contains("ml_exporter_dropped_readings_total 3.0\n")
        .doesNotContain("feature=\"c\"", "ml_predictions");
  }

  @Test
  void labelValuesAreMadeValid() {
    assertThat(LabelValues.of("grün \uD83D\uDE00")).isEqualTo("grün \uD83D\uDE00");
    assertThat(LabelValues.of("a\uD83Db\uDE00")).isEqualTo("a\uFFFDb\uFFFD");
    String cut = LabelValues.of("x".repeat(300));
    assertThat(cut).hasSize(200).startsWith("xxx").isEqualTo(LabelValues.of("x".repeat(300)));
    assertThat(LabelValues.of("x".repeat(301))).isNotEqualTo(cut);
    assertThat(LabelValues.of("x".repeat(200))).isEqualTo("x".repeat(200));
    String faces = LabelValues.of("a" + "\uD83D\uDE00".repeat(150));
    assertThat(faces).hasSizeLessThanOrEqualTo(200);
    assertThat(LabelValues.of(faces)).isEqualTo(faces);
  }

  @Test
  void onlyWhatIsAskedForIsReadAndServed() throws Exception {
    List<Reading> readings =
        List.of(
            new Reading(SCORE, List.of("m", "a"), 1), new Reading(ROWS, List.of("m", "v1"), 12));

    String text = scrape(readings, "?name[]=ml_predictions_total", Map.of()).body();

    assertThat(text).contains("ml_predictions_total{").doesNotContain("psi", "dropped");
    assertThat(asked).containsExactly("ml_predictions_total");
    assertThat(scrape(readings, "?name[]=ml_feature_drift_psi_x", Map.of()).body()).isEmpty();
  }

  @Test
  void whereNothingOfItIsAskedForTheSourceIsLeftAlone() throws Exception {
    budget.set(Duration.ZERO);

    scrape(List.of(), "?name[]=process_open_fds", Map.of());

    assertThat(budget.get()).isEqualTo(Duration.ZERO);
  }

  @Test
  void theBudgetIsThatOfTheRequest() throws Exception {
    scrape(List.of(), "", Map.of("X-Prometheus-Scrape-Timeout-Seconds", "3"));
    assertThat(budget.get()).isEqualTo(Duration.ofMillis(2500));

    scrape(List.of(), "?name[]=ml_model_info", Map.of(ScrapeBudget.HEADER, "2"));
    assertThat(budget.get()).isEqualTo(Duration.ofMillis(1500));

    scrape(List.of(), "", Map.of());
    assertThat(budget.get()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void namesThatBeginWithAnotherAreFound() {
    assertThat(FamilyNames.prefixes(List.of("ml_a", "ml_b_total", "ml_c_info"))).isEmpty();
    assertThat(FamilyNames.prefixes(List.of("ml_a", "ml_a_b", "ml_b_total", "ml_b_c")))
        .containsExactly("ml_a < ml_a_b", "ml_b_total < ml_b_c");
  }

  @Test
  void theProcessAndTheBuildAreThere() throws Exception {
    PrometheusRegistry registry = new PrometheusRegistry();
    registry.register(new RuntimeMetrics());
    registry.register(BuildInfo.read().collector());

    String text = scrape(registry, "", Map.of()).body();

    assertThat(text)
        .contains(
            "\nprocess_cpu_seconds_total ",
            "\nprocess_start_time_seconds ",
            "\njvm_memory_used_bytes{area=\"heap\"} ",
            "\njvm_gc_collection_seconds_count{gc=",
            "\njvm_threads_current ",
            "\nml_exporter_build_info{javaversion=");
    assertThat(BuildInfo.read().version()).matches("[0-9]+\\.[0-9]+\\.[0-9]+.*");
    assertThat(BuildInfo.read().revision()).matches("[0-9a-f]{40}|unknown");
  }

  @Test
  void tenThousandSeriesAreRenderedFast() throws Exception {
    List<Reading> readings = many(100, 100);
    PrometheusRegistry registry = registry(readings);
    HttpClient client = HttpClient.newHttpClient();
    WebServer server = serve(registry);
    try {
      for (String encoding : List.of("identity", "gzip")) {
        long[] micros = new long[60];
        int bytes = 0;
        for (int i = 0; i < 2 * micros.length; i++) {
          HttpRequest request =
              HttpRequest.newBuilder(server.urls().get(0).resolve("/metrics"))
                  .header("Accept-Encoding", encoding)
                  .build();
          long start = System.nanoTime();
          bytes = client.send(request, BodyHandlers.ofByteArray()).body().length;
          micros[i % micros.length] = (System.nanoTime() - start) / 1000;
        }
        Arrays.sort(micros);
        System.out.printf(
            "render 10,000 series (%s, %d bytes): median %.1f ms, least %.1f ms, 95 %% %.1f ms%n",
            encoding, bytes, micros[30] / 1e3, micros[0] / 1e3, micros[57] / 1e3);
        assertThat(micros[0]).as("least of 60, in microseconds").isLessThan(200_000);
      }
    } finally {
      server.close();
    }
  }

  private static List<Reading> many(int families, int series) {
    List<Reading> readings = new ArrayList<>();
    for (int i = 0; i < families; i++) {
      MetricDefinition metric =
          MetricDefinition.gauge(
              "ml_family_" + (char) ('a' + i / 26) + (char) ('a' + i % 26) + "_ratio",
              "The ratio of a family.",
              "version",
              "feature",
              "window");
      for (int j = 0; j < series; j++) {
        readings.add(
            new Reading(
                metric, List.of("credit-risk", "v3", "feature_" + j, "24h"), i / (j + 1.5)));
      }
    }
    return readings;
  }

  private PrometheusRegistry registry(Collection<Reading> readings) {
    PrometheusRegistry registry = new PrometheusRegistry();
    ReadingSource source =
        (time, names) -> {
          budget.set(time);
          asked.clear();
          published.stream().map(MetricDefinition::name).filter(names).forEach(asked::add);
          return readings;
        };
    List<MetricDefinition> all = new ArrayList<>(published);
    readings.stream()
        .map(Reading::metric)
        .distinct()
        .filter(metric -> all.stream().noneMatch(known -> known.name().equals(metric.name())))
        .forEach(all::add);
    registry.register(
        new ScrapeCollector(
            source, new ScrapeBudget(Duration.ofSeconds(10), Duration.ofMillis(500)), all));
    return registry;
  }

  private HttpResponse<String> scrape(
      Collection<Reading> readings, String query, Map<String, String> headers) throws Exception {
    return scrape(registry(readings), query, headers);
  }

  private static HttpResponse<String> scrape(
      PrometheusRegistry registry, String query, Map<String, String> headers) throws Exception {
    WebServer server = serve(registry);
    try {
      String encoded = query.replace("[", "%5B").replace("]", "%5D");
      HttpRequest.Builder request =
          HttpRequest.newBuilder(server.urls().get(0).resolve("/metrics" + encoded));
      headers.forEach(request::header);
      return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    } finally {
      server.close();
    }
  }

  private static WebServer serve(PrometheusRegistry registry) throws Exception {
    return WebServer.start(
        WebOptions.on(ListenAddress.parse("127.0.0.1:0")),
        new WebContent(MetricsEndpoint.of(registry), List::of, List::of, Map.of()),
        WebSecurity.none());
  }
}
