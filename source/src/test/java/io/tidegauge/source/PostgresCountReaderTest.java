package io.tidegauge.source;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CategoryLayout;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class PostgresCountReaderTest extends CountReaderTest {
  private PostgresEngine engine;

  @BeforeAll
  void start() {
    engine = new PostgresEngine();
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Override
  Engine engine() {
    return engine;
  }

  @Override
  int seeds() {
    return 120;
  }

  /** DuckDB has no type that can be read and not be grouped, and no decimals of that size. */
  @Test
  void aColumnThatCannotBeCountedCostsItselfOnly() {
    engine.create(
        "log",
        List.of("ts TIMESTAMP", "huge NUMERIC", "good INTEGER", "tree JSON", "shop VARCHAR"),
        List.of(
            "(TIMESTAMP '2026-03-01 00:00:01', 1e400, 7, '{}', 'a')",
            "(TIMESTAMP '2026-03-01 00:00:02', 1, 8, '{}', 'b')"));
    ModelSpec spec =
        spec(
            Specs.number("huge"),
            Specs.number("good"),
            Specs.category("tree"),
            Specs.category("shop"));
    NumericLayout number =
        new NumericLayout(Optional.empty(), Optional.empty(), 0, true, false, false, false);
    CountLayout layout =
        new CountLayout(
            List.of(number, number),
            Collections.nCopies(2, CategoryLayout.of(Optional.empty())),
            Map.of());
    try (Database database = Database.open(engine.config())) {
      CountReader reader = new CountReader(database, spec, WatchedColumns.of(spec));
      for (int i = 0; i < 2; i++) {
        ReadResult<BucketedCounts> result =
            reader.read(START, END, BUCKET, soon(), version -> Optional.of(layout));
        assertThat(result.failedColumns().stream().map(failed -> failed.column().name()))
            .containsExactly("huge", "tree");
        Counts counts = requireNonNull(result.counts().sum().get(Cell.ofAll(Cell.ONLY_VERSION)));
        assertThat(counts.rows()).isEqualTo(2);
        assertThat(counts.number(0).missing()).isEqualTo(2);
        assertThat(counts.number(1).mean()).hasValue(7.5);
        assertThat(counts.text(0).missing()).isEqualTo(2);
        assertThat(counts.text(1).present()).isEqualTo(2);
      }
    }
  }
}
