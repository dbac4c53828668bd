package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FrequentValuesTest {
  private static FrequentValues of(Iterable<Double> values) {
    FrequentValues frequent = new FrequentValues();
    values.forEach(value -> frequent.add(value, 1));
    return frequent;
  }

  private static Tape packed(FrequentValues values) {
    Tape.Writer tape = new Tape.Writer();
    values.write(tape);
    return tape.tape();
  }

  private static double share(List<Double> values) {
    long most =
        values.stream()
            .collect(Collectors.groupingBy(value -> value + 0.0, Collectors.counting()))
            .values()
            .stream()
            .max(Long::compare)
            .orElseThrow();
    return (double) most / values.size();
  }

  @Test
  void ofNothingThereIsNoShare() {
    assertThat(of(List.of()).largestShare()).isEmpty();
    assertThat(of(List.of(0.5)).largestShare()).hasValue(1);
    assertThat(of(List.of(0.0, -0.0, 1.0)).largestShare()).hasValue(2.0 / 3);
  }

  @Test
  void fewValuesAreCountedExactly() {
    Random random = new Random(3);
    for (int distinct : new int[] {1, 2, 50, FrequentValues.EXACT_VALUES}) {
      List<Double> values =
          random.ints(20_000, 0, distinct).mapToObj(value -> value * value / 1e4).toList();
      assertThat(of(values).largestShare()).hasValue(share(values));
    }
  }

  /**
   * Scores that are all different hide one that is frequent as well as can be: it is never told too
   * often, and too seldom by no more than is said; in parts, packed ones too, and in any order.
   */
  @ParameterizedTest
  @CsvSource({"0.3,20000", "0.05,20000", "0.005,20000", "0.5,193", "0,5000", "0.02,200000"})
  void manyAreToldWithinTheBound(double part, int size) {
    for (int seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      List<Double> values =
          IntStream.range(0, size)
              .mapToObj(i -> i < part * size ? 0.25 : random.nextDouble())
              .collect(Collectors.toList());
      if (seed > 0) {
        Collections.shuffle(values, random);
      }
      FrequentValues whole = of(values);
      FrequentValues sum = new FrequentValues();
      FrequentValues kept = new FrequentValues();
      int step = size / 13 + 1;
      for (int from = 0; from < size; from += step) {
        FrequentValues some = of(values.subList(from, Math.min(size, from + step)));
        sum.merge(some);
        kept.merge(packed(some).reader());
      }
      double truth = share(values);
      for (FrequentValues frequent : List.of(whole, sum, kept)) {
        assertThat(frequent.values()).isEqualTo(size);
        assertThat(frequent.largestShare().orElseThrow())
            .isBetween(truth - FrequentValues.ERROR, truth);
        assertThat(frequent.isSame(whole)).isTrue();
      }
    }
  }

  @Test
  void theErrorIsTheOneThatIsStated() {
    assertThat(FrequentValues.EXACT_VALUES).isEqualTo(192);
    assertThat(FrequentValues.ERROR).isLessThan(0.014);
    assertThat(of(List.of(0.5, 0.5, 0.1)).isSame(of(List.of(0.5, 0.2, 0.1)))).isFalse();
    assertThat(of(List.of(0.5)).isSame(of(List.of(0.5, 0.5)))).isFalse();
  }

  @Test
  void whatIsKeptTakesNoMoreThanIsReckonedWith() {
    long empty = packed(of(List.of())).bytes();
    FrequentValues most = of(new Random(1).doubles(FrequentValues.EXACT_VALUES).boxed().toList());
    assertThat(packed(most).bytes() - empty).isBetween(1_900L, (long) Sketches.FREQUENT_BYTES);
    for (int size : new int[] {193, 1_000, 300_000}) {
      FrequentValues many = of(new Random(1).ints(size, 0, 900).mapToObj(i -> i / 9e2).toList());
      assertThat(packed(many).bytes() - empty).isLessThan(Sketches.FREQUENT_BYTES);
    }
  }
}
