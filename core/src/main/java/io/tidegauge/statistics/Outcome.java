package io.tidegauge.statistics;

import java.util.OptionalDouble;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleFunction;
import java.util.function.Function;

/** What a statistic says: a finite value, or the reason why there is none. */
public sealed interface Outcome {

  /** A value; never NaN, never infinite. */
  record Value(double value) implements Outcome {
    /** Refuses what is not finite. */
    public Value {
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException("a value must be finite, was " + value);
      }
    }

    @Override
    public <T> T fold(DoubleFunction<T> onValue, Function<Reason, T> onAbsent) {
      return onValue.apply(value);
    }
  }

  /** No value. */
  record Absent(Reason reason) implements Outcome {
    @Override
    public <T> T fold(DoubleFunction<T> onValue, Function<Reason, T> onAbsent) {
      return onAbsent.apply(reason);
    }
  }

  /** The value; absent as {@link Reason#UNDEFINED} where it is NaN or infinite. */
  static Outcome of(double value) {
    return Double.isFinite(value) ? new Value(value) : new Absent(Reason.UNDEFINED);
  }

  /** The value; absent for this reason where there is none. */
  static Outcome of(OptionalDouble value, Reason otherwise) {
    return value.isPresent() ? of(value.getAsDouble()) : absent(otherwise);
  }

  /** A part of a whole; absent where there is nothing. */
  static Outcome share(long part, long whole) {
    return whole == 0 ? absent(Reason.NO_DATA) : of((double) part / whole);
  }

  /** No value, for this reason. */
  static Outcome absent(Reason reason) {
    return new Absent(reason);
  }

  /** Applies the one function that fits. */
  <T> T fold(DoubleFunction<T> onValue, Function<Reason, T> onAbsent);

  /**
   * What a formula makes of this and another value; absent where one is, or the result no number.
   */
  default Outcome with(Outcome other, DoubleBinaryOperator formula) {
    return fold(
        left -> other.fold(right -> of(formula.applyAsDouble(left, right)), Outcome::absent),
        Outcome::absent);
  }

  /** Whether there is a value. */
  default boolean isPresent() {
    return this instanceof Value;
  }

  /** The value, or empty. */
  default OptionalDouble asOptional() {
    return fold(OptionalDouble::of, reason -> OptionalDouble.empty());
  }
}
