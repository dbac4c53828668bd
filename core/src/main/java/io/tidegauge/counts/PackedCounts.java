package io.tidegauge.counts;

import org.jspecify.annotations.Nullable;

/**
 * {@link Counts} that are kept and not added to: compact, a fifth or less of their memory.
 * Immutable.
 */
public final class PackedCounts {
  /** The object, and its entry in a map. */
  private static final int ENTRY = 48 + 40;

  private final CountLayout layout;
  private final long rows;
  private final long failed;
  private final long newestMicros;
  private final Tape tape;

  /** Apart, as squares of weights are larger numbers. */
  private final @Nullable PackedCounts squares;

  private PackedCounts(
      CountLayout layout,
      long rows,
      long failed,
      long newest,
      Tape tape,
      @Nullable PackedCounts squares) {
    this.layout = layout;
    this.rows = rows;
    this.failed = failed;
    this.newestMicros = newest;
    this.tape = tape;
    this.squares = squares;
  }

  /** Packs what was counted. */
  public static PackedCounts of(Counts counts) {
    Tape.Writer writer = new Tape.Writer();
    counts.write(writer);
    return new PackedCounts(
        counts.layout(),
        counts.rows(),
        counts.failed(),
        counts.newest().map(BucketStarts::micros).orElse(Long.MIN_VALUE),
        writer.tape(),
        counts.squares().map(PackedCounts::of).orElse(null));
  }

  /** Adds these counts to others in the same layout. */
  public void addTo(Counts sum) {
    sum.addRows(rows, failed, newestMicros);
    sum.merge(tape.reader());
    if (squares != null) {
      sum.squares().ifPresent(squares::addTo);
    }
  }

  /** The counts, to be added to. */
  public Counts unpacked() {
    Counts counts = new Counts(layout);
    addTo(counts);
    return counts;
  }

  /** How the rows were counted. */
  public CountLayout layout() {
    return layout;
  }

  /** How many rows there were. */
  public long rows() {
    return rows;
  }

  /** The bytes that these counts take, and the entry that leads to them. */
  public long bytes() {
    return ENTRY + tape.bytes() + (squares == null ? 0 : squares.bytes());
  }

  /**
   * The bytes that counts take which fit into two bytes each.
   *
   * @param counts how many counts there are: bins, and missing values
   * @param numbers how many sums, least and largest values
   * @param texts how many category columns
   * @param sketches how many quantile sketches
   */
  public static long bytes(long counts, long numbers, long texts, long sketches) {
    return ENTRY + Tape.bytes(2 * counts, 8 * numbers, texts, sketches);
  }
}
