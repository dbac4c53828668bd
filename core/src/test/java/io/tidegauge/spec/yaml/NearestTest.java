package io.tidegauge.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestTest {
  @ParameterizedTest
  @CsvSource({
    "'', '', 0",
    "abc, '', 3",
    "'', abc, 3",
    "kind, kind, 0",
    "knid, kind, 1",
    "kin, kind, 1",
    "kinds, kind, 1",
    "kitten, sitting, 3",
    "ca, abc, 3"
  })
  void distance(String a, String b, int distance) {
    assertThat(Nearest.distance(a, b)).isEqualTo(distance);
  }

  @Test
  void theNearestWordIsOffered() {
    List<String> words = List.of("version", "versions", "id");

    assertThat(Nearest.to("verison", words)).contains("version");
    assertThat(Nearest.to("versionss", words)).contains("versions");
    assertThat(Nearest.to("VERSION", words)).contains("version");
    assertThat(Nearest.to("di", words)).contains("id");
  }

  @Test
  void nothingFarIsOffered() {
    assertThat(Nearest.to("colour", List.of("version", "id"))).isEmpty();
    assertThat(Nearest.to("a".repeat(101), List.of("a".repeat(100)))).isEmpty();
    assertThat(Nearest.hint("x", List.of())).isEmpty();
  }
}
