package io.tidegauge.exporter.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.CohortColumn;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.QualityEstimates;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.profile.ReferenceQuality;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.RowReader;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.ConfidenceEstimate;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What the scores of the bank's models promised, beside what labels said, month by month. */
class BankEstimatesTest {
  private static final Path PAGE = RealData.project().resolve("docs/expected-quality.md");
  private static final List<QualityMetric> SHOWN =
      List.of(QualityMetric.ACCURACY, QualityMetric.F1, QualityMetric.ROC_AUC);
  private static final Instant FIRST = Instant.parse("2008-06-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("2010-12-01T00:00:00Z");

  /** Of fewer labels nothing is said. */
  private static final long ENOUGH = 100;

  private static String cell(Estimate estimate, String format) {
    return estimate.value().isPresent()
        ? String.format(Locale.ROOT, format, estimate.value().asOptional().orElseThrow())
        : "–";
  }

  /** The band of two standard errors, and the realised value, bold where it is outside. */
  private static String compared(Estimate expected, Estimate realised) {
    if (!expected.value().isPresent() || !realised.value().isPresent()) {
      return cell(expected, "%.3f") + " | " + cell(realised, "%.3f");
    }
    double error = expected.standardError().asOptional().orElseThrow();
    double residual = expected.minus(realised).value().asOptional().orElseThrow();
    String turnedOut = cell(realised, "%.3f");
    return "%s ± %s | %s"
        .formatted(
            cell(expected, "%.3f"),
            String.format(Locale.ROOT, "%.3f", 2 * error),
            Math.abs(residual) > 2 * error ? "**" + turnedOut + "**" : turnedOut);
  }

  private static SortedMap<String, Counts> byVersionAndMonth(
      Database database, ModelSpec spec, CohortColumns columns) {
    SortedMap<String, Counts> cohorts = new TreeMap<>();
    CohortGathering gathering =
        CohortGathering.of(
            spec,
            columns,
            counted -> {
              YearMonth month =
                  YearMonth.from(
                      Instant.ofEpochMilli(counted.timeMicros() / 1000).atOffset(ZoneOffset.UTC));
              cohorts
                  .computeIfAbsent(
                      counted.version() + " " + month,
                      key -> new Counts(columns.layout(Collections.emptySortedMap())))
                  .add(counted);
            });
    RowReader.ofCohort(database, spec, columns.read())
        .read(
            FIRST,
            LAST,
            Deadline.after(Duration.ofMinutes(1)),
            () -> gathering,
            CohortGathering::add);
    gathering.end();
    return cohorts;
  }

  @Test
  void thePageIsWhatTheDataSays() throws IOException {
    Path data = RealData.folder("bank");
    ModelSpec spec =
        ModelSpecReader.read(
            "bank-marketing.yaml",
            Files.readString(BankReplay.EXAMPLE.resolve("bank-marketing.yaml")));
    CohortColumns columns = CohortColumns.of(spec).orElseThrow();
    List<String> lines = new ArrayList<>();
    try (Database database = Database.open(BankReplay.database(data))) {
      for (Map.Entry<String, Counts> cohort :
          byVersionAndMonth(database, spec, columns).entrySet()) {
        String[] names = cohort.getKey().split(" ", 2);
        ReferenceQuality reference =
            ProfileJson.read(
                    Files.readString(BankReplay.EXAMPLE.resolve("reference/" + names[0] + ".json")))
                .quality()
                .orElseThrow();
        line(names, columns, reference, spec, cohort.getValue()).ifPresent(lines::add);
      }
    }
    Path made = Path.of("target/expected-quality.txt");
    Files.write(made, lines);
    assertThat(Files.readAllLines(PAGE))
        .as("%s holds the lines of %s", PAGE, made.toAbsolutePath())
        .containsSequence(lines);
  }

  private static Optional<String> line(
      String[] names,
      CohortColumns columns,
      ReferenceQuality reference,
      ModelSpec spec,
      Counts counts) {
    long labelled = columns.number(counts, CohortColumn.LABEL).orElseThrow().finite();
    if (labelled < ENOUGH) {
      return Optional.empty();
    }
    long[] positives = columns.number(counts, CohortColumn.SCORE_OF_POSITIVE).orElseThrow().bins();
    long[] scored = columns.number(counts, CohortColumn.SCORE_OF_NEGATIVE).orElseThrow().bins();
    Arrays.setAll(scored, bin -> scored[bin] + positives[bin]);
    ConfidenceEstimate expected = reference.scores().orElseThrow().expected(scored);
    QualityEstimates realised = new QualityEstimates(spec.predictions().kind(), columns, counts);
    StringBuilder line =
        new StringBuilder("| %s | %s | %,d |".formatted(names[0], names[1], labelled));
    for (QualityMetric metric : SHOWN) {
      line.append(" ").append(compared(expected.of(metric), realised.of(metric))).append(" |");
    }
    return Optional.of(line.toString());
  }
}
