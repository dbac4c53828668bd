package io.tidegauge.source;

import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;

/** Counts the statements that are executed, by name. */
final class ExecutionCount implements SqlLogger {
  /** The attribute that holds a statement's name. */
  static final String NAME = "tidegauge.name";

  private final Map<String, LongAdder> counts;

  ExecutionCount(Map<String, LongAdder> counts) {
    this.counts = counts;
  }

  @Override
  public void logBeforeExecution(StatementContext context) {
    counts
        .computeIfAbsent(String.valueOf(context.getAttribute(NAME)), name -> new LongAdder())
        .increment();
  }
}
