package io.tidegauge.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CategoryCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.NumericBins;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

/** Counting in the database gives what reading the rows and counting them gives. */
abstract class CountReaderTest {
  /**
   * Of the largest term's size, by which the means of two sums of a few hundred terms may differ:
   * each addition rounds by half of 2e-16 of a partial mean, which is no larger than that term. Of
   * the mean itself it cannot be, for sums cancel.
   */
  private static final double TOLERANCE = 1e-12;

  static final Instant START = DialectContractTest.START;
  static final Instant END = START.plusSeconds(3600);
  static final Duration BUCKET = Duration.ofMinutes(10);

  abstract Engine engine();

  /** How many random tables are counted; {@code -Dseeds} and {@code -Dseed} ask for others. */
  int seeds() {
    return 60;
  }

  @Test
  void countsAreThoseOfTheRows() {
    int seeds = Integer.getInteger("seeds", seeds());
    long first = Long.getLong("seed", 1);
    long rows = 0;
    for (long seed = first; seed < first + seeds; seed++) {
      RandomTable table = new RandomTable(seed);
      table.create(engine());
      Instant from = table.from();
      Instant to = table.to();
      try (Database database = Database.open(engine().config())) {
        String what = "seed " + seed + ": " + table + ", " + from + " to " + to;
        rows += compare(what, database, table.spec(), from, to, table.bucket(), table::layout);
      }
    }
    assertThat(rows).isGreaterThan(seeds * 10L);
  }

  @Test
  void moreNumbersThanAStatementTakesAreCountedInSeveral() {
    List<String> columns = new ArrayList<>(List.of("ts TIMESTAMP"));
    List<FeatureSpec> features = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      columns.add("f" + i + " DOUBLE PRECISION");
      features.add(Specs.number("f" + i));
    }
    List<String> rows = new ArrayList<>();
    for (int row = 0; row < 300; row++) {
      String number = ", " + row * 7 % 300;
      rows.add("(TIMESTAMP '2026-03-01 00:00:00'" + number.repeat(12) + ")");
    }
    engine().create("log", columns, rows);
    ModelSpec spec = spec(features.toArray(FeatureSpec[]::new));
    NumericBins bins =
        NumericBins.ofEdges(IntStream.range(0, 50).mapToDouble(i -> i * 6).toArray());
    NumericLayout layout =
        new NumericLayout(Optional.of(bins), Optional.empty(), 7, true, true, false, false);
    CountLayout all = new CountLayout(Collections.nCopies(12, layout), List.of(), Map.of());
    try (Database database = Database.open(engine().config())) {
      assertThat(compare("12 columns", database, spec, START, END, BUCKET, version -> all))
          .isEqualTo(300);
    }
  }

  @Test
  void rowsOfMoreVersionsThanAreCountedAreDropped() {
    List<String> rows = new ArrayList<>();
    int most = VersionLayouts.MOST_VERSIONS;
    for (int version = 0; version < most + 3; version++) {
      rows.add("(TIMESTAMP '2026-03-01 00:00:00', 'v" + version + "', 1)");
      rows.add("(TIMESTAMP '2026-03-01 00:00:00', 'v" + version + "', 2)");
    }
    engine().create("log", List.of("ts TIMESTAMP", "version VARCHAR", "x INTEGER"), rows);
    ModelSpec spec =
        Specs.model(
            Specs.predictions("log", Specs.time("ts"), "id", "version", "gone", "none"),
            Specs.number("x"));
    try (Database database = Database.open(engine().config())) {
      ReadResult<BucketedCounts> result =
          new CountReader(database, spec, WatchedColumns.of(spec))
              .read(START, END, BUCKET, soon(), new VersionLayouts(CountReaderTest::plain)::of);
      assertThat(result.rows()).isEqualTo(2L * (most + 3));
      assertThat(result.counts().dropped()).isEqualTo(6);
      assertThat(result.counts().sum()).hasSize(most);
      assertThat(result.counts().sum().values()).allMatch(counts -> counts.rows() == 2);
      assertThat(result.failedColumns().stream().map(failed -> failed.column().name()))
          .containsExactly("none", "failed");
    }
  }

  @Test
  void whereThereAreNoRowsOneStatementSaysSo() {
    engine().create("log", List.of("ts TIMESTAMP", "x INTEGER"), List.of());
    ModelSpec spec = spec(Specs.number("x"));
    try (Database database = Database.open(engine().config())) {
      CountReader reader = new CountReader(database, spec, WatchedColumns.of(spec));
      assertThat(
              reader
                  .read(START, END, BUCKET, soon(), new VersionLayouts(CountReaderTest::plain)::of)
                  .rows())
          .isZero();
      assertThat(database.statements()).containsEntry(CountReader.STATEMENT, 1L);
    }
  }

  /** A model whose log is {@code log}, with its time in {@code ts}. */
  static ModelSpec spec(FeatureSpec... features) {
    return Specs.model(Specs.predictions("log", Specs.time("ts")), features);
  }

  /** One number without bins. */
  static CountLayout plain(String version) {
    NumericLayout number =
        new NumericLayout(Optional.empty(), Optional.empty(), 0, true, false, false, false);
    return new CountLayout(List.of(number), List.of(), Map.of());
  }

  /** Compares both ways, and says how many rows there were. */
  static long compare(
      String what,
      Database database,
      ModelSpec spec,
      Instant from,
      Instant to,
      Duration bucket,
      Function<String, CountLayout> layouts) {
    WatchedColumns columns = WatchedColumns.of(spec);
    ReadResult<BucketedCounts> rows =
        new RowReader(database, spec, columns)
            .read(
                from,
                to,
                soon(),
                () -> new BucketedCounts(columns.slices(), bucket, new VersionLayouts(layouts)::of),
                BucketedCounts::add);
    ReadResult<BucketedCounts> counts =
        new CountReader(database, spec, columns)
            .read(from, to, bucket, soon(), new VersionLayouts(layouts)::of);
    assertThat(counts.rows()).as(what).isEqualTo(rows.rows());
    assertThat(counts.unmatched()).as(what).isEqualTo(rows.unmatched());
    assertThat(counts.repeated()).as(what).isEqualTo(rows.repeated());
    assertThat(counts.failedColumns()).as(what).isEqualTo(rows.failedColumns());
    assertThat(counts.typeErrors()).as(what).isEqualTo(rows.typeErrors());
    assertSame(what, counts.counts(), rows.counts());
    return rows.rows();
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  private static void assertSame(String what, BucketedCounts actual, BucketedCounts expected) {
    assertThat(actual.starts()).as(what).isEqualTo(expected.starts());
    assertThat(actual.versions().keySet()).as(what).isEqualTo(expected.versions().keySet());
    assertThat(actual.dropped()).as(what).isEqualTo(expected.dropped());
    for (Instant start : expected.starts()) {
      SortedMap<Cell, Counts> cells = actual.bucket(start);
      SortedMap<Cell, Counts> wanted = expected.bucket(start);
      assertThat(cells.keySet()).as(what).isEqualTo(wanted.keySet());
      wanted.forEach(
          (cell, counts) ->
              assertSame(
                  what + ", " + start + " " + cell, requireNonNull(cells.get(cell)), counts));
    }
  }

  private static void assertSame(String what, Counts actual, Counts expected) {
    assertThat(actual.rows()).as(what).isEqualTo(expected.rows());
    assertThat(actual.failed()).as(what + " failed").isEqualTo(expected.failed());
    assertThat(actual.newest()).as(what + " newest").isEqualTo(expected.newest());
    for (int i = 0; i < expected.layout().numbers().size(); i++) {
      NumericLayout layout = expected.layout().numbers().get(i);
      String column = what + ", number " + i + " " + layout;
      assertSame(column, actual.number(i), expected.number(i), layout);
    }
    for (int i = 0; i < expected.layout().texts().size(); i++) {
      assertSame(what + ", text " + i, actual.text(i), expected.text(i));
    }
  }

  private static void assertSame(
      String what, NumericCounts actual, NumericCounts expected, NumericLayout layout) {
    assertThat(actual.missing()).as(what + " missing").isEqualTo(expected.missing());
    assertThat(actual.nan()).as(what + " nan").isEqualTo(expected.nan());
    assertThat(actual.infinite()).as(what + " infinite").isEqualTo(expected.infinite());
    assertThat(actual.outOfRange()).as(what + " range").isEqualTo(expected.outOfRange());
    assertThat(actual.finite()).as(what + " finite").isEqualTo(expected.finite());
    assertThat(actual.zeros()).as(what + " zeros").isEqualTo(expected.zeros());
    assertThat(actual.negatives()).as(what + " negatives").isEqualTo(expected.negatives());
    assertThat(actual.typeErrors()).as(what + " type errors").isEqualTo(expected.typeErrors());
    assertThat(actual.min()).as(what + " min").isEqualTo(expected.min());
    assertThat(actual.max()).as(what + " max").isEqualTo(expected.max());
    assertThat(actual.subnormals()).as(what).isEqualTo(expected.subnormals());
    double term =
        expected.finite() == 0
            ? 0
            : Math.max(
                Math.abs(expected.min().getAsDouble() - layout.shift()),
                Math.abs(expected.max().getAsDouble() - layout.shift()));
    Distribution bins = actual.distribution();
    Distribution wanted = expected.distribution();
    assertThat(bins.toString()).as(what).isNotNull();
    assertThat(bins.size()).as(what).isEqualTo(wanted.size());
    for (int bin = 0; bin < wanted.size(); bin++) {
      assertThat(bins.count(bin)).as(what + " bin " + bin).isEqualTo(wanted.count(bin));
    }
    // Whether sums of the largest numbers overflow depends on the order of rows, there as here.
    if (expected.finite() * term <= Double.MAX_VALUE && Math.abs(layout.shift()) <= 1e290) {
      double within = TOLERANCE * Math.max(term, Math.abs(layout.shift()));
      assertNear(what + " mean", actual.mean(), expected.mean(), within);
      assertThat(bins.hasMeans()).as(what).isEqualTo(wanted.hasMeans());
      for (int bin = 0; bin < wanted.size() && wanted.hasMeans(); bin++) {
        assertThat(bins.mean(bin)).as(what).isCloseTo(wanted.mean(bin), near(within));
      }
    }
    double square = term * term;
    if (expected.finite() * square <= Double.MAX_VALUE && Math.abs(layout.shift()) <= 1e290) {
      double within = TOLERANCE * square + Double.MIN_NORMAL;
      assertNear(
          what + " variance",
          squared(actual.standardDeviation()),
          squared(expected.standardDeviation()),
          within);
      for (int bin = 0; bin < wanted.size(); bin++) {
        double deviation = actual.deviationWithin(bin);
        double other = expected.deviationWithin(bin);
        assertThat(deviation * deviation).as(what).isCloseTo(other * other, near(within));
      }
    }
  }

  private static OptionalDouble squared(OptionalDouble value) {
    return value.isPresent() ? OptionalDouble.of(value.getAsDouble() * value.getAsDouble()) : value;
  }

  private static void assertNear(
      String what, OptionalDouble actual, OptionalDouble expected, double within) {
    assertThat(actual.isPresent()).as(what).isEqualTo(expected.isPresent());
    if (expected.isPresent()) {
      assertThat(actual.getAsDouble()).as(what).isCloseTo(expected.getAsDouble(), near(within));
    }
  }

  private static Offset<Double> near(double within) {
    return Offset.offset(within);
  }

  private static void assertSame(String what, CategoryCounts actual, CategoryCounts expected) {
    assertThat(actual.missing()).as(what + " missing").isEqualTo(expected.missing());
    assertThat(actual.present()).as(what + " present").isEqualTo(expected.present());
    assertThat(actual.distinct()).as(what + " distinct").isEqualTo(expected.distinct());
    assertThat(actual.empty()).as(what + " empty").isEqualTo(expected.empty());
    assertThat(actual.patternErrors()).as(what + " pattern").isEqualTo(expected.patternErrors());
    assertThat(actual.constant()).as(what + " constant").isEqualTo(expected.constant());
    assertThat(actual.unseen()).as(what + " unseen").isEqualTo(expected.unseen());
    Distribution bins = expected.distribution();
    for (int bin = 0; bin < bins.size(); bin++) {
      assertThat(actual.distribution().count(bin))
          .as(what + " bin " + bin)
          .isEqualTo(bins.count(bin));
    }
  }
}
