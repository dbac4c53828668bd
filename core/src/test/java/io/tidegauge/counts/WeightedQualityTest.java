package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NumericBins;
import io.tidegauge.statistics.QualityMetric;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is counted of weighted rows, against scikit-learn's sample_weight. */
class WeightedQualityTest {
  private static final Offset<Double> EXACT = within(1e-9);

  private static Stream<JsonNode> of(String kind) {
    try (InputStream in = WeightedQualityTest.class.getResourceAsStream("/counts/weighted.json")) {
      JsonNode all = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(all.required(kind).spliterator(), false);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static Stream<JsonNode> binary() {
    return of("binary");
  }

  static Stream<JsonNode> multiclass() {
    return of("multiclass");
  }

  static Stream<JsonNode> regression() {
    return of("regression");
  }

  static Stream<JsonNode> drift() {
    return of("drift");
  }

  private static ModelSpec spec(String predictions, String labels) {
    return ModelSpecReader.read(
        "test.yaml",
        """
        model: m
        database: d
        predictions: {table: t, time: ts, id: i, weight: w, %s}
        features: {x: numeric}
        labels: {value: y, mature_after: 7d%s}
        """
            .formatted(predictions, labels));
  }

  /** Fills the places of a row with those of a case. */
  private interface Filling {
    void fill(Row row, int place);
  }

  private static QualityEstimates quality(ModelSpec spec, JsonNode expected, Filling filling) {
    CohortColumns columns = CohortColumns.of(spec).orElseThrow();
    Counts counts = new Counts(columns.layout(Map.of()));
    CohortGathering gathering = CohortGathering.of(spec, columns, counts::add);
    JsonNode weights = expected.required("weights");
    for (int i = 0; i < weights.size(); i++) {
      Row row = new Row(columns.read());
      row.weight(weights.get(i).doubleValue());
      filling.fill(row, i);
      gathering.add(row);
    }
    gathering.end();
    assertThat(counts.rows()).isEqualTo(weights.size());
    assertThat(counts.predictions()).isEqualTo(sum(weights));
    return new QualityEstimates(spec.predictions().kind(), columns, counts);
  }

  private static long sum(JsonNode weights) {
    return StreamSupport.stream(weights.spliterator(), false).mapToLong(JsonNode::longValue).sum();
  }

  private static void assertAll(QualityEstimates quality, JsonNode expected) {
    List<QualityMetric> metrics =
        Stream.of(QualityMetric.values()).filter(metric -> expected.has(metric.label())).toList();
    assertThat(metrics).hasSizeGreaterThan(3);
    for (QualityMetric metric : metrics) {
      assertThat(quality.of(metric).value().asOptional())
          .as(metric.label())
          .hasValueCloseTo(expected.required(metric.label()).doubleValue(), EXACT);
    }
  }

  @ParameterizedTest
  @MethodSource
  void binary(JsonNode expected) {
    QualityEstimates quality =
        quality(
            spec("kind: binary, score: s", ""),
            expected,
            (row, i) -> {
              row.number(0, expected.required("scores").get(i).doubleValue());
              row.text(0, expected.required("labels").get(i).asText());
            });
    assertAll(quality, expected);
  }

  @ParameterizedTest
  @MethodSource
  void multiclass(JsonNode expected) {
    QualityEstimates quality =
        quality(
            spec("kind: multiclass, output: o", ", classes: [bird, cat, dog]"),
            expected,
            (row, i) -> {
              row.text(0, expected.required("outputs").get(i).asText());
              row.text(1, expected.required("labels").get(i).asText());
            });
    assertAll(quality, expected);
  }

  @ParameterizedTest
  @MethodSource
  void regression(JsonNode expected) {
    QualityEstimates quality =
        quality(
            spec("kind: regression, score: s", ""),
            expected,
            (row, i) -> {
              row.number(0, expected.required("scores").get(i).doubleValue());
              row.number(1, expected.required("labels").get(i).doubleValue());
            });
    assertAll(quality, expected);
  }

  @ParameterizedTest
  @MethodSource
  void drift(JsonNode expected) {
    double[] edges = IntStream.range(0, 9).mapToDouble(edge -> edge + 0.5).toArray();
    NumericLayout layout =
        new NumericLayout(
            Optional.of(NumericBins.ofEdges(edges)),
            Optional.empty(),
            0,
            true,
            false,
            false,
            false);
    Counts counts = new Counts(new CountLayout(List.of(layout), List.of(), Map.of()).weighted());
    JsonNode weights = expected.required("weights");
    Row row = new Row(1, 0, 0);
    for (int i = 0; i < weights.size(); i++) {
      row.weight(weights.get(i).doubleValue());
      row.number(0, expected.required("values").get(i).doubleValue());
      counts.add(row);
    }
    Distribution current = counts.numberDistribution(0);
    Distribution reference =
        Distribution.of(
            StreamSupport.stream(expected.required("reference").spliterator(), false)
                .mapToLong(JsonNode::longValue)
                .toArray());
    assertThat(current.effectiveTotal())
        .isCloseTo(expected.required("effective_rows").doubleValue(), within(1e-6));
    for (DriftDistance distance :
        List.of(
            DriftDistance.PSI, DriftDistance.TOTAL_VARIATION, DriftDistance.KOLMOGOROV_SMIRNOV)) {
      assertThat(distance.between(reference, current.effective(), 1).asOptional())
          .as(distance.label())
          .hasValueCloseTo(expected.required(name(distance)).doubleValue(), EXACT);
    }
  }

  private static String name(DriftDistance distance) {
    return distance.name().toLowerCase(Locale.ROOT);
  }
}
