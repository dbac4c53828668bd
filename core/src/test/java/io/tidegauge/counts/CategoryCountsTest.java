package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryCountsTest {
  private static CategoryCounts counts(String values) {
    CategoryCounts counts = new CategoryCounts(Optional.empty());
    values.chars().forEach(value -> counts.add(Character.toString(value)));
    return counts;
  }

  @ParameterizedTest
  @CsvSource({"'','',false", "a,'',true", "'',aa,true", "a,a,true", "a,b,false", "ab,a,false"})
  void aConstantColumnIsOneInAllParts(String left, String right, boolean constant) {
    CategoryCounts counts = counts(left);
    counts.merge(counts(right));
    assertThat(counts.constant()).isEqualTo(constant);
    assertThat(counts(left + right).constant()).isEqualTo(constant);
  }

  @Test
  void withoutAReferenceNothingIsUnseen() {
    assertThat(counts("ab").unseen()).isEmpty();
    assertThat(counts("ab").hasBins()).isFalse();
  }

  @Test
  void aNullIsMissingAndInNoBin() {
    CategoryCounts counts = new CategoryCounts(Optional.of(CategoryBins.of(List.of("a"), 1)));
    counts.addMissing();
    counts.add("a");
    counts.add("b");
    assertThat(counts.missing()).isEqualTo(1);
    assertThat(counts.present()).isEqualTo(2);
    assertThat(counts.unseen()).contains(1L);
    assertThat(counts.distribution()).hasToString("[1.0, 1.0]");
  }
}
