package io.tidegauge.source;

import static io.tidegauge.source.DialectContractTest.soon;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.CohortGathering;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;

/** A log whose rows carry weights counts as one that holds each row as often as its weight says. */
abstract class WeightsContractTest {
  private static final Instant START = DialectContractTest.START;
  private static final Instant END = START.plusSeconds(3600);
  private static final Duration BUCKET = Duration.ofMinutes(10);
  private static final List<String> NUMBERS =
      List.of("0", "-1.5", "3", "1e300", "NULL", "'NaN'", "'Infinity'", "37.21", "2e-310");
  private static final List<String> TEXTS = List.of("'a'", "'b'", "''", "NULL", "'it''s'");
  private static final List<String> COLUMNS =
      List.of(
          "ts TIMESTAMP",
          "id VARCHAR",
          "version VARCHAR",
          "channel VARCHAR",
          "failed BOOLEAN",
          "amount DOUBLE PRECISION",
          "shop VARCHAR",
          "score DOUBLE PRECISION",
          "truth VARCHAR",
          "weight %s");

  abstract Engine engine();

  private static ModelSpec spec(String weight) {
    return ModelSpecReader.read(
        "weights.yaml",
        """
        model: credit
        database: warehouse
        predictions:
          table: log
          time: ts
          id: id
          version: version
          kind: binary
          score: score
          failed: failed
          slices: [{column: channel, values: [web, app]}]
          unique: false
          %s
        features:
          amount: {type: numeric, range: [-1, 10], moments: true}
          shop: {type: category, values: [a, b]}
        labels: {value: truth, mature_after: 1h}
        """
            .formatted(weight));
  }

  private static List<String> columns(String weight) {
    return COLUMNS.stream().map(column -> column.formatted(weight)).toList();
  }

  private static String row(Random random, int id, String weight) {
    return "(TIMESTAMP '2026-03-01 00:00:00' + INTERVAL '%d seconds', 'r%d', 'v%d', %s, %s, %s, %s, %s, %s, %s)"
        .formatted(
            random.nextInt(3600),
            id,
            random.nextInt(2),
            one(random, List.of("'web'", "'app'", "NULL")),
            one(random, List.of("TRUE", "FALSE", "NULL")),
            one(random, NUMBERS),
            one(random, TEXTS),
            random.nextInt(10) == 0 ? "NULL" : Double.toString(random.nextInt(100) / 100.0),
            one(random, List.of("'1'", "'0'", "NULL")),
            weight);
  }

  private static String one(Random random, List<String> literals) {
    return literals.get(random.nextInt(literals.size()));
  }

  private static SortedMap<Cell, Counts> counts(Database database, ModelSpec spec) {
    WatchedColumns columns = WatchedColumns.of(spec);
    CountLayout layout = CountLayouts.of(spec, columns, Optional.empty());
    return new RowReader(database, spec, columns)
        .read(START, END, soon(), () -> empty(spec, layout), BucketedCounts::add)
        .counts()
        .sum();
  }

  private static SortedMap<Cell, Counts> outcomes(Database database, ModelSpec spec) {
    CohortColumns cohort = CohortColumns.of(spec).orElseThrow();
    CountLayout layout = cohort.layout(Map.of("channel", Set.of("web", "app")));
    BucketedCounts counts = empty(spec, layout);
    CohortGathering gathering = CohortGathering.of(spec, cohort, counts::add);
    RowReader.ofCohort(database, spec, cohort.read())
        .read(START, END, soon(), () -> gathering, CohortGathering::add)
        .counts()
        .end();
    return counts.sum();
  }

  private static BucketedCounts empty(ModelSpec spec, CountLayout layout) {
    return new BucketedCounts(spec.predictions().slices(), BUCKET, version -> Optional.of(layout));
  }

  private static void assertSame(SortedMap<Cell, Counts> weighted, SortedMap<Cell, Counts> copies) {
    assertThat(weighted.keySet()).isEqualTo(copies.keySet()).hasSizeGreaterThan(4);
    weighted.forEach((cell, found) -> assertSame(cell, found, requireNonNull(copies.get(cell))));
  }

  private static void assertSame(Cell cell, Counts found, Counts copies) {
    assertThat(found.predictions()).as("%s", cell).isEqualTo(copies.rows());
    assertThat(found.failed()).isEqualTo(copies.failed());
    assertThat(found.newest()).isEqualTo(copies.newest());
    for (int i = 0; i < found.layout().numbers().size(); i++) {
      NumericCounts here = found.number(i);
      NumericCounts there = copies.number(i);
      assertThat(here.missing()).isEqualTo(there.missing());
      assertThat(here.nan()).isEqualTo(there.nan());
      assertThat(here.infinite()).isEqualTo(there.infinite());
      assertThat(here.outOfRange()).isEqualTo(there.outOfRange());
      assertThat(here.finite()).isEqualTo(there.finite());
      assertThat(here.zeros()).isEqualTo(there.zeros());
      assertThat(here.negatives()).isEqualTo(there.negatives());
      assertThat(here.subnormals()).isEqualTo(there.subnormals());
      assertThat(here.min()).isEqualTo(there.min());
      assertThat(here.max()).isEqualTo(there.max());
      assertThat(here.bins()).isEqualTo(there.bins());
      if (there.mean().isPresent()) {
        double mean = there.mean().getAsDouble();
        assertThat(here.mean().orElseThrow()).isCloseTo(mean, within(1e-9 * Math.abs(mean)));
      }
    }
    for (int i = 0; i < found.layout().texts().size(); i++) {
      assertThat(found.text(i).missing()).isEqualTo(copies.text(i).missing());
      assertThat(found.text(i).present()).isEqualTo(copies.text(i).present());
      assertThat(found.text(i).empty()).isEqualTo(copies.text(i).empty());
      assertThat(found.text(i).distribution())
          .hasToString(copies.text(i).distribution().toString());
    }
  }

  @Test
  void aWeightIsThatManyRows() {
    for (int seed = 1; seed <= 6; seed++) {
      Random random = new Random(seed);
      List<String> once = new ArrayList<>();
      List<String> copies = new ArrayList<>();
      for (int id = 0; id < 150; id++) {
        int weight = 1 + random.nextInt(10);
        long own = random.nextLong();
        once.add(row(new Random(own), id, Integer.toString(weight)));
        for (int copy = 0; copy < weight; copy++) {
          copies.add(row(new Random(own), id, "1"));
        }
      }
      ModelSpec plain = spec("");
      ModelSpec sampled = spec("weight: weight");
      String type = List.of("INTEGER", "DOUBLE PRECISION", "VARCHAR").get(seed % 3);
      List<String> typed =
          type.equals("VARCHAR")
              ? once.stream().map(row -> row.replaceAll("(\\d+)\\)$", "'$1')")).toList()
              : once;
      engine().create("log", columns(type), typed);
      SortedMap<Cell, Counts> counts;
      SortedMap<Cell, Counts> outcomes;
      try (Database database = Database.open(engine().config())) {
        counts = counts(database, sampled);
        outcomes = outcomes(database, sampled);
        assertThat(rows(counts)).isEqualTo(once.size());
        assertThat(rows(outcomes)).isEqualTo(once.size());
      }
      engine().create("log", columns("INTEGER"), copies);
      try (Database database = Database.open(engine().config())) {
        assertSame(counts, counts(database, plain));
        assertSame(outcomes, outcomes(database, plain));
      }
    }
  }

  private static long rows(SortedMap<Cell, Counts> counts) {
    return counts.entrySet().stream()
        .filter(cell -> cell.getKey().isAll())
        .mapToLong(cell -> cell.getValue().rows())
        .sum();
  }

  @Test
  void rowsWithoutAWeightAreLeftOutAndToldOf() {
    List<String> rows = new ArrayList<>();
    int id = 0;
    for (String weight : List.of("NULL", "0", "-2", "'NaN'", "'Infinity'", "2000000", "3", "2.5")) {
      rows.add(row(new Random(1), id++, weight));
    }
    engine().create("log", columns("DOUBLE PRECISION"), rows);
    try (Database database = Database.open(engine().config())) {
      Counts all = only(counts(database, spec("weight: weight")));
      assertThat(all.rows()).isEqualTo(8);
      assertThat(all.invalidWeights()).isEqualTo(6);
      assertThat(all.predictions()).isBetween(5L, 6L);
      assertThat(only(counts(database, spec("weight: weight"))).predictions())
          .as("read again")
          .isEqualTo(all.predictions());
      assertThat(only(outcomes(database, spec("weight: weight"))).predictions())
          .as("with its label")
          .isEqualTo(all.predictions());
    }
  }

  private static Counts only(SortedMap<Cell, Counts> counts) {
    return counts.entrySet().stream()
        .filter(cell -> cell.getKey().isAll())
        .map(Map.Entry::getValue)
        .reduce(
            (one, other) -> {
              throw new AssertionError("two versions");
            })
        .orElseThrow();
  }

  @Test
  void whereTheWeightCannotBeReadNothingIsCounted() {
    engine().create("log", columns("INTEGER"), List.of(row(new Random(1), 1, "1")));
    try (Database database = Database.open(engine().config())) {
      assertThatThrownBy(() -> counts(database, spec("weight: gone")))
          .isInstanceOf(QueryFailedException.class)
          .hasMessageContaining("gone");
    }
  }
}
