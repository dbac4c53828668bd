package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DesignExampleTest {
  private static final Path FILE = Path.of("src/test/resources/specs/valid/design.yaml");

  @Test
  void isReadWithItsDefaults() {
    ModelSpec spec = ModelSpecReader.read(FILE);

    assertThat(spec.name()).isEqualTo("credit-risk");
    assertThat(spec.features())
        .extracting(FeatureSpec::name)
        .containsExactly("amount", "merchant", "age", "income");
    assertThat(spec.features().get(0).missing()).hasValue(0.01);
    assertThat(spec.features().get(3).operand())
        .isEqualTo(new Operand.Expression("payload->>'income'"));
    assertThat(spec.reference()).contains(new ReferenceSpec.Profiles("reference/{version}.json"));
    assertThat(spec.lifecycle().orElseThrow().ageFrom()).isEqualTo("trained");
    assertThat(spec.windows()).containsExactly(Duration.ofHours(1), Duration.ofHours(24));
    assertThat(spec.bucket()).isEqualTo(Duration.ofMinutes(1));
    assertThat(spec.alerts().drift().alert().window()).contains(Duration.ofHours(24));
    assertThat(spec.alerts().missing().above()).isEqualTo(0.05);
  }
}
