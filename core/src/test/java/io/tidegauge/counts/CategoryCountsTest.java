package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.ValuePattern;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryCountsTest {
  private static CategoryCounts counts(String values) {
    CategoryCounts counts = new CategoryCounts(CategoryLayout.of(Optional.empty()));
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
    CategoryCounts counts =
        new CategoryCounts(CategoryLayout.of(Optional.of(CategoryBins.of(List.of("a"), 1))));
    counts.addMissing();
    counts.add("a");
    counts.add("b");
    assertThat(counts.missing()).isEqualTo(1);
    assertThat(counts.present()).isEqualTo(2);
    assertThat(counts.unseen()).contains(1L);
    assertThat(counts.distribution()).hasToString("[1.0, 1.0]");
  }

  private static final CategoryLayout CODES =
      new CategoryLayout(Optional.empty(), Optional.of(new ValuePattern("[A-Z]{2}[0-9]+")), false);

  @ParameterizedTest
  @CsvSource({"AB1,0", "AB12,0", "AB,1", "xAB1,1", "AB1x,1", "'AB1\n',1", "'',1", "AB١,1", "ab1,1"})
  void theWholeValueMustMatch(String value, long errors) {
    CategoryCounts counts = new CategoryCounts(CODES);
    counts.add(value);
    counts.addMissing();
    assertThat(counts.patternErrors()).isEqualTo(errors);
  }

  @Test
  void emptyTextsAndMismatchesAddUp() {
    CategoryCounts left = new CategoryCounts(CODES);
    left.add("AB1", 5);
    left.add("", 2);
    CategoryCounts right = new CategoryCounts(CODES);
    right.add("AB", 3);
    right.merge(left);
    assertThat(right.empty()).isEqualTo(2);
    assertThat(right.patternErrors()).isEqualTo(5);
    assertThat(right.present()).isEqualTo(10);
  }

  /** In a time in which a matcher that tries all ways would not have begun. */
  @Test
  @Timeout(5)
  void noPatternTakesForEver() {
    ValuePattern evil = new ValuePattern("(a+)+b");
    CategoryCounts counts =
        new CategoryCounts(new CategoryLayout(Optional.empty(), Optional.of(evil), false));
    counts.add("a".repeat(10_000));
    assertThat(counts.patternErrors()).isEqualTo(1);
  }
}
