package io.tidegauge.exporter.collect;

import io.tidegauge.counts.DependencyState;
import io.tidegauge.counts.ValueHistory;
import io.tidegauge.monitor.TableUse;
import io.tidegauge.monitor.Upstream;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.FailureKind;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.source.SchemaReader;
import io.tidegauge.source.ValueReader;
import io.tidegauge.spec.DependencySpec;
import io.tidegauge.spec.DependencySpec.Logged;
import io.tidegauge.spec.DependencySpec.Queried;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what a model stands on: the columns of its tables, and what its dependencies are at.
 *
 * <p>Of a value that is logged with each prediction, the first look goes back over the log; later
 * ones read what is new. All that is kept can be read again, so that a restart forgets nothing.
 * Used by one thread at a time.
 */
final class UpstreamLook {
  private static final Logger logger = LoggerFactory.getLogger(UpstreamLook.class);

  /** To tell columns takes a moment; a table that is locked must not hold the others up. */
  private static final Duration SCHEMA_BUDGET = Duration.ofSeconds(5);

  private final ModelSpec spec;
  private final SchemaReader schemas;
  private final ValueReader values;
  private final Duration within;
  private final Map<String, Seen> seen = new HashMap<>();
  private Duration lookBack;

  /** What was seen of a logged value, in the rows before a time. */
  private record Seen(ValueHistory history, Instant before) {}

  UpstreamLook(ModelSpec spec, Database database) {
    this.spec = spec;
    this.schemas = new SchemaReader(database, TableUse.tables(spec));
    this.values = new ValueReader(database, spec.predictions());
    this.within = Duration.ofMillis((long) (1000 * spec.alerts().dependency().above()));
    // So that as long as a change is due, what was before it is known.
    this.lookBack = spec.longestWindow().plus(within);
  }

  /**
   * Looks. What fails costs nothing else.
   *
   * @param budget how long each statement may take
   * @throws QueryFailedException if nothing at all can be read
   */
  Upstream look(Instant now, Duration budget) {
    SchemaReader.Result tables =
        schemas.read(budget.compareTo(SCHEMA_BUDGET) < 0 ? budget : SCHEMA_BUDGET);
    List<Reason> absent = new ArrayList<>();
    tables.failed().forEach((table, failure) -> absent.add(failed(table.toString(), failure)));
    if (tables.schema().tables().isEmpty()) {
      throw tables.failed().values().iterator().next();
    }
    List<DependencyState> states = new ArrayList<>();
    for (DependencySpec dependency : spec.dependencies()) {
      if (dependency.table().isEmpty()) {
        try {
          state(dependency, now, budget)
              .ifPresentOrElse(states::add, () -> absent.add(Reason.NO_DATA));
        } catch (QueryFailedException e) {
          absent.add(failed(dependency.name(), e));
        }
      }
    }
    return new Upstream(tables.schema(), states, absent);
  }

  private Reason failed(String what, QueryFailedException failure) {
    logger.warn("model {}: {}: {}", spec.name(), what, failure.getMessage());
    return RowsFailure.of(failure).reason();
  }

  private Optional<DependencyState> state(DependencySpec dependency, Instant now, Duration budget) {
    Deadline deadline = Deadline.after(budget);
    return dependency.source() instanceof Logged logged
        ? history(dependency.name(), logged, now, deadline).state(dependency, gone())
        : ValueHistory.state(
            dependency, values.changes((Queried) dependency.source(), deadline), now);
  }

  private ValueHistory history(String name, Logged source, Instant now, Deadline deadline) {
    Instant oldest = now.minus(lookBack);
    Seen before = seen.get(name);
    if (before == null || before.before().isBefore(oldest)) {
      before = new Seen(first(source, oldest, now, deadline), now);
    } else {
      Instant unsealed = before.before().minus(spec.lateness());
      ValueHistory news = values.logged(source, unsealed, now, deadline);
      before = new Seen(before.history().and(news).since(oldest), now);
    }
    seen.put(name, before);
    return before.history();
  }

  /** What is due is younger than the part of the rows in which no order is known. */
  private ValueHistory first(Logged source, Instant from, Instant now, Deadline deadline) {
    Duration older = lookBack.minus(within);
    Duration soon = gone().compareTo(older) < 0 ? gone() : older;
    try {
      return values.logged(source, from, now, deadline).begunAt(from, soon);
    } catch (QueryFailedException e) {
      Duration half = lookBack.dividedBy(2);
      if (e.kind() == FailureKind.TIMEOUT && half.compareTo(within) > 0) {
        // So much of the log cannot be read at once: the next look is content with half of it.
        lookBack = half;
      }
      throw e;
    }
  }

  private Duration gone() {
    return within.dividedBy(2);
  }
}
