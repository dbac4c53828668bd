package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedCountsTest {
  private static Counts count(List<Row> rows) {
    return count(CountsTest.LAYOUT, rows);
  }

  private static Counts count(CountLayout layout, List<Row> rows) {
    Counts counts = new Counts(layout);
    rows.forEach(counts::add);
    return counts;
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 10, 1_000, 70_000})
  void whatIsPackedIsWhatIsUnpacked(int rows) {
    Counts counts = count(new SampleRows(rows).rows(rows));

    Counts unpacked = PackedCounts.of(counts).unpacked();

    assertThat(unpacked.isSame(counts)).isTrue();
    for (int i = 0; i < SampleRows.COLUMNS.numbers().size(); i++) {
      assertThat(unpacked.number(i).min()).isEqualTo(counts.number(i).min());
      assertThat(unpacked.number(i).mean()).isEqualTo(counts.number(i).mean());
      assertThat(unpacked.number(i).quantile(0.9)).isEqualTo(counts.number(i).quantile(0.9));
      assertThat(unpacked.number(i).distribution())
          .hasToString(counts.number(i).distribution().toString());
      assertThat(unpacked.number(i).constant()).isEqualTo(counts.number(i).constant());
    }
    for (int i = 0; i < SampleRows.COLUMNS.texts().size(); i++) {
      assertThat(unpacked.text(i).constant()).isEqualTo(counts.text(i).constant());
      assertThat(unpacked.text(i).distribution())
          .hasToString(counts.text(i).distribution().toString());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aSumOfPackedPartsIsTheWhole(long seed) {
    List<Row> rows = new SampleRows(seed).rows(500);
    Counts sum = new Counts(CountsTest.LAYOUT);
    for (int from = 0; from < rows.size(); from += 50) {
      PackedCounts.of(count(rows.subList(from, from + 50))).addTo(sum);
    }

    assertThat(sum.isSame(count(rows))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void weightsAreKept(long seed) {
    List<Row> rows = new SampleRows(seed).rows(500);
    Random random = new Random(seed);
    double[] weights = {1, 1, 2.5, 10, 1000, 0.3, 0, Double.NaN};
    rows.forEach(row -> row.weight(weights[random.nextInt(weights.length)]));
    CountLayout layout = CountsTest.LAYOUT.weighted();
    Counts sum = new Counts(layout);
    for (int from = 0; from < rows.size(); from += 50) {
      PackedCounts.of(count(layout, rows.subList(from, from + 50))).addTo(sum);
    }
    Counts whole = count(layout, rows);

    assertThat(sum.isSame(whole)).isTrue();
    assertThat(sum.rows()).isEqualTo(500);
    assertThat(sum.invalidWeights()).isPositive().isEqualTo(whole.invalidWeights());
    assertThat(sum.predictions()).isGreaterThan(500).isEqualTo(whole.predictions());
    assertThat(sum.number(0).rows()).isLessThan(500).isEqualTo(whole.number(0).rows());
    assertThat(sum.text(0).rows()).isLessThan(500).isEqualTo(whole.text(0).rows());
    assertThat(sum.squares().orElseThrow().predictions())
        .isGreaterThan(sum.predictions())
        .isEqualTo(whole.squares().orElseThrow().predictions());
  }

  @Test
  void oneRowMoreOrAnotherValueIsNotTheSame() {
    List<Row> rows = new SampleRows(1).rows(100);
    Counts counts = count(rows);
    Counts more = PackedCounts.of(counts).unpacked();
    more.add(rows.get(0));
    assertThat(more.isSame(counts)).isFalse();

    Row changed = rows.get(7);
    changed.number(0, changed.hasNumber(0) && changed.number(0) == 10 ? 20 : 10);
    assertThat(count(rows).isSame(counts)).isFalse();
  }

  @Test
  void manyCountsTakeLittleMemory() {
    CountLayout layout = CountsTest.LAYOUT.ofSlice();
    PackedCounts packed = PackedCounts.of(count(layout, new SampleRows(1).rows(100)));
    PackedCounts busy = PackedCounts.of(count(layout, new SampleRows(1).rows(200_000)));

    assertThat(packed.bytes()).isLessThan(busy.bytes());
    assertThat(busy.bytes()).isLessThan(2 * packed.bytes());
  }
}
