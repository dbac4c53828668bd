package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The comparisons against what scipy makes of the same rows. */
class ComparisonReferenceTest {
  private static final double LEVEL = 0.95;

  static Stream<JsonNode> proportions() {
    return Vectors.ofQuality("proportions");
  }

  static Stream<JsonNode> means() {
    return Vectors.ofQuality("means");
  }

  static Stream<JsonNode> mcnemar() {
    return Vectors.ofQuality("mcnemar");
  }

  static Stream<JsonNode> sampleSizes() {
    return Vectors.ofQuality("sample_sizes");
  }

  static Stream<JsonNode> adjustments() {
    return Vectors.ofQuality("adjustments");
  }

  @ParameterizedTest
  @MethodSource("proportions")
  void proportionsAreTheReference(JsonNode expected) {
    long[] counts = Vectors.longs(expected.required("counts"));
    Proportion control = new Proportion(counts[0], counts[1]);
    TwoProportions test = new TwoProportions(control, new Proportion(counts[2], counts[3]));
    assertInterval(control.interval(LEVEL), expected.required("wilson"));
    assertInterval(test.interval(LEVEL), expected.required("interval"));
    Vectors.assertOutcome("z", test.z(), expected.required("z"));
    Vectors.assertOutcome("p-value", test.pValue(), expected.required("p"));
    JsonNode none = expected.required("none");
    if (!none.isNull()) {
      Vectors.assertClose("chance of none", control.chanceOfNone(counts[3]), none.doubleValue());
    }
  }

  @ParameterizedTest
  @MethodSource("means")
  void meansAreTheReference(JsonNode expected) {
    Moments control = Vectors.moments(expected.required("control"));
    Moments treatment = Vectors.moments(expected.required("treatment"));
    WelchTest test = new WelchTest(control, treatment);
    JsonNode values = expected.required("test");
    assertThat(test.pValue().isPresent()).isEqualTo(!values.isNull());
    assertThat(test.degreesOfFreedom().isPresent()).isEqualTo(!values.isNull());
    assertThat(test.interval(LEVEL).isPresent()).isEqualTo(!values.isNull());
    if (!values.isNull()) {
      Vectors.assertEstimate("difference", test.difference(), values.required("difference"));
      Vectors.assertOutcome("degrees", test.degreesOfFreedom(), values.required("degrees"));
      Vectors.assertOutcome("p-value", test.pValue(), values.required("p"));
      assertInterval(test.interval(LEVEL), values.required("interval"));
    }
  }

  @ParameterizedTest
  @MethodSource("means")
  void alwaysValidOnesAreTheReference(JsonNode expected) {
    Moments control = Vectors.moments(expected.required("control"));
    Moments treatment = Vectors.moments(expected.required("treatment"));
    Estimate difference = new WelchTest(control, treatment).difference();
    double mixture = expected.required("mixture").doubleValue();
    MixtureSequentialTest test = new MixtureSequentialTest(mixture);
    JsonNode values = expected.required("test");
    assertThat(test.pValue(difference).isPresent()).isEqualTo(!values.isNull());
    assertThat(test.interval(difference, LEVEL).isPresent()).isEqualTo(!values.isNull());
    if (!values.isNull()) {
      Vectors.assertOutcome("p-value", test.pValue(difference), values.required("always_valid_p"));
      Interval interval = test.interval(difference, LEVEL).orElseThrow();
      Vectors.assertClose(
          "half width",
          (interval.high() - interval.low()) / 2,
          values.required("always_valid_half_width").doubleValue());
    }
  }

  @ParameterizedTest
  @MethodSource("mcnemar")
  void pairedRowsAreTheReference(JsonNode expected) {
    long[] counts = Vectors.longs(expected.required("counts"));
    McNemar test = new McNemar(counts[0], counts[1], counts[2]);
    Vectors.assertOutcome("p-value", test.pValue(), expected.required("p"));
    Vectors.assertOutcome("exact p-value", test.exactPValue(), expected.required("exact"));
    Vectors.assertEstimate("difference", test.difference(), expected.required("difference"));
  }

  @ParameterizedTest
  @MethodSource("sampleSizes")
  void sampleSizesAreTheReference(JsonNode expected) {
    double[] probabilities = Vectors.doubles(expected.required("test"));
    double[] shares = Vectors.doubles(expected.required("proportions"));
    double[] means = Vectors.doubles(expected.required("means"));
    SampleSize size = new SampleSize(probabilities[0], probabilities[1]);
    assertThat(size.forProportions(shares[0], shares[1])).isEqualTo(Outcome.of(shares[2]));
    assertThat(size.forMeans(means[0], means[1])).isEqualTo(Outcome.of(means[2]));
  }

  @ParameterizedTest
  @MethodSource("adjustments")
  void adjustedPValuesAreTheReference(JsonNode expected) {
    double[] actual = BenjaminiHochberg.adjusted(Vectors.doubles(expected.required("p")));
    double[] adjusted = Vectors.doubles(expected.required("adjusted"));
    assertThat(actual).hasSameSizeAs(adjusted);
    for (int i = 0; i < adjusted.length; i++) {
      Vectors.assertClose("adjusted", actual[i], adjusted[i]);
    }
  }

  private static void assertInterval(Optional<Interval> actual, JsonNode expected) {
    assertThat(actual.isPresent()).isEqualTo(!expected.isNull());
    actual.ifPresent(
        interval -> {
          Vectors.assertClose("low", interval.low(), expected.required(0).doubleValue());
          Vectors.assertClose("high", interval.high(), expected.required(1).doubleValue());
        });
  }
}
