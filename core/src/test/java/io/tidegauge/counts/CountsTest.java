package io.tidegauge.counts;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.ValuePattern;
import io.tidegauge.statistics.NumericBins;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

class CountsTest {
  private static final NumericBins EDGES = NumericBins.ofEdges(0, Math.nextUp(0.0), 30, 50, 80);

  static final CountLayout LAYOUT =
      new CountLayout(
          Collections.nCopies(
              SampleRows.COLUMNS.numbers().size(),
              new NumericLayout(
                  Optional.of(EDGES), Optional.of(new Range(0, 100)), 50, true, true, true, true)),
          Collections.nCopies(
              SampleRows.COLUMNS.texts().size(),
              new CategoryLayout(
                  Optional.of(CategoryBins.of(List.of("a", "b", "c", "d"), 2)),
                  Optional.of(new ValuePattern("[a-d]")),
                  true)),
          Collections.emptyMap(),
          true,
          Optional.of(new CountLayout.Input(2, 1)),
          Optional.of(0));

  private static Counts count(List<Row> rows) {
    Counts counts = new Counts(LAYOUT);
    rows.forEach(counts::add);
    return counts;
  }

  private static Counts merged(Counts... parts) {
    Counts sum = new Counts(LAYOUT);
    for (Counts part : parts) {
      sum.merge(part);
    }
    return sum;
  }

  /** All that can be asked of counts; what is a sum of doubles is apart. */
  static List<Object> exact(Counts counts) {
    List<Object> all = new ArrayList<>();
    Collections.addAll(all, counts.rows(), counts.failed(), counts.newest());
    Collections.addAll(
        all,
        counts.ids().map(DistinctRows::repeatedShare),
        counts.inputs().map(DistinctRows::repeatedShare),
        counts.frequent().map(FrequentValues::largestShare));
    for (int i = 0; i < SampleRows.COLUMNS.numbers().size(); i++) {
      NumericCounts number = counts.number(i);
      Collections.addAll(
          all,
          number.missing(),
          number.nan(),
          number.infinite(),
          number.outOfRange(),
          number.finite(),
          number.zeros(),
          number.negatives(),
          number.typeErrors(),
          number.min(),
          number.max(),
          number.quantile(0.5),
          number.quantile(0.99),
          number.distinct(),
          number.distribution().toString());
    }
    for (int i = 0; i < SampleRows.COLUMNS.texts().size(); i++) {
      CategoryCounts text = counts.text(i);
      Collections.addAll(
          all,
          text.missing(),
          text.present(),
          text.empty(),
          text.patternErrors(),
          text.distinct(),
          text.constant(),
          text.unseen(),
          text.distribution().toString());
    }
    return all;
  }

  static void assertSame(Counts counts, Counts expected) {
    assertThat(exact(counts)).isEqualTo(exact(expected));
    for (int i = 0; i < SampleRows.COLUMNS.numbers().size(); i++) {
      NumericCounts number = counts.number(i);
      NumericCounts other = expected.number(i);
      if (other.finite() > 0) {
        assertClose(number.mean().orElseThrow(), other.mean().orElseThrow());
        assertClose(
            number.standardDeviation().orElseThrow(), other.standardDeviation().orElseThrow());
      }
      for (int bin = 0; bin < EDGES.size(); bin++) {
        assertClose(number.distribution().mean(bin), other.distribution().mean(bin));
        assertThat(number.deviationWithin(bin))
            .isCloseTo(
                other.deviationWithin(bin), Offset.offset(1e-4 + other.deviationWithin(bin) / 1e6));
      }
    }
  }

  private static void assertClose(double value, double expected) {
    assertThat(value).isCloseTo(expected, Offset.offset(1e-12 * Math.abs(expected) + 1e-10));
  }

  @RepeatedTest(20)
  void mergingIsAssociativeAndCommutativeWithANeutralElement(RepetitionInfo repetition) {
    SampleRows sample = new SampleRows(repetition.getCurrentRepetition());
    Counts a = count(sample.rows(137));
    Counts b = count(sample.rows(1));
    Counts c = count(sample.rows(50));
    Counts none = new Counts(LAYOUT);

    assertSame(merged(merged(a, b), c), merged(a, merged(b, c)));
    assertSame(merged(a, b), merged(b, a));
    assertSame(merged(a, none), a);
    assertSame(merged(none, a), a);
  }

  @RepeatedTest(20)
  void theSumOfPartsIsTheCountOfAllRowsInAnyOrder(RepetitionInfo repetition) {
    SampleRows sample = new SampleRows(repetition.getCurrentRepetition());
    List<Row> rows = sample.rows(300);

    Counts parts =
        merged(
            count(rows.subList(0, 7)), count(rows.subList(7, 120)), count(rows.subList(120, 300)));

    assertSame(parts, count(rows));
    assertSame(count(sample.shuffled(rows)), count(rows));
  }

  @RepeatedTest(5)
  void countsAreThoseOfAPlainRecount(RepetitionInfo repetition) {
    List<Row> rows = new SampleRows(repetition.getCurrentRepetition()).rows(500);
    Counts counts = count(rows);

    assertThat(counts.rows()).isEqualTo(500);
    assertThat(counts.failed()).isEqualTo(rows.stream().filter(Row::failed).count());
    for (int i = 0; i < SampleRows.COLUMNS.numbers().size(); i++) {
      int column = i;
      NumericCounts number = counts.number(i);
      double[] values =
          rows.stream()
              .filter(row -> row.hasNumber(column))
              .mapToDouble(r -> r.number(column))
              .toArray();
      double[] finite = Arrays.stream(values).filter(Double::isFinite).toArray();
      assertThat(number.missing()).isEqualTo(500 - values.length);
      assertThat(number.nan()).isEqualTo(Arrays.stream(values).filter(Double::isNaN).count());
      assertThat(number.infinite())
          .isEqualTo(Arrays.stream(values).filter(Double::isInfinite).count());
      assertThat(number.finite()).isEqualTo(finite.length);
      assertThat(number.outOfRange())
          .isEqualTo(Arrays.stream(finite).filter(x -> x < 0 || x > 100).count());
      assertThat(number.distribution().total()).isEqualTo(finite.length);
      for (int bin = 0; bin < EDGES.size(); bin++) {
        int wanted = bin;
        assertThat(number.distribution().count(bin))
            .isEqualTo(
                (double) Arrays.stream(finite).filter(x -> EDGES.indexOf(x) == wanted).count());
      }
    }
    for (int i = 0; i < SampleRows.COLUMNS.texts().size(); i++) {
      int column = i;
      List<String> values =
          rows.stream().map(row -> row.text(column)).filter(Objects::nonNull).toList();
      assertThat(counts.text(i).missing()).isEqualTo(500 - values.size());
      assertThat(counts.text(i).distribution().total()).isEqualTo(values.size());
      assertThat(counts.text(i).distribution().count(0))
          .isEqualTo((double) values.stream().filter("a"::equals).count());
      assertThat(counts.text(i).distribution().count(2))
          .isEqualTo((double) values.stream().filter(x -> x.equals("c") || x.equals("d")).count());
      assertThat(counts.text(i).unseen())
          .contains(values.stream().filter(x -> !List.of("a", "b", "c", "d").contains(x)).count());
    }
  }
}
