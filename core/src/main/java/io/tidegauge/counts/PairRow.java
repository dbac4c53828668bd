package io.tidegauge.counts;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * One prediction and the training row of the same id, in the order of the {@link ComparedFeature}s.
 * A reader fills the same pair again and again. Not safe for use by several threads.
 */
public final class PairRow {
  /** Whether there is a training row to compare with. */
  public enum Match {
    MATCHED,
    /** The prediction has no id, or training does not know it. */
    UNMATCHED,
    /** The id is there more than once, on either side: nothing is compared. */
    DUPLICATE
  }

  private long timeMicros;
  private @Nullable String version;
  private Match match = Match.UNMATCHED;
  private final Values serving;
  private final Values training;

  /** A pair of that many features, with nothing in it. */
  public PairRow(int features) {
    this.serving = new Values(features);
    this.training = new Values(features);
  }

  /** One side's values: a number or a text for each feature, or nothing where it is NULL. */
  public static final class Values {
    private final double[] numbers;
    private final boolean[] present;
    private final @Nullable String[] texts;

    private Values(int features) {
      this.numbers = new double[features];
      this.present = new boolean[features];
      this.texts = new String[features];
    }

    /** Empties it: all values are missing. */
    public void clear() {
      Arrays.fill(present, false);
      Arrays.fill(texts, null);
    }

    /** Sets a number that is not NULL; it may be NaN or infinite. */
    public void number(int feature, double value) {
      numbers[feature] = value;
      present[feature] = true;
    }

    /** A number; meaningless where {@link #isPresent} says no. */
    public double number(int feature) {
      return numbers[feature];
    }

    public void text(int feature, @Nullable String value) {
      texts[feature] = value;
      present[feature] = value != null;
    }

    public @Nullable String text(int feature) {
      return texts[feature];
    }

    /** Whether the value is not NULL. */
    public boolean isPresent(int feature) {
      return present[feature];
    }
  }

  public long timeMicros() {
    return timeMicros;
  }

  /** When the prediction was made, in microseconds since the epoch, UTC. */
  public void timeMicros(long micros) {
    this.timeMicros = micros;
  }

  public @Nullable String version() {
    return version;
  }

  public void version(@Nullable String name) {
    this.version = name;
  }

  public Match match() {
    return match;
  }

  public void match(Match found) {
    this.match = found;
  }

  /** What was served. */
  public Values serving() {
    return serving;
  }

  /** What training computed. */
  public Values training() {
    return training;
  }
}
