package io.tidegauge.counts;

import java.util.function.Consumer;

/** Rows that can be gone through, once for each call, each time from the start. */
@FunctionalInterface
public interface RowStream {

  /** Hands each row to the consumer. The row is the same object each time, filled anew. */
  void forEach(Consumer<Row> consumer);
}
