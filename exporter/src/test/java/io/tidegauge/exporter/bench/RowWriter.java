package io.tidegauge.exporter.bench;

import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.postgresql.copy.CopyManager;
import org.postgresql.core.BaseConnection;

/** A service that logs its predictions: so many rows a second, ten transactions a second. */
final class RowWriter implements AutoCloseable {
  private static final int TRANSACTIONS = 10;
  private static final int TEMPLATES = 1_000;

  private final PostgresStore store;
  private final int rate;
  private final String[] values = new String[TEMPLATES];
  private final AtomicLong written = new AtomicLong();
  private final Thread thread = new Thread(this::write, "writer");
  private final long[] nanos = new long[2];
  private volatile boolean stopping;
  private volatile boolean done;
  private volatile @Nullable Exception failure;

  RowWriter(PostgresStore store, int rate) {
    this.store = store;
    this.rate = rate;
    Random random = new Random(1);
    for (int i = 0; i < TEMPLATES; i++) {
      StringBuilder row =
          new StringBuilder("\tv1\tv1\tregion " + i % 10 + "\t" + random.nextDouble());
      for (int f = 0; f < Rows.NUMBERS; f++) {
        row.append('\t').append(random.nextDouble() * 1000);
      }
      for (int c = 0; c < Rows.TEXTS; c++) {
        row.append("\tcategory ").append(random.nextInt(5 + 10 * c));
      }
      values[i] = row.append('\n').toString();
    }
  }

  void start() {
    thread.start();
  }

  private void write() {
    try (Connection connection = store.connect()) {
      CopyManager copy = new CopyManager(connection.unwrap(BaseConnection.class));
      nanos[0] = System.nanoTime();
      while (!stopping) {
        long due = (System.nanoTime() - nanos[0]) * rate / 1_000_000_000L - written.get();
        if (due < rate / TRANSACTIONS) {
          Thread.sleep(5);
          continue;
        }
        String now = Instant.now().truncatedTo(ChronoUnit.MICROS).toString();
        StringBuilder rows = new StringBuilder();
        // No more at once than two such shares, so that a writer that is behind does not choke.
        long count = Math.min(due, 2L * rate / TRANSACTIONS);
        for (long i = 0; i < count; i++) {
          rows.append(now).append(values[(int) ((written.get() + i) % TEMPLATES)]);
        }
        written.addAndGet(copy.copyIn("COPY log FROM STDIN", new StringReader(rows.toString())));
      }
      done = true;
    } catch (SQLException | IOException | InterruptedException e) {
      failure = e;
    } finally {
      nanos[1] = System.nanoTime();
    }
  }

  /** Stops, and says how many rows there are. */
  long stop() throws InterruptedException {
    stopping = true;
    thread.join();
    if (!done) {
      throw new IllegalStateException("the writer failed", failure);
    }
    return written.get();
  }

  /** How many rows a second it wrote in fact. */
  double rate() {
    return written.get() / ((nanos[1] - nanos[0]) / 1e9);
  }

  @Override
  public void close() {
    stopping = true;
  }
}
