package io.tidegauge.counts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One row of a log, in the order of {@link WatchedColumns}. A reader fills the same row again and
 * again: who wants to keep a value copies it. Not safe for use by several threads.
 */
public final class Row {
  private long timeMicros;
  private @Nullable String version;
  private @Nullable String id;
  private @Nullable String trace;
  private boolean failed;
  private double weight = 1;
  private final double[] numbers;
  private final boolean[] present;
  private final boolean[] typeErrors;
  private final @Nullable String[] texts;
  private final @Nullable String[] slices;

  /** A row of the columns, with nothing in it. */
  public Row(WatchedColumns columns) {
    this(columns.numbers().size(), columns.texts().size(), columns.slices().size());
  }

  /** A row of so many values, with nothing in it. */
  Row(int numbers, int texts, int slices) {
    this.numbers = new double[numbers];
    this.present = new boolean[numbers];
    this.typeErrors = new boolean[numbers];
    this.texts = new String[texts];
    this.slices = new String[slices];
  }

  /** A row of the same values, which stay when this one is filled anew. */
  Row copy() {
    Row copy = new Row(numbers.length, texts.length, slices.length);
    copy.timeMicros = timeMicros;
    copy.version = version;
    copy.id = id;
    copy.trace = trace;
    copy.weight = weight;
    copy.failed = failed;
    System.arraycopy(numbers, 0, copy.numbers, 0, numbers.length);
    System.arraycopy(present, 0, copy.present, 0, present.length);
    System.arraycopy(typeErrors, 0, copy.typeErrors, 0, typeErrors.length);
    System.arraycopy(texts, 0, copy.texts, 0, texts.length);
    System.arraycopy(slices, 0, copy.slices, 0, slices.length);
    return copy;
  }

  /** Empties the row: all values are missing, the time is the epoch. */
  public void clear() {
    timeMicros = 0;
    version = null;
    id = null;
    trace = null;
    failed = false;
    weight = 1;
    Arrays.fill(present, false);
    Arrays.fill(typeErrors, false);
    Arrays.fill(texts, null);
    Arrays.fill(slices, null);
  }

  public long timeMicros() {
    return timeMicros;
  }

  /** When the row happened, in microseconds since the epoch, UTC. */
  public void timeMicros(long micros) {
    this.timeMicros = micros;
  }

  public @Nullable String version() {
    return version;
  }

  public void version(@Nullable String name) {
    this.version = name;
  }

  public @Nullable String id() {
    return id;
  }

  /** Sets the id; only where somebody asks for it. */
  public void id(@Nullable String value) {
    this.id = value;
  }

  @Nullable String trace() {
    return trace;
  }

  /** Sets the id of the request's trace; only where somebody asks for it. */
  public void trace(@Nullable String value) {
    this.trace = value;
  }

  /** Says for how many predictions the row stands; NaN where that is not known. */
  public void weight(double predictions) {
    this.weight = predictions;
  }

  /** Gives the row the weight of another, and the id by which it is rounded. */
  void weighAs(Row other) {
    weight = other.weight;
    id = other.id;
  }

  /** For how many predictions the row stands; {@link SamplingWeight#INVALID} where nobody knows. */
  long predictions() {
    return SamplingWeight.predictions(weight, id);
  }

  public boolean failed() {
    return failed;
  }

  /** Whether the model gave no answer. */
  public void failed(boolean noAnswer) {
    this.failed = noAnswer;
  }

  /** Whether a number is not NULL. */
  public boolean hasNumber(int column) {
    return present[column];
  }

  /** A number; meaningless where {@link #hasNumber} says no. */
  public double number(int column) {
    return numbers[column];
  }

  /** Sets a number that is not NULL; it may be NaN or infinite. */
  public void number(int column, double value) {
    numbers[column] = value;
    present[column] = true;
    typeErrors[column] = false;
  }

  /** Marks a number as NULL. */
  public void noNumber(int column) {
    present[column] = false;
    typeErrors[column] = false;
  }

  /** Whether a number is missing because there is a text that says none. */
  public boolean isTypeError(int column) {
    return typeErrors[column];
  }

  /** Marks a number as a text that says none. */
  public void typeError(int column) {
    present[column] = false;
    typeErrors[column] = true;
  }

  public @Nullable String text(int column) {
    return texts[column];
  }

  public void text(int column, @Nullable String value) {
    texts[column] = value;
  }

  public @Nullable String slice(int column) {
    return slices[column];
  }

  public void slice(int column, @Nullable String value) {
    slices[column] = value;
  }
}
