package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.ScoredOutcomes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The table of docs/binned-areas.md, by what quality_reference.py made of two million scores. */
class BinnedAreasPageTest {
  private static final Path PAGE = Path.of("../docs/binned-areas.md");
  private static final Path DATA = Path.of("src/test/resources/statistics/bias.json");

  private static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToLong(JsonNode::longValue)
        .toArray();
  }

  private static double value(Estimate estimate) {
    return estimate.value().asOptional().orElseThrow();
  }

  private static String line(JsonNode shape) {
    long[] positives = longs(shape.required("positives"));
    long[] negatives = longs(shape.required("negatives"));
    ScoredOutcomes binned = ScoredOutcomes.of(positives, negatives);
    double area = value(binned.rocAuc());
    double precision = value(binned.averagePrecision());
    assertThat(area).isCloseTo(shape.required("roc_auc_binned").doubleValue(), within(1e-9));
    assertThat(precision)
        .isCloseTo(shape.required("average_precision_binned").doubleValue(), within(1e-9));
    double ofScores = shape.required("roc_auc").doubleValue();
    double precisionOfScores = shape.required("average_precision").doubleValue();
    return String.format(
        Locale.ROOT,
        "| %s | %.2f %% | %.4f | %.4f | %+.4f | %.4f | %.4f | %.4f | %+.4f |",
        shape.required("scores").textValue(),
        100.0 * Arrays.stream(positives).sum() / binned.rows(),
        ofScores,
        area,
        area - ofScores,
        shape.required("roc_auc_standard_error").doubleValue(),
        precisionOfScores,
        precision,
        precision - precisionOfScores);
  }

  @Test
  void theTableIsWhatTheCountsSay() throws IOException {
    JsonNode data = new ObjectMapper().readTree(Files.readString(DATA));
    double[] edges =
        StreamSupport.stream(data.required("edges").spliterator(), false)
            .mapToDouble(JsonNode::doubleValue)
            .toArray();
    assertThat(CohortColumns.SCORES.edges()).containsExactly(edges, within(1e-12));
    List<String> lines = new ArrayList<>();
    data.required("shapes").forEach(shape -> lines.add(line(shape)));
    Path made = Path.of("target/binned-areas.txt");
    Files.write(made, lines);
    assertThat(Files.readAllLines(PAGE))
        .as("%s holds the lines of %s", PAGE, made.toAbsolutePath())
        .containsSequence(lines);
  }
}
