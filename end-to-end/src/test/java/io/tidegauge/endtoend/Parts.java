package io.tidegauge.endtoend;

import java.util.ArrayDeque;
import java.util.Deque;

/** What a test has started; all of it is ended, the last first, even where one part fails to. */
final class Parts implements AutoCloseable {
  private final Deque<AutoCloseable> parts = new ArrayDeque<>();

  <T extends AutoCloseable> T add(T part) {
    parts.push(part);
    return part;
  }

  @Override
  public void close() {
    AssertionError failed = new AssertionError("not everything could be ended");
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (Exception e) {
        failed.addSuppressed(e);
      }
    }
    if (failed.getSuppressed().length > 0) {
      throw failed;
    }
  }
}
