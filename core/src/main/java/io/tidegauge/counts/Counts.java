package io.tidegauge.counts;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was counted of a set of rows: of one bucket, version and slice, or the sum of many. A
 * commutative monoid under {@link #merge}, whose neutral element is the new one. Not safe for use
 * by several threads.
 */
public final class Counts {
  private final CountLayout layout;
  private final NumericCounts[] numbers;
  private final CategoryCounts[] texts;
  private final @Nullable DistinctRows ids;
  private final @Nullable DistinctRows inputs;
  private long rows;
  private long failed;
  private long newestMicros = Long.MIN_VALUE;

  /** Nothing counted yet. */
  public Counts(CountLayout layout) {
    this.layout = layout;
    this.numbers = layout.numbers().stream().map(NumericCounts::new).toArray(NumericCounts[]::new);
    this.texts = layout.texts().stream().map(CategoryCounts::new).toArray(CategoryCounts[]::new);
    this.ids = layout.ids() ? new DistinctRows() : null;
    this.inputs = layout.input().isPresent() ? new DistinctRows() : null;
  }

  /** Counts a row. */
  public void add(Row row) {
    rows++;
    if (row.failed()) {
      failed++;
    }
    newestMicros = Math.max(newestMicros, row.timeMicros());
    if (ids != null) {
      ids.addId(row);
    }
    if (inputs != null) {
      inputs.addInput(row, layout.input().orElseThrow());
    }
    for (int i = 0; i < numbers.length; i++) {
      if (row.hasNumber(i)) {
        numbers[i].add(row.number(i));
      } else {
        numbers[i].addMissing();
        if (row.isTypeError(i)) {
          numbers[i].addTypeErrors(1);
        }
      }
    }
    for (int i = 0; i < texts.length; i++) {
      String text = row.text(i);
      if (text != null) {
        texts[i].add(text);
      } else {
        texts[i].addMissing();
      }
    }
  }

  /**
   * Adds rows that were counted elsewhere; what their columns hold is added to each column.
   *
   * @param newest when the newest of them happened, in microseconds since the epoch
   */
  public void addRows(long number, long ofThemFailed, long newest) {
    rows += number;
    failed += ofThemFailed;
    newestMicros = Math.max(newestMicros, newest);
  }

  /** Adds what was counted elsewhere in the same layout. */
  public void merge(Counts other) {
    addRows(other.rows, other.failed, other.newestMicros);
    for (int i = 0; i < numbers.length; i++) {
      numbers[i].merge(other.numbers[i]);
    }
    for (int i = 0; i < texts.length; i++) {
      texts[i].merge(other.texts[i]);
    }
    if (ids != null && other.ids != null) {
      ids.merge(other.ids);
    }
    if (inputs != null && other.inputs != null) {
      inputs.merge(other.inputs);
    }
  }

  /** Adds what a tape holds of the columns. */
  void merge(Tape.Reader tape) {
    for (NumericCounts number : numbers) {
      number.merge(tape);
    }
    for (CategoryCounts text : texts) {
      text.merge(tape);
    }
    if (ids != null) {
      ids.merge(tape);
    }
    if (inputs != null) {
      inputs.merge(tape);
    }
  }

  void write(Tape.Writer tape) {
    for (NumericCounts number : numbers) {
      number.write(tape);
    }
    for (CategoryCounts text : texts) {
      text.write(tape);
    }
    if (ids != null) {
      ids.write(tape);
    }
    if (inputs != null) {
      inputs.write(tape);
    }
  }

  /** Whether both were counted of the same rows, as far as counts can tell. */
  public boolean isSame(Counts other) {
    boolean same =
        layout.equals(other.layout)
            && rows == other.rows
            && failed == other.failed
            && newestMicros == other.newestMicros
            && (ids == null || other.ids == null || ids.isSame(other.ids))
            && (inputs == null || other.inputs == null || inputs.isSame(other.inputs));
    for (int i = 0; same && i < numbers.length; i++) {
      same = numbers[i].isSame(other.numbers[i]);
    }
    for (int i = 0; same && i < texts.length; i++) {
      same = texts[i].isSame(other.texts[i]);
    }
    return same;
  }

  /** How the rows were counted. */
  public CountLayout layout() {
    return layout;
  }

  /** How many rows there were. */
  public long rows() {
    return rows;
  }

  /** To how many the model gave no answer. */
  public long failed() {
    return failed;
  }

  /** When the newest row happened, or empty where there is none. */
  public Optional<Instant> newest() {
    return rows == 0
        ? Optional.empty()
        : Optional.of(Instant.EPOCH.plus(newestMicros, ChronoUnit.MICROS));
  }

  /** How many rows have an id of their own; empty where that is not asked for. */
  public Optional<DistinctRows> ids() {
    return Optional.ofNullable(ids);
  }

  /** How many rows have an input of their own; empty where that is not asked for. */
  public Optional<DistinctRows> inputs() {
    return Optional.ofNullable(inputs);
  }

  /** What was counted of a numeric column. */
  public NumericCounts number(int column) {
    return numbers[column];
  }

  /** What was counted of a category column. */
  public CategoryCounts text(int column) {
    return texts[column];
  }
}
