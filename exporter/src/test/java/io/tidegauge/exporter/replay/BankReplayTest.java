package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.exporter.collect.ReferenceReader;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.source.Database;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A real campaign of 2008, hour by hour, against what a script outside Java computes from the same
 * definitions ({@code examples/bank-marketing/oracle}). The rows are read and counted as a scrape
 * does.
 */
class BankReplayTest {
  private static final double THRESHOLD = 0.2;
  private static final double ENOUGH_ROWS = 300;

  private static BankReplay replay;

  @BeforeAll
  static void replay() throws IOException, InterruptedException {
    replay = BankReplay.get();
  }

  @Test
  void driftHasTheIntervalsThatTheScriptOutsideJavaFinds() throws IOException {
    List<String> found = new ArrayList<>(List.of("feature,from,to"));
    replay.spec().features().forEach(feature -> found.addAll(intervals(feature.name())));
    assertThat(found)
        .isEqualTo(Files.readAllLines(BankReplay.EXAMPLE.resolve("oracle/psi_intervals.csv")))
        .hasSizeGreaterThan(10);
  }

  private static List<String> intervals(String feature) {
    SortedMap<Instant, Double> psi =
        replay.ofFirstVersion("ml_feature_drift_psi", "feature=\"" + feature + "\"");
    SortedMap<Instant, Double> noise =
        replay.ofFirstVersion("ml_feature_drift_noise_psi", "feature=\"" + feature + "\"");
    List<String> intervals = new ArrayList<>();
    String from = "";
    for (Map.Entry<Instant, Double> rows : replay.ofFirstVersion("ml_window_rows", "").entrySet()) {
      Instant now = rows.getKey();
      double score = psi.getOrDefault(now, 0.0);
      boolean over =
          score > THRESHOLD
              && score > noise.getOrDefault(now, Double.MAX_VALUE)
              && rows.getValue() >= ENOUGH_ROWS;
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
    List<String> lines = Files.readAllLines(BankReplay.EXAMPLE.resolve("oracle/psi_values.csv"));
    int compared = 0;
    for (String line : lines.subList(1, lines.size())) {
      String[] fields = line.split(",", -1);
      Double score =
          replay
              .ofFirstVersion("ml_feature_drift_psi", "feature=\"" + fields[0] + "\"")
              .get(Instant.parse(fields[1]));
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
        replay.ofFirstVersion("ml_feature_unseen_ratio", "feature=\"contact\"").entrySet().stream()
            .filter(hour -> hour.getValue() > 0)
            .map(Map.Entry::getKey)
            .findFirst()
            .orElseThrow();
    assertThat(first).isEqualTo(Instant.parse("2008-07-04T16:00:00Z"));
  }

  @Test
  void theCommittedProfileIsWhatTheReferenceGives() throws IOException {
    Path data = RealData.folder("bank");
    try (Database database = Database.open(BankReplay.database(data))) {
      ReferenceSpec.Rows rows =
          new ReferenceSpec.Rows(
              TableName.of("reference"),
              Optional.empty(),
              replay.spec().predictions().version(),
              Optional.of(replay.spec().predictions().time()),
              Optional.empty(),
              Optional.empty(),
              Optional.of("y"));
      ReferenceReader reader =
          new ReferenceReader(database, replay.spec(), rows, Duration.ofMinutes(1));
      String text =
          ProfileJson.write(reader.read("v1", new ProfileBuilder(replay.spec())).profile());
      assertThat(text).isEqualTo(Files.readString(BankReplay.EXAMPLE.resolve("reference/v1.json")));
    }
  }
}
