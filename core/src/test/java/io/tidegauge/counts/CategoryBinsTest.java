package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CategoryBinsTest {
  private static final List<String> KNOWN = List.of("a", "b", "c", "d");

  private static List<String> labels(CategoryBins bins) {
    return IntStream.range(0, bins.size()).mapToObj(bins::label).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 'a,(tail),(unseen)'",
    "3, 5, 'a,b,c,(tail),(unseen)'",
    "4, 5, 'a,b,c,d,(unseen)'",
    "5, 5, 'a,b,c,d,(unseen)'"
  })
  void theTailHasABinOnlyWhereThereIsOne(int top, int size, String labels) {
    CategoryBins bins = CategoryBins.of(KNOWN, top);
    assertThat(bins.size()).isEqualTo(size);
    assertThat(String.join(",", labels(bins))).isEqualTo(labels);
    for (int i = 0; i < KNOWN.size(); i++) {
      assertThat(bins.indexOf(KNOWN.get(i))).isEqualTo(Math.min(i, top));
    }
    assertThat(bins.indexOf("e")).isEqualTo(bins.unseen()).isEqualTo(size - 1);
    assertThat(bins.indexOf("(tail)")).isEqualTo(bins.unseen());
  }

  @Test
  void withoutKnownCategoriesAllAreUnseen() {
    CategoryBins bins = CategoryBins.of(List.of(), 3);
    assertThat(bins.size()).isEqualTo(1);
    assertThat(bins.indexOf("")).isZero();
    assertThat(labels(bins)).containsExactly("(unseen)");
  }

  @Test
  void noTwoBinsAreCalledTheSame() {
    List<String> hostile =
        List.of("(unseen)", "(tail)", "\"(tail)\"", "tail", "", "x", "(category 1)");
    assertThat(labels(CategoryBins.of(hostile, 6))).doesNotHaveDuplicates().contains("", "tail");
  }

  @Test
  void hashedCategoriesAreFoundAndNotNamed() {
    List<String> hashes = KNOWN.stream().map(known -> CategoryBins.hash("m/c", known)).toList();
    CategoryBins bins = CategoryBins.ofHashes(hashes, 2, "m/c");
    assertThat(bins.indexOf("b")).isEqualTo(1);
    assertThat(bins.indexOf("d")).isEqualTo(2);
    assertThat(bins.indexOf(hashes.get(0))).isEqualTo(bins.unseen());
    assertThat(labels(bins)).containsExactly("(category 1)", "(category 2)", "(tail)", "(unseen)");
  }

  @Test
  void aHashDiffersByItsSalt() {
    assertThat(CategoryBins.hash("m/c", "x"))
        .hasSize(16)
        .isNotEqualTo(CategoryBins.hash("m/d", "x"))
        .isNotEqualTo(CategoryBins.hash("m", "/cx"));
  }

  @Test
  void repeatsAreRefused() {
    assertThatThrownBy(() -> CategoryBins.of(List.of("a", "a"), 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("twice");
  }
}
