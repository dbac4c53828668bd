package io.tidegauge.counts;

import io.tidegauge.spec.ValuePattern;
import io.tidegauge.statistics.Distribution;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a category column. Missing values are in no bin. Not safe for use by several
 * threads.
 */
public final class CategoryCounts {
  private final CategoryLayout layout;
  private final @Nullable CategoryBins categories;
  private final @Nullable ValuePattern pattern;
  private final @Nullable DistinctValues distinct;
  private final long[] bins;
  private long missing;
  private long present;

  /** By how many the rows are fewer than what they stand for. */
  private long beyondRows;

  private long empty;
  private long patternErrors;
  private @Nullable String first;
  private boolean varies;

  /** Nothing counted yet. */
  public CategoryCounts(CategoryLayout layout) {
    this.layout = layout;
    this.categories = layout.bins().orElse(null);
    this.pattern = layout.pattern().orElse(null);
    this.distinct = layout.distinct() ? new DistinctValues(Sketches.DISTINCT_REGISTERS) : null;
    this.bins = new long[categories == null ? 0 : categories.size()];
  }

  /** Counts a NULL. */
  public void addMissing() {
    addMissing(1);
  }

  /** Counts so many NULLs. */
  public void addMissing(long times) {
    missing += times;
  }

  /** Counts a category. */
  public void add(String category) {
    add(category, 1);
  }

  /** Counts a category that occurs so many times, once at least. */
  public void add(String category, long times) {
    present += times;
    if (distinct != null) {
      distinct.add(category, times);
    }
    if (category.isEmpty()) {
      empty += times;
    }
    if (pattern != null && !pattern.matches(category)) {
      patternErrors += times;
    }
    if (!varies) {
      note(category);
    }
    if (categories != null) {
      bins[categories.indexOf(category)] += times;
    }
  }

  /** Counts a category of one row that stands for so many predictions. */
  void addWeighted(String category, long times) {
    add(category, times);
    beyondRows += times - 1;
  }

  private void note(@Nullable String category) {
    if (first == null) {
      first = category;
    } else if (category != null && !first.equals(category)) {
      varies = true;
    }
  }

  /** Adds what was counted elsewhere in the same layout. */
  public void merge(CategoryCounts other) {
    if (!layout.equals(other.layout)) {
      throw new IllegalArgumentException("counts of different layouts cannot be added");
    }
    missing += other.missing;
    present += other.present;
    beyondRows += other.beyondRows;
    empty += other.empty;
    patternErrors += other.patternErrors;
    if (distinct != null && other.distinct != null) {
      distinct.merge(other.distinct);
    }
    varies |= other.varies;
    note(other.first);
    for (int i = 0; i < bins.length; i++) {
      bins[i] += other.bins[i];
    }
  }

  boolean isSame(CategoryCounts other) {
    return missing == other.missing
        && present == other.present
        && beyondRows == other.beyondRows
        && empty == other.empty
        && patternErrors == other.patternErrors
        && varies == other.varies
        && (distinct == null || other.distinct == null || distinct.isSame(other.distinct))
        && (varies || Objects.equals(first, other.first))
        && Arrays.equals(bins, other.bins);
  }

  void merge(Tape.Reader tape) {
    missing += tape.count();
    empty += tape.rare();
    patternErrors += tape.rare();
    beyondRows += tape.rare();
    if (distinct != null) {
      distinct.merge(tape);
    }
    varies |= tape.varies();
    note(tape.only());
    if (bins.length == 0) {
      present += tape.count();
    }
    for (int i = 0; i < bins.length; i++) {
      long count = tape.count();
      bins[i] += count;
      present += count;
    }
  }

  void write(Tape.Writer tape) {
    tape.count(missing);
    tape.rare(empty);
    tape.rare(patternErrors);
    tape.rare(beyondRows);
    if (distinct != null) {
      distinct.write(tape);
    }
    tape.only(first, varies);
    if (bins.length == 0) {
      tape.count(present);
    }
    for (long bin : bins) {
      tape.count(bin);
    }
  }

  /** Rows whose value is NULL. */
  public long missing() {
    return missing;
  }

  /** Rows whose value is not NULL. */
  public long present() {
    return present;
  }

  /** Rows whose value is not NULL, each once whatever it stands for. */
  public long rows() {
    return present - beyondRows;
  }

  /** Rows whose value is the empty text. */
  public long empty() {
    return empty;
  }

  /** Rows whose value does not match the pattern; none where none is declared. */
  public long patternErrors() {
    return patternErrors;
  }

  /**
   * How many of the values are distinct, estimated: all but exact up to some hundreds, then with a
   * standard error of 1.6 %. Empty where it is not kept.
   */
  public OptionalDouble distinct() {
    return distinct == null ? OptionalDouble.empty() : OptionalDouble.of(distinct.estimate());
  }

  /** Whether there are values and all are the same. */
  public boolean constant() {
    return present > 0 && !varies;
  }

  /** Whether the column has bins. */
  public boolean hasBins() {
    return categories != null;
  }

  /** Rows whose category is not known; empty where there are no bins. */
  public Optional<Long> unseen() {
    return categories == null ? Optional.empty() : Optional.of(bins[categories.unseen()]);
  }

  /** Rows whose category is in a bin. */
  public long count(int bin) {
    return bins[bin];
  }

  /** Rows whose category is in a bin, by bin. */
  long[] bins() {
    return bins.clone();
  }

  /** The values by bin. */
  public Distribution distribution() {
    return Distribution.of(bins);
  }
}
