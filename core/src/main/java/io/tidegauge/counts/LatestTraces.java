package io.tidegauge.counts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The newest row with a trace in each bin of a numeric column. They are kept while rows are counted
 * one by one, and not when counts are packed: only what is new is worth a look. Not safe for use by
 * several threads.
 */
public final class LatestTraces {
  private final @Nullable Traced[] newest;

  /**
   * A row that somebody may look up.
   *
   * @param value of the column
   * @param trace the id of its trace
   * @param timeMicros when it happened, in microseconds since the epoch
   */
  public record Traced(double value, String trace, long timeMicros) {}

  /** No row in any of so many bins. */
  public LatestTraces(int bins) {
    this.newest = new Traced[bins];
  }

  void add(int bin, Traced row) {
    Traced known = newest[bin];
    if (known == null || row.timeMicros() >= known.timeMicros()) {
      newest[bin] = row;
    }
  }

  /** Takes the newer rows of another, which has as many bins. */
  public void merge(LatestTraces other) {
    for (int bin = 0; bin < newest.length; bin++) {
      Traced row = other.newest[bin];
      if (row != null) {
        add(bin, row);
      }
    }
  }

  /** The newest row of each bin. */
  public List<Optional<Traced>> byBin() {
    List<Optional<Traced>> rows = new ArrayList<>(newest.length);
    for (Traced row : newest) {
      rows.add(Optional.ofNullable(row));
    }
    return List.copyOf(rows);
  }
}
