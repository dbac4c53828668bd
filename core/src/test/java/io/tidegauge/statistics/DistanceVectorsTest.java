package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The distances against what scipy and exact arithmetic make of the same tables. */
class DistanceVectorsTest {
  private static final Distribution A_REFERENCE = Distribution.of(300, 400, 200, 100);
  private static final Distribution A_CURRENT = Distribution.of(200, 400, 250, 150);
  private static final Distribution B_REFERENCE = Distribution.of(500, 300, 200, 0);
  private static final Distribution B_CURRENT = Distribution.of(450, 0, 350, 200);
  private static final Distribution C_REFERENCE = Distribution.of(500, 300, 200);
  private static final Distribution C_CURRENT = Distribution.of(5, 2, 3);

  static Stream<JsonNode> tables() {
    return Vectors.of("tables");
  }

  @ParameterizedTest
  @MethodSource("tables")
  void distancesAreTheVectors(JsonNode table) {
    Distribution reference = Vectors.reference(table);
    Distribution current = Vectors.current(table);
    double deviation = table.required("standard_deviation").doubleValue();
    for (DriftDistance distance : DriftDistance.values()) {
      JsonNode expected = table.required(distance.label());
      if (distance == DriftDistance.CHI_SQUARE && !expected.isNull()) {
        expected = expected.required("statistic");
      }
      assertOutcome(distance.between(reference, current, deviation), expected);
    }
  }

  @ParameterizedTest
  @MethodSource("tables")
  void addedCountsAreTheVectors(JsonNode table) {
    Distribution reference = Vectors.reference(table);
    Distribution current = Vectors.current(table);
    assertOutcome(
        PopulationStability.between(reference, current, 0), table.required("psi_unsmoothed"));
    assertOutcome(
        PopulationStability.between(reference, current, 1), table.required("psi_laplace"));
  }

  @ParameterizedTest
  @MethodSource("tables")
  void degreesOfFreedomAndPValuesAreTheVectors(JsonNode table) {
    Optional<ChiSquare> actual = ChiSquare.of(Vectors.reference(table), Vectors.current(table));
    JsonNode expected = table.required("chi_square");
    assertThat(actual.isPresent()).isEqualTo(!expected.isNull());
    actual.ifPresent(
        test -> {
          assertThat(test.degreesOfFreedom()).isEqualTo(expected.required("degrees").intValue());
          assertClose(test.pValue(), expected.required("p").doubleValue());
        });
  }

  private static void assertOutcome(Outcome actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    } else {
      assertClose(actual.asOptional().orElseThrow(), expected.doubleValue());
    }
  }

  private static void assertClose(double actual, double expected) {
    assertThat(actual).isCloseTo(expected, within(1e-9 * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @CsvSource({
    "JENSEN_SHANNON, 0.1135843898, 0.5156481323, 0.1205184748",
    "HELLINGER, 0.0947087157, 0.5109630318, 0.1005089620",
    "TOTAL_VARIATION, 0.1, 0.35, 0.1",
    "L_INFINITY, 0.1, 0.30, 0.1",
    "KOLMOGOROV_SMIRNOV, 0.1, 0.35, 0.1",
  })
  void distancesAreThoseOfThePeers(DriftDistance distance, double a, double b, double c) {
    assertPublished(distance.between(A_REFERENCE, A_CURRENT, 1), a);
    assertPublished(distance.between(B_REFERENCE, B_CURRENT, 1), b);
    assertPublished(distance.between(C_REFERENCE, C_CURRENT, 1), c);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.0719769438, , 0.0810930216",
    "1, 0.0713106606, 2.8502721080, 0.0672201471",
  })
  void stabilityIndicesAreThoseOfThePeers(double added, double a, Double b, double c) {
    assertPublished(PopulationStability.between(A_REFERENCE, A_CURRENT, added), a);
    Outcome onB = PopulationStability.between(B_REFERENCE, B_CURRENT, added);
    if (b == null) {
      assertThat(onB).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    } else {
      assertPublished(onB, b);
    }
    assertPublished(PopulationStability.between(C_REFERENCE, C_CURRENT, added), c);
  }

  @ParameterizedTest
  @CsvSource({"35.5555555556, 3, 543.5406698565, 3, 0.8237366653, 2"})
  void unmergedChiSquaresAreThoseOfThePeers(
      double a, int degreesA, double b, int degreesB, double c, int degreesC) {
    assertChiSquare(ChiSquare.of(A_REFERENCE, A_CURRENT, 0), a, degreesA);
    assertChiSquare(ChiSquare.of(B_REFERENCE, B_CURRENT, 0), b, degreesB);
    assertChiSquare(ChiSquare.of(C_REFERENCE, C_CURRENT, 0), c, degreesC);
  }

  private static void assertChiSquare(Optional<ChiSquare> actual, double statistic, int degrees) {
    ChiSquare test = actual.orElseThrow();
    assertThat(test.statistic()).isCloseTo(statistic, within(1e-9));
    assertThat(test.degreesOfFreedom()).isEqualTo(degrees);
  }

  private static void assertPublished(Outcome actual, double expected) {
    assertThat(actual.asOptional().orElseThrow()).isCloseTo(expected, within(1e-9));
  }
}
