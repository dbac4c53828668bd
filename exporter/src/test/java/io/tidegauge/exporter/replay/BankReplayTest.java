package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.exporter.collect.ModelWindows;
import io.tidegauge.exporter.collect.Profiles;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.monitor.FeatureInvariants;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Readings;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.ReferenceRows;
import io.tidegauge.source.RowReader;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real campaign of 2008, hour by hour, against what a script outside Java computes from the same
 * definitions ({@code examples/bank-marketing/oracle}). The rows are read and counted as a scrape
 * does; all hours share one reading.
 */
class BankReplayTest {
  private static final Path EXAMPLE = RealData.project().resolve("examples/bank-marketing");
  private static final Instant FIRST = Instant.parse("2008-06-02T00:00:00Z");
  private static final Instant LAST = Instant.parse("2008-11-30T00:00:00Z");
  private static final double THRESHOLD = 0.2;
  private static final double ENOUGH_ROWS = 300;

  private static ModelSpec spec;
  private static final Map<Instant, Map<String, Double>> PSI = new TreeMap<>();
  private static final Map<Instant, Map<String, Double>> NOISE = new TreeMap<>();
  private static final Map<Instant, Double> ROWS = new TreeMap<>();
  private static final Map<Instant, Double> UNSEEN_CONTACTS = new TreeMap<>();

  @BeforeAll
  static void replay() throws IOException {
    Path data = RealData.folder("bank");
    String text =
        Files.readString(EXAMPLE.resolve("bank-marketing.yaml"))
            .replace("windows: [7d, 30d]", "windows: [7d]");
    spec = ModelSpecReader.read("bank-marketing.yaml", text);
    Profiles profiles = new Profiles(spec, EXAMPLE);
    WatchedColumns columns = WatchedColumns.of(spec);
    try (Database database = database(data)) {
      ModelWindows windows = new ModelWindows(spec, profiles::of);
      new RowReader(database, spec, columns)
          .read(
              FIRST.minus(Duration.ofDays(7)),
              LAST,
              Deadline.after(Duration.ofMinutes(1)),
              windows::buckets,
              BucketedCounts::add);
      for (Instant now = FIRST; !now.isAfter(LAST); now = now.plus(Duration.ofHours(1))) {
        observe(now, windows, profiles, columns);
      }
    }
  }

  private static Database database(Path data) {
    return Database.open(
        new DatabaseConfig(
            "bank",
            "jdbc:duckdb:",
            Map.of(
                "predictions", data.resolve("predictions.parquet").toString(),
                "reference", data.resolve("reference.parquet").toString()),
            Optional.empty(),
            Optional.empty(),
            1,
            Duration.ofSeconds(10),
            Duration.ofMinutes(1),
            Map.of()));
  }

  private static void observe(
      Instant now, ModelWindows windows, Profiles profiles, WatchedColumns columns) {
    List<WindowCounts> first =
        windows.ending(now).stream()
            .filter(window -> window.cell().version().equals("v1"))
            .toList();
    first.forEach(window -> ROWS.put(now, (double) window.counts().rows()));
    Observation observation =
        new Observation(
            spec,
            columns,
            Set.of(),
            now,
            new TreeMap<>(Map.of("v1", profiles.of("v1").orElseThrow())),
            first,
            List.of(),
            List.of(),
            Optional.empty());
    for (Reading reading : read(new FeatureDrift(), observation)) {
      String feature = reading.labels().size() > 2 ? reading.labels().get(2) : "";
      if (reading.metric().name().equals("ml_feature_drift_psi")) {
        PSI.computeIfAbsent(now, key -> new HashMap<>()).put(feature, reading.value());
      } else if (reading.metric().name().equals("ml_feature_drift_noise_psi")) {
        NOISE.computeIfAbsent(now, key -> new HashMap<>()).put(feature, reading.value());
      }
    }
    for (Reading reading : read(new FeatureInvariants(), observation)) {
      if (reading.metric().name().equals("ml_feature_unseen_rows")
          && reading.labels().contains("contact")) {
        UNSEEN_CONTACTS.put(now, reading.value());
      }
    }
  }

  private static List<Reading> read(Monitor monitor, Observation observation) {
    Readings readings = new Readings(spec.name());
    monitor.read(observation, readings);
    return readings.readings();
  }

  @Test
  void driftHasTheIntervalsThatTheScriptOutsideJavaFinds() throws IOException {
    List<String> found = new ArrayList<>(List.of("feature,from,to"));
    spec.features().forEach(feature -> found.addAll(intervals(feature.name())));
    assertThat(found)
        .isEqualTo(Files.readAllLines(EXAMPLE.resolve("oracle/psi_intervals.csv")))
        .hasSizeGreaterThan(10);
  }

  private static List<String> intervals(String feature) {
    List<String> intervals = new ArrayList<>();
    String from = "";
    for (Instant now : ROWS.keySet()) {
      double psi = PSI.getOrDefault(now, Map.of()).getOrDefault(feature, 0.0);
      double noise = NOISE.getOrDefault(now, Map.of()).getOrDefault(feature, Double.MAX_VALUE);
      boolean over = psi > THRESHOLD && psi > noise && ROWS.get(now) >= ENOUGH_ROWS;
      if (over && from.isEmpty()) {
        from = now.toString();
      } else if (!over && !from.isEmpty()) {
        intervals.add(feature + "," + from + "," + now);
        from = "";
      }
    }
    if (!from.isEmpty()) {
      intervals.add(feature + "," + from + ",");
    }
    return intervals;
  }

  @Test
  void psiIsWhatTheScriptOutsideJavaComputes() throws IOException {
    List<String> lines = Files.readAllLines(EXAMPLE.resolve("oracle/psi_values.csv"));
    int compared = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Map<String, Double> scores = PSI.getOrDefault(Instant.parse(fields[1]), Map.of());
      Double score = scores.get(fields[0]);
      if (score != null) {
        double expected = Double.parseDouble(fields[3]);
        assertThat(score).as(line).isCloseTo(expected, within(1e-9));
        compared++;
      }
    }
    assertThat(compared).isGreaterThan(1000);
  }

  @Test
  void theUnseenContactStartsOnTheFourthOfJuly() {
    Instant first =
        UNSEEN_CONTACTS.entrySet().stream()
            .filter(hour -> hour.getValue() > 0)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    assertThat(first).isEqualTo(Instant.parse("2008-07-04T16:00:00Z"));
  }

  @Test
  void theCommittedProfileIsWhatTheReferenceGives() throws IOException {
    Path data = RealData.folder("bank");
    try (Database database = database(data)) {
      ReferenceSpec.Rows rows =
          new ReferenceSpec.Rows(
              TableName.of("reference"),
              Optional.empty(),
              spec.predictions().version(),
              Optional.of(spec.predictions().time()),
              Optional.empty(),
              Optional.empty());
      ReferenceRows reference =
          new ReferenceRows(
              database, rows, WatchedColumns.of(spec), Optional.of("v1"), Duration.ofMinutes(1));
      String text = ProfileJson.write(new ProfileBuilder(spec).build("v1", reference, true));
      assertThat(text).isEqualTo(Files.readString(EXAMPLE.resolve("reference/v1.json")));
    }
  }
}
