package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DistinctValuesTest {
  private static DistinctValues of(Iterable<Double> values) {
    DistinctValues distinct = new DistinctValues(Sketches.DISTINCT_REGISTERS);
    values.forEach(value -> distinct.add(value, 1));
    return distinct;
  }

  private static Tape packed(DistinctValues values) {
    Tape.Writer tape = new Tape.Writer();
    values.write(tape);
    return tape.tape();
  }

  @Test
  void fewValuesAreCountedExactly() {
    assertThat(of(List.of()).estimate()).isZero();
    assertThat(of(List.of(0.0, -0.0, 1.5, 1.5, -1.5)).estimate()).isEqualTo(3);
    for (int size : new int[] {1, 10, 300}) {
      List<Double> values =
          IntStream.range(0, 5 * size).mapToObj(i -> (double) (i % size)).toList();
      assertThat(of(values).estimate()).isEqualTo(size);
      assertThat(of(values).values()).isEqualTo(5L * size);
    }
  }

  @Test
  void textsAreToldApartTheEmptyOneToo() {
    DistinctValues distinct = new DistinctValues(Sketches.DISTINCT_REGISTERS);
    for (String text : List.of("", "a", "A", "é", " ", "", "a")) {
      distinct.add(text, 2);
    }
    assertThat(distinct.estimate()).isEqualTo(5);
    assertThat(distinct.values()).isEqualTo(14);
  }

  /**
   * 1.04 over the root of the registers, which 100 samples show to 7 % and their mean to a tenth.
   * Each value occurs twice: there are never more distinct ones than values.
   */
  @Test
  void manyAreEstimatedWithTheErrorThatIsStated() {
    double squares = 0;
    double errors = 0;
    int samples = 100;
    for (int seed = 0; seed < samples; seed++) {
      Random random = new Random(7919L * seed);
      DistinctValues distinct = of(List.of());
      random.doubles(50_000).forEach(value -> distinct.add(value, 2));
      double error = distinct.estimate() / 50_000 - 1;
      squares += error * error;
      errors += error;
    }
    assertThat(Math.sqrt(squares / samples)).isCloseTo(1.04 / 64, within(0.004));
    assertThat(errors / samples).isCloseTo(0, within(0.005));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 5, 380, 390, 2_000, 60_000})
  void partsInAnyOrderAreTheWhole(int size) {
    Random random = new Random(size);
    List<Double> values = new ArrayList<>();
    for (int i = 0; i < size; i++) {
      values.add((double) random.nextInt(Math.max(1, size)));
    }
    DistinctValues whole = of(values);
    Collections.shuffle(values, random);
    DistinctValues sum = of(List.of());
    DistinctValues kept = of(List.of());
    for (int from = 0; from < size; from += Math.max(1, size / 7)) {
      DistinctValues part = of(values.subList(from, Math.min(size, from + Math.max(1, size / 7))));
      sum.merge(part);
      kept.merge(packed(part).reader());
    }
    assertThat(sum.isSame(whole)).isTrue();
    assertThat(kept.isSame(whole)).isTrue();
  }

  @Test
  void whatIsKeptTakesNoMoreThanIsReckonedWith() {
    DistinctValues many = of(new Random(1).doubles(300_000).boxed().toList());
    assertThat(packed(many).bytes() - packed(of(List.of())).bytes())
        .isBetween(2_000L, (long) Sketches.DISTINCT_BYTES);
  }
}
