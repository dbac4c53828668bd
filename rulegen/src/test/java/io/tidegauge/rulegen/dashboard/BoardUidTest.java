package io.tidegauge.rulegen.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoardUidTest {

  @Test
  void aPlainNameStandsInTheUid() {
    assertThat(BoardUid.of("credit-risk")).isEqualTo("tidegauge-credit-risk");
    assertThat(BoardUid.of("A_1")).isEqualTo("tidegauge-A_1");
    assertThat(BoardUid.of("a".repeat(30))).isEqualTo("tidegauge-" + "a".repeat(30));
  }

  /** Links and bookmarks depend on it: a change here breaks them all. */
  @Test
  void anyOtherNameIsHashed() {
    assertThat(BoardUid.of("v1.2")).isEqualTo("tidegauge_v1_2-0e4f5bced941");
    assertThat(BoardUid.of("a".repeat(31)))
        .matches("tidegauge_a{17}-[0-9a-f]{12}")
        .hasSize(40)
        .isNotEqualTo(BoardUid.of("a".repeat(32)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"a", "a.b", "a..........................................................b"})
  void grafanaTakesAll(String model) {
    assertThat(BoardUid.of(model)).matches("[a-zA-Z0-9_-]{1,40}");
  }

  @Test
  void namesThatLookAlikeHaveUidsOfTheirOwn() {
    assertThat(
            List.of("a.b", "a_b", "a-b", BoardUid.of("a.b").substring("tidegauge_".length()))
                .stream()
                .map(BoardUid::of))
        .doesNotHaveDuplicates();
  }
}
