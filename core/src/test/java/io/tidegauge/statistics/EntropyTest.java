package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EntropyTest {

  static Stream<JsonNode> entropies() {
    return Vectors.ofOperations("entropies");
  }

  @ParameterizedTest
  @MethodSource("entropies")
  void entropyIsThatOfScipy(JsonNode vector) {
    Distribution distribution = Distribution.of(Vectors.longs(vector.required("counts")));
    Vectors.assertOutcome("entropy", Entropy.of(distribution), vector.required("entropy"));
  }

  @Test
  void oneBinOrNoRowHasNone() {
    assertThat(Entropy.of(Distribution.of(3))).isEqualTo(Outcome.absent(Reason.UNDEFINED));
    assertThat(Entropy.of(Distribution.of(0, 0))).isEqualTo(Outcome.absent(Reason.NO_DATA));
  }
}
