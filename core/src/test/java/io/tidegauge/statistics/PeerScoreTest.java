package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What peer_scores.py computed, most of it held to the tools' own packages. */
class PeerScoreTest {
  /** The root of what doubles round off, where a distance is 0. */
  private static final double ROUNDING = 5e-8;

  static Stream<JsonNode> cases() {
    return Vectors.ofPeers("cases");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void scoresAreThoseOfThePeers(JsonNode one) {
    Distribution reference = Distribution.ofWeighted(Vectors.doubles(one.required("reference")));
    Distribution current = Distribution.ofWeighted(Vectors.doubles(one.required("current")));
    JsonNode scores = one.required("scores");
    Set<String> named = new TreeSet<>();
    scores.fieldNames().forEachRemaining(named::add);
    assertThat(named)
        .isEqualTo(Stream.of(PeerScore.values()).map(PeerScore::label).collect(Collectors.toSet()));
    for (PeerScore score : PeerScore.values()) {
      Outcome actual = score.between(reference, current);
      JsonNode expected = scores.required(score.label());
      assertThat(actual.isPresent()).as(score.label()).isEqualTo(!expected.isNull());
      if (actual.isPresent()) {
        double value = expected.doubleValue();
        assertThat(actual.asOptional().orElseThrow())
            .as(score.label())
            .isCloseTo(value, within(Math.max(ROUNDING, 1e-9 * value)));
      }
    }
  }

  /** To ten digits, by hand: what the tools were found to disagree about. */
  @ParameterizedTest
  @CsvSource({
    "EVIDENTLY_PSI, 0.0719769438, 4.0097404292, 0.0810930216",
    "EVIDENTLY_KL_DIVERGENCE, 0.0364643114, 2.3416731130, 0.0405465108",
    "EVIDENTLY_JENSEN_SHANNON, 0.0945652075, 0.4293052303, 0.1003382119",
    "EVIDENTLY_HELLINGER, 0.0947087157, 0.5109630318, 0.1005089620",
    "NANNYML_JENSEN_SHANNON, 0.1135843898, 0.5156481323, 0.1205184748",
    "NANNYML_HELLINGER, 0.0947087157, 0.5109630318, 0.1005089620",
    "NANNYML_L_INFINITY, 0.1, 0.3, 0.1",
    "NANNYML_KOLMOGOROV_SMIRNOV, 0.1, 0.35, 0.1",
    "NANNYML_CHI_SQUARE, 35.5555555556, 543.5406698565, 0.8237366653",
    "TFDV_JENSEN_SHANNON_DIVERGENCE, 0.0129014136, 0.2658929964, 0.0145247028",
    "TFDV_L_INFINITY, 0.1, 0.3, 0.1",
    "TFDV_NORMALIZED_ABSOLUTE_DIFFERENCE, 0.05, 0.15, 0.4900990099",
    "AZURE_PSI, 0.0713106606, 2.8502721080, 0.0672201471",
    "AZURE_JENSEN_SHANNON, 0.1135843898, 0.5156481323, 0.1205184748",
    "DEEQU_PSI, 0.0719769438, , 0.0810930216",
    "DEEQU_L_INFINITY, 0.0195015528, 0.2195015528, 0",
    "DEEQU_KOLMOGOROV_SMIRNOV, 0.0195015528, 0.2695015528, 0",
    "SAGEMAKER_L_INFINITY, 0.0195015528, 0.2195015528, 0",
    "SAGEMAKER_KOLMOGOROV_SMIRNOV, 0.0195015528, 0.2695015528, 0",
    "SODA_PSI, 0.0719769438, 5.1623915783, 0.0810930216",
    "TRUSTYAI_JENSEN_SHANNON, 0.0945652075, 0.4293052303, 0.1003382119",
  })
  void scoresAreThePublishedOnes(PeerScore score, Double a, Double b, Double c) {
    assertPublished(
        score, Distribution.of(300, 400, 200, 100), Distribution.of(200, 400, 250, 150), a);
    assertPublished(score, Distribution.of(500, 300, 200, 0), Distribution.of(450, 0, 350, 200), b);
    assertPublished(score, Distribution.of(500, 300, 200), Distribution.of(5, 2, 3), c);
  }

  private static void assertPublished(
      PeerScore score, Distribution reference, Distribution current, Double expected) {
    Outcome actual = score.between(reference, current);
    if (expected == null) {
      assertThat(actual).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    } else {
      assertThat(actual.asOptional().orElseThrow()).isCloseTo(expected, within(1e-9));
    }
  }

  @ParameterizedTest
  @EnumSource
  void withoutRowsThereIsNoScore(PeerScore score) {
    Distribution some = Distribution.of(1, 2, 3);
    Distribution none = Distribution.of(0, 0, 0);
    assertThat(score.between(none, some)).isEqualTo(Outcome.absent(Reason.NO_REFERENCE));
    assertThat(score.between(some, none)).isEqualTo(Outcome.absent(Reason.NO_DATA));
  }

  @ParameterizedTest
  @EnumSource
  void binsThatAreEmptyOnBothSidesChangeNothing(PeerScore score) {
    Random random = new Random(3);
    long[] reference = random.longs(12, 0, 40).map(count -> count < 8 ? 0 : count).toArray();
    long[] current = random.longs(12, 0, 40).map(count -> count < 8 ? 0 : count).toArray();
    long[] moreReference = new long[14];
    long[] moreCurrent = new long[14];
    System.arraycopy(reference, 0, moreReference, 1, 12);
    System.arraycopy(current, 0, moreCurrent, 1, 12);
    assertThat(score.between(Distribution.of(moreReference), Distribution.of(moreCurrent)))
        .isEqualTo(score.between(Distribution.of(reference), Distribution.of(current)));
  }

  @Test
  void scoresAreFoundByTheirLabels() {
    for (PeerScore score : PeerScore.values()) {
      assertThat(PeerScore.named(score.label())).contains(score);
      assertThat(score.label())
          .matches("(evidently|nannyml|tfdv|azure|deequ|sagemaker|soda|trustyai)_[a-z_]+");
    }
    assertThat(PeerScore.named("psi")).isEmpty();
  }
}
