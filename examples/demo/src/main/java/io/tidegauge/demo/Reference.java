package io.tidegauge.demo;

import io.tidegauge.demo.parquet.GrowingFile;
import io.tidegauge.demo.parquet.LogTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/** The rows that both versions were trained on, and the versions: made up, trained, and seeded. */
final class Reference {
  private static final int ROWS = 20_000;
  private static final long MILLIS_BETWEEN_ROWS = 40;

  private final CreditModel champion;
  private final CreditModel shadow;
  private final GrowingFile file = new GrowingFile(Tables.REFERENCE);

  Reference(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    champion = train("v1", random.split(), Instant.parse("2026-01-05T08:00:00Z"), false);
    shadow = train("v2", random.split(), Instant.parse("2026-02-02T08:00:00Z"), true);
  }

  CreditModel champion() {
    return champion;
  }

  CreditModel shadow() {
    return shadow;
  }

  /** Writes both versions' rows, with scores and outcomes, as a Parquet file. */
  void write(Path part, Path target) throws IOException {
    LogTable.replace(part, target, file.toBytes());
  }

  private CreditModel train(String version, SplittableRandom random, Instant from, boolean rich) {
    Population population = new Population(random);
    List<Applicant> applicants = new ArrayList<>();
    boolean[] defaulted = new boolean[ROWS];
    for (int i = 0; i < ROWS; i++) {
      applicants.add(population.next());
      defaulted[i] = population.defaults(applicants.get(i));
    }
    CreditModel model = CreditModel.train(version, applicants, defaulted, rich);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int i = 0; i < ROWS; i++) {
      Instant at = from.plusMillis(i * MILLIS_BETWEEN_ROWS);
      String id = version + "-train-" + i;
      List<@Nullable Object> row =
          Tables.prediction(
              id,
              at,
              model,
              applicants.get(i),
              Latency.next(random, version),
              CreditService.FEATURE_CODE);
      row.add(defaulted[i] ? 1L : 0L);
      rows.add(row);
    }
    file.append(rows);
    return model;
  }
}
