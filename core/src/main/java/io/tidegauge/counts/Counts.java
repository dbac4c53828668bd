package io.tidegauge.counts;

import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.Moments;
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
  private final @Nullable FrequentValues frequent;
  private final int frequentPlace;
  private final @Nullable Counts squares;
  private final @Nullable LatestTraces traces;
  private long rows;
  private long predictions;
  private long invalidWeights;
  private long failed;
  private long newestMicros = Long.MIN_VALUE;

  /** Nothing counted yet. */
  public Counts(CountLayout layout) {
    this.layout = layout;
    this.numbers = layout.numbers().stream().map(NumericCounts::new).toArray(NumericCounts[]::new);
    this.texts = layout.texts().stream().map(CategoryCounts::new).toArray(CategoryCounts[]::new);
    this.ids = layout.ids() ? new DistinctRows() : null;
    this.inputs = layout.input().isPresent() ? new DistinctRows() : null;
    this.frequent = layout.frequent().isPresent() ? new FrequentValues() : null;
    this.frequentPlace = layout.frequent().orElse(0);
    this.squares = layout.squares().map(Counts::new).orElse(null);
    this.traces =
        layout.traced().map(place -> new LatestTraces(numbers[place].bins().length)).orElse(null);
  }

  /** Counts a row, its columns as often as it stands for a prediction. */
  public void add(Row row) {
    rows++;
    newestMicros = Math.max(newestMicros, row.timeMicros());
    if (ids != null) {
      ids.addId(row);
    }
    if (inputs != null) {
      inputs.addInput(row, layout.input().orElseThrow());
    }
    long times = row.predictions();
    if (times > 0) {
      addColumns(row, times);
      addTrace(row);
      if (squares != null) {
        squares.addColumns(row, times * times);
      }
    } else if (times == SamplingWeight.INVALID) {
      invalidWeights++;
    }
  }

  private void addTrace(Row row) {
    String trace = row.trace();
    if (traces != null && trace != null) {
      int place = layout.traced().orElseThrow();
      if (row.hasNumber(place) && Double.isFinite(row.number(place))) {
        double value = row.number(place);
        int bin = layout.numbers().get(place).bins().orElseThrow().indexOf(value);
        traces.add(bin, new LatestTraces.Traced(value, trace, row.timeMicros()));
      }
    }
  }

  private void addColumns(Row row, long times) {
    predictions += times;
    if (frequent != null
        && row.hasNumber(frequentPlace)
        && Double.isFinite(row.number(frequentPlace))) {
      frequent.add(row.number(frequentPlace), times);
    }
    if (row.failed()) {
      failed += times;
    }
    for (int i = 0; i < numbers.length; i++) {
      if (row.hasNumber(i)) {
        numbers[i].addWeighted(row.number(i), times);
      } else {
        numbers[i].addMissing(times);
        if (row.isTypeError(i)) {
          numbers[i].addTypeErrors(times);
        }
      }
    }
    for (int i = 0; i < texts.length; i++) {
      String text = row.text(i);
      if (text != null) {
        texts[i].addWeighted(text, times);
      } else {
        texts[i].addMissing(times);
      }
    }
  }

  /**
   * Adds rows that were counted elsewhere, each of which stands for one prediction; what their
   * columns hold is added to each column.
   *
   * @param newest when the newest of them happened, in microseconds since the epoch
   */
  public void addRows(long number, long ofThemFailed, long newest) {
    rows += number;
    predictions += number;
    failed += ofThemFailed;
    newestMicros = Math.max(newestMicros, newest);
  }

  /** Adds what was counted elsewhere in the same layout. */
  public void merge(Counts other) {
    addRows(other.rows, other.failed, other.newestMicros);
    predictions += other.predictions - other.rows;
    invalidWeights += other.invalidWeights;
    if (squares != null && other.squares != null) {
      squares.merge(other.squares);
    }
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
    if (frequent != null && other.frequent != null) {
      frequent.merge(other.frequent);
    }
    if (traces != null && other.traces != null) {
      traces.merge(other.traces);
    }
  }

  /** Adds what a tape holds of the columns. */
  void merge(Tape.Reader tape) {
    predictions += tape.rare();
    invalidWeights += tape.rare();
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
    if (frequent != null) {
      frequent.merge(tape);
    }
  }

  void write(Tape.Writer tape) {
    tape.rare(predictions - rows);
    tape.rare(invalidWeights);
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
    if (frequent != null) {
      frequent.write(tape);
    }
  }

  /** Whether both were counted of the same rows, as far as counts can tell. */
  public boolean isSame(Counts other) {
    boolean same =
        layout.equals(other.layout)
            && rows == other.rows
            && predictions == other.predictions
            && invalidWeights == other.invalidWeights
            && failed == other.failed
            && newestMicros == other.newestMicros
            && (ids == null || other.ids == null || ids.isSame(other.ids))
            && (squares == null || other.squares == null || squares.isSame(other.squares))
            && (inputs == null || other.inputs == null || inputs.isSame(other.inputs))
            && (frequent == null || other.frequent == null || frequent.isSame(other.frequent));
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

  /** How many rows there were: what statistics rest on. */
  public long rows() {
    return rows;
  }

  /** For how many predictions they stand: what is counted of them are shares of these. */
  public long predictions() {
    return predictions;
  }

  /** Rows that stand for nobody knows how many predictions: nothing else is counted of them. */
  public long invalidWeights() {
    return invalidWeights;
  }

  /**
   * The same rows, each counted as often as the square of its weight says; empty where each stands
   * for itself.
   */
  public Optional<Counts> squares() {
    return Optional.ofNullable(squares);
  }

  /** To how many predictions the model gave no answer. */
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

  /** The newest traced rows; empty where they are not asked for. */
  public Optional<LatestTraces> traces() {
    return Optional.ofNullable(traces);
  }

  /** How often the most frequent score occurs; empty where that is not asked for. */
  public Optional<FrequentValues> frequent() {
    return Optional.ofNullable(frequent);
  }

  /** The values of a numeric column by bin, and how many rows they are worth. */
  public Distribution numberDistribution(int column) {
    Distribution values = numbers[column].distribution();
    return squares == null ? values : values.weighted(squares.numbers[column].bins());
  }

  /** The values of a category column by bin, and how many rows they are worth. */
  public Distribution textDistribution(int column) {
    Distribution values = texts[column].distribution();
    return squares == null ? values : values.weighted(squares.texts[column].bins());
  }

  /**
   * A numeric column's values, as many as they are worth; meaningless where no moments are kept.
   */
  public Moments effectiveMoments(int column) {
    Moments values = numbers[column].moments();
    return squares == null ? values : values.effective(squares.numbers[column].moments());
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
