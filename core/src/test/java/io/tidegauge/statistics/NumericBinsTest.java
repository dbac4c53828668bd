package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumericBinsTest {

  static Stream<JsonNode> binnings() {
    return Vectors.of("numeric_bins");
  }

  @ParameterizedTest
  @MethodSource("binnings")
  void edgesAndIndicesAreTheVectors(JsonNode binning) {
    double[] values = Vectors.doubles(binning.required("values"));
    NumericBins bins = NumericBins.fromValues(values, binning.required("bins").intValue());
    assertThat(bins.edges()).containsExactly(Vectors.doubles(binning.required("edges")));
    double[] asked = Vectors.doubles(binning.required("asked"));
    JsonNode indices = binning.required("indices");
    for (int i = 0; i < asked.length; i++) {
      assertThat(bins.indexOf(asked[i]))
          .as("bin of %s", asked[i])
          .isEqualTo(indices.get(i).asInt());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 9, 15, 16, 17, 18, 31, 32, 33, 64, 99, 1000})
  void indexIsTheNumberOfEdgesNotAbove(int count) {
    Random random = new Random(count);
    double[] edges = random.doubles(count, -1, 1).sorted().toArray();
    NumericBins bins = NumericBins.ofEdges(edges);
    double[] asked =
        Stream.of(
                Arrays.stream(edges),
                Arrays.stream(edges).map(Math::nextDown),
                Arrays.stream(edges).map(Math::nextUp),
                random.doubles(1000, -1.1, 1.1))
            .flatMapToDouble(values -> values)
            .toArray();
    for (double value : asked) {
      long notAbove = Arrays.stream(edges).filter(edge -> edge <= value).count();
      assertThat(bins.indexOf(value)).isEqualTo((int) notAbove);
    }
  }

  @Test
  void outerBinsAreOpen() {
    NumericBins bins = NumericBins.ofEdges(-Double.MAX_VALUE, 0, Double.MAX_VALUE);
    assertThat(bins.indexOf(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(bins.indexOf(-Double.MAX_VALUE)).isEqualTo(1);
    assertThat(bins.indexOf(Double.MAX_VALUE)).isEqualTo(3);
    assertThat(bins.indexOf(Double.POSITIVE_INFINITY)).isEqualTo(3);
  }

  @Test
  void negativeZeroIsZero() {
    NumericBins bins = NumericBins.ofEdges(-0.0, Double.MIN_VALUE);
    assertThat(bins).isEqualTo(NumericBins.ofEdges(0.0, Double.MIN_VALUE));
    assertThat(bins.indexOf(-0.0)).isEqualTo(1);
    assertThat(bins.indexOf(0.0)).isEqualTo(1);
    assertThat(bins.indexOf(-Double.MIN_VALUE)).isZero();
  }

  @Test
  void noValuesGiveOneBin() {
    NumericBins bins = NumericBins.fromValues(new double[0], 10);
    assertThat(bins.size()).isEqualTo(1);
    assertThat(bins.label(0)).isEqualTo("all");
  }

  @Test
  void valuesAreLeftAsTheyAre() {
    double[] values = {3, 1, 2};
    NumericBins.fromValues(values, 2);
    assertThat(values).containsExactly(3, 1, 2);
  }

  @Test
  void equalWidthHasItsOuterBinsOpen() {
    assertThat(NumericBins.equalWidth(0, 1, 10).edges())
        .containsExactly(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
    assertThat(NumericBins.equalWidth(0, 1, 1).size()).isEqualTo(1);
  }

  @Test
  void labelsSayWhichSideIsClosed() {
    assertThat(labels(NumericBins.ofEdges(12, 25, 90)))
        .containsExactly("< 12", "[12, 25)", "[25, 90)", ">= 90");
  }

  @Test
  void atomsAreLabelledByTheirValue() {
    assertThat(labels(NumericBins.ofEdges(0, Math.nextUp(0.0), 0.3, Math.nextUp(0.3), 12)))
        .containsExactly("< 0", "= 0", "(0, 0.3)", "= 0.3", "(0.3, 12)", ">= 12");
    assertThat(labels(NumericBins.fromValues(new double[] {7}, 10)))
        .containsExactly("< 7", "= 7", "> 7");
  }

  @Test
  void labelsAreShort() {
    assertThat(labels(NumericBins.ofEdges(-1e300, -1200000, -0.0001, 2e-23, 123456.75, 1e15)))
        .containsExactly(
            "< -1e+300",
            "[-1e+300, -1200000)",
            "[-1200000, -0.0001)",
            "[-0.0001, 2e-23)",
            "[2e-23, 123500)",
            "[123500, 1e+15)",
            ">= 1e+15");
  }

  @Test
  void labelsHaveTheDigitsThatTellTheirEdgesApart() {
    assertThat(labels(NumericBins.ofEdges(1.645508359558888, 2.717637092396447)))
        .containsExactly("< 1.646", "[1.646, 2.718)", ">= 2.718");
    assertThat(labels(NumericBins.ofEdges(1234567.25, 1234568.75, 1e7)))
        .containsExactly("< 1234567", "[1234567, 1234569)", "[1234569, 10000000)", ">= 10000000");
    assertThat(labels(NumericBins.ofEdges(1234567, Math.nextUp(1234567.0), 2345678)))
        .containsExactly("< 1234567", "= 1234567", "(1234567, 2346000)", ">= 2346000");
  }

  private static String[] labels(NumericBins bins) {
    return IntStream.range(0, bins.size()).mapToObj(bins::label).toArray(String[]::new);
  }

  @Test
  void nonsenseIsRefused() {
    assertThatThrownBy(() -> NumericBins.fromValues(new double[] {Double.NaN}, 10))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> NumericBins.ofEdges(1, Double.POSITIVE_INFINITY))
        .hasMessageContaining("finite");
    assertThatThrownBy(() -> NumericBins.ofEdges(1, 1)).hasMessageContaining("increase");
    assertThatThrownBy(() -> NumericBins.ofEdges(0.0, -0.0)).hasMessageContaining("increase");
    assertThatThrownBy(() -> NumericBins.equalWidth(1, 1, 2)).hasMessageContaining("width");
    assertThatThrownBy(() -> NumericBins.equalWidth(0, 1, 0)).hasMessageContaining("at least 1");
  }
}
