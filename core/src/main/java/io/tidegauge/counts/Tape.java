package io.tidegauge.counts;

import com.datadoghq.sketch.ddsketch.DDSketch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Counts in the order in which they are written, as compact as their largest one allows: two bytes
 * each up to 65,535, else four or eight; rare ones take room only where they are not zero. What is
 * read must be read in the order of writing. Immutable.
 */
final class Tape {
  private static final Object VARIES = new Object();

  private final Object counts;
  private final long[] rare;
  private final double[] numbers;
  private final @Nullable Object[] texts;
  private final DDSketch[] sketches;
  private final byte[][] distinct;

  private Tape(Writer writer) {
    this.counts = narrowed(Arrays.copyOf(writer.counts, writer.countsSize));
    this.rare = Arrays.copyOf(writer.rare, writer.rareSize);
    this.numbers = Arrays.copyOf(writer.numbers, writer.numbersSize);
    this.texts = writer.texts.toArray();
    this.sketches = writer.sketches.toArray(new DDSketch[0]);
    this.distinct = writer.distinct.toArray(new byte[0][]);
  }

  private static Object narrowed(long[] wide) {
    long most = Arrays.stream(wide).max().orElse(0);
    if (most <= Character.MAX_VALUE) {
      char[] narrow = new char[wide.length];
      for (int i = 0; i < wide.length; i++) {
        narrow[i] = (char) wide[i];
      }
      return narrow;
    }
    if (most <= Integer.MAX_VALUE) {
      int[] narrow = new int[wide.length];
      for (int i = 0; i < wide.length; i++) {
        narrow[i] = (int) wide[i];
      }
      return narrow;
    }
    return wide;
  }

  /** The bytes of its arrays, sketches at what {@link Sketches} take them to be. */
  long bytes() {
    long wide =
        counts instanceof char[] chars
            ? 2L * chars.length
            : counts instanceof int[] ints ? 4L * ints.length : 8L * ((long[]) counts).length;
    long bytes = bytes(wide, 8L * (rare.length + numbers.length), texts.length, sketches.length);
    for (byte[] sketch : distinct) {
      bytes += 4 + 16 + sketch.length;
    }
    for (Object text : texts) {
      bytes += text instanceof String only ? 48 + only.length() : 0;
    }
    return bytes;
  }

  static long bytes(long ofCounts, long ofNumbers, long textCount, long sketchCount) {
    long arrays = 6 * 16;
    return 40 + arrays + ofCounts + ofNumbers + 4 * textCount + Sketches.BYTES * sketchCount;
  }

  Reader reader() {
    return new Reader(this);
  }

  /** Writes a tape. */
  static final class Writer {
    private long[] counts = new long[64];
    private int countsSize;
    private long[] rare = new long[8];
    private int rareSize;
    private int rareSeen;
    private double[] numbers = new double[16];
    private int numbersSize;
    private final List<@Nullable Object> texts = new ArrayList<>();
    private final List<DDSketch> sketches = new ArrayList<>();
    private final List<byte[]> distinct = new ArrayList<>();

    void count(long count) {
      if (countsSize == counts.length) {
        counts = Arrays.copyOf(counts, 2 * counts.length);
      }
      counts[countsSize++] = count;
    }

    /** A count that is zero as a rule. */
    void rare(long count) {
      if (count != 0) {
        if (rareSize + 2 > rare.length) {
          rare = Arrays.copyOf(rare, 2 * rare.length);
        }
        rare[rareSize++] = rareSeen;
        rare[rareSize++] = count;
      }
      rareSeen++;
    }

    void number(double number) {
      if (numbersSize == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * numbers.length);
      }
      numbers[numbersSize++] = number;
    }

    /** The one text that occurs, if there is but one. */
    void only(@Nullable String text, boolean varies) {
      texts.add(varies ? VARIES : text);
    }

    void sketch(DDSketch sketch) {
      sketches.add(sketch.copy());
    }

    void distinct(byte[] sketch) {
      distinct.add(sketch);
    }

    Tape tape() {
      return new Tape(this);
    }
  }

  /** Reads a tape once. */
  static final class Reader {
    private final Tape tape;
    private final char @Nullable [] chars;
    private final int @Nullable [] ints;
    private final long @Nullable [] longs;
    private int count;
    private int rare;
    private int rareSeen;
    private int number;
    private int text;
    private int sketch;
    private int distinct;

    private Reader(Tape tape) {
      this.tape = tape;
      this.chars = tape.counts instanceof char[] narrow ? narrow : null;
      this.ints = tape.counts instanceof int[] narrow ? narrow : null;
      this.longs = tape.counts instanceof long[] wide ? wide : null;
    }

    long count() {
      int index = count++;
      return chars != null ? chars[index] : ints != null ? ints[index] : at(longs, index);
    }

    private static long at(long @Nullable [] wide, int index) {
      return wide == null ? 0 : wide[index];
    }

    long rare() {
      int place = rareSeen++;
      if (rare < tape.rare.length && tape.rare[rare] == place) {
        rare += 2;
        return tape.rare[rare - 1];
      }
      return 0;
    }

    double number() {
      return tape.numbers[number++];
    }

    /** Whether more than one text occurs at this place; the place stays the same. */
    boolean varies() {
      return tape.texts[text] == VARIES;
    }

    /** The one text that occurs; none where there is no text, or more than one. */
    @Nullable String only() {
      return tape.texts[text++] instanceof String only ? only : null;
    }

    DDSketch sketch() {
      return tape.sketches[sketch++];
    }

    byte[] distinct() {
      return tape.distinct[distinct++];
    }
  }
}
