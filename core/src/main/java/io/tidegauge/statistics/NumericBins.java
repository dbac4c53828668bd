package io.tidegauge.statistics;

import com.fasterxml.jackson.core.io.NumberOutput;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Arrays;
import java.util.Locale;

/**
 * How a numeric feature is binned: edges {@code e[0] < e[1] < ...}, finite, between left-closed
 * bins {@code [e[i], e[i + 1])}, the first and the last open to infinity. There is one bin more
 * than edges. Immutable.
 *
 * <p>From the sorted values {@code v[0] .. v[N - 1]} of a reference and a number of bins {@code B}:
 *
 * <ul>
 *   <li>cuts: {@code v[floor(k N / B)]} for {@code k = 1 .. B - 1};
 *   <li>atoms: each value {@code x} with {@code B count(x) > N}, that is, one that fills more than
 *       one of the {@code B} parts;
 *   <li>edges: the cuts, the atoms, and for each atom the next larger double, sorted, each once.
 * </ul>
 *
 * <p>So an atom has a bin of its own and the space on either side has theirs: a shift of the zeros
 * of a mostly-zero column is seen, and so is one of the rest. -0 counts as 0. Above the largest
 * double there is no edge. No values give no edges and one bin.
 */
public final class NumericBins {
  /**
   * Cells of one width between the outer edges; for 9 edges most hold none, so most values miss.
   */
  private static final int CELLS = 256;

  private static final int PLAIN_DIGITS = 15;
  private static final int PLAIN_ZEROS = -7;

  private static final int FEWEST_DIGITS = 4;
  private static final int MOST_DIGITS = 17;

  private final double[] edges;

  /** How many digits of its edges a label shows. */
  private final int digits;

  /** Where the cells begin, and how many there are in a unit. */
  private final double origin;

  private final double cellsPerUnit;

  /** For each cell the number of edges in the cells before it, and one more for all edges. */
  private final int[] edgesBefore;

  private NumericBins(double[] edges) {
    this.edges = edges;
    this.digits = digitsThatTellApart(edges);
    double width = edges.length == 0 ? 0 : edges[edges.length - 1] - edges[0];
    double perUnit = CELLS / width;
    this.origin = edges.length == 0 ? 0 : edges[0];
    // A single edge, or edges that are too near or too far for doubles: all are in the first cell.
    this.cellsPerUnit = perUnit > 0 && perUnit <= Double.MAX_VALUE ? perUnit : 0;
    this.edgesBefore = new int[CELLS + 1];
    for (double edge : edges) {
      edgesBefore[cellOf(edge) + 1]++;
    }
    for (int cell = 1; cell <= CELLS; cell++) {
      edgesBefore[cell] += edgesBefore[cell - 1];
    }
  }

  /** Never falls as the value rises, however it is rounded. */
  private int cellOf(double value) {
    int cell = (int) ((value - origin) * cellsPerUnit);
    return cell < 0 ? 0 : cell < CELLS ? cell : CELLS - 1;
  }

  /**
   * Bins with about equally many of these values in each.
   *
   * @param values finite, in any order; left as they are
   * @param bins at least 1
   */
  public static NumericBins fromValues(double[] values, int bins) {
    requireBins(bins);
    double[] sorted = normalised(values);
    Arrays.sort(sorted);
    double[] candidates = new double[3 * bins];
    int size = 0;
    for (long k = 1; k < bins && sorted.length > 0; k++) {
      candidates[size++] = sorted[(int) (k * sorted.length / bins)];
    }
    for (int start = 0; start < sorted.length; ) {
      int end = endOfRun(sorted, start);
      if ((long) bins * (end - start) > sorted.length) {
        candidates[size++] = sorted[start];
        candidates[size++] = Math.nextUp(sorted[start]) + 0.0;
      }
      start = end;
    }
    return new NumericBins(
        Arrays.stream(candidates, 0, size).filter(Double::isFinite).sorted().distinct().toArray());
  }

  private static int endOfRun(double[] sorted, int start) {
    int end = start + 1;
    while (end < sorted.length && sorted[end] == sorted[start]) {
      end++;
    }
    return end;
  }

  /** Bins between given edges, finite and strictly increasing. */
  public static NumericBins ofEdges(double... edges) {
    double[] copy = normalised(edges);
    for (int i = 1; i < copy.length; i++) {
      if (!(copy[i - 1] < copy[i])) {
        throw new IllegalArgumentException(
            "edges must increase: " + copy[i - 1] + " is followed by " + copy[i]);
      }
    }
    return new NumericBins(copy);
  }

  /** Bins of one width between two bounds, the outer ones open beyond the bounds. */
  public static NumericBins equalWidth(double low, double high, int bins) {
    requireBins(bins);
    if (!(low < high)) {
      throw new IllegalArgumentException("no width between " + low + " and " + high);
    }
    double[] edges = new double[bins - 1];
    for (int i = 1; i < bins; i++) {
      edges[i - 1] = low + (high - low) * i / bins;
    }
    return ofEdges(edges);
  }

  private static void requireBins(int bins) {
    if (bins < 1) {
      throw new IllegalArgumentException("bins must be at least 1, were " + bins);
    }
  }

  private static double[] normalised(double[] values) {
    double[] copy = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      if (!Double.isFinite(values[i])) {
        throw new IllegalArgumentException("values must be finite, one was " + values[i]);
      }
      copy[i] = values[i] + 0.0;
    }
    return copy;
  }

  /**
   * The bin of a value: the number of edges that are not above it.
   *
   * @param value not NaN: NaN is in no bin, and asking for it gives any
   */
  public int indexOf(double value) {
    // Edges in earlier cells are not above the value, edges in later ones are: those of its own
    // cell are left. Each comparison adds a number rather than ending the search, since a jump
    // would be mispredicted too often.
    int cell = cellOf(value);
    int start = edgesBefore[cell];
    int end = edgesBefore[cell + 1];
    int index = start;
    for (int i = start; i < end; i++) {
      index += value >= edges[i] ? 1 : 0;
    }
    return index;
  }

  /** The edges, increasing. */
  public double[] edges() {
    return edges.clone();
  }

  /** The number of bins. */
  public int size() {
    return edges.length + 1;
  }

  /**
   * A bin for people: {@code < 12}, {@code [12, 25)}, {@code >= 90}, {@code = 0} for the bin of an
   * atom, and {@code (0, 12)} or {@code > 0} above one. Edges are rounded to the fewest digits that
   * tell them apart, four at least; an atom is not. The same text on every JDK.
   */
  public String label(int bin) {
    boolean first = bin == 0;
    boolean last = bin == edges.length;
    if (first) {
      return last ? "all" : "< " + number(0);
    }
    if (isAtom(bin - 1)) {
      return "= " + number(bin - 1);
    }
    boolean aboveAtom = bin >= 2 && isAtom(bin - 2);
    if (last) {
      return aboveAtom ? "> " + number(bin - 2) : ">= " + number(bin - 1);
    }
    String start = aboveAtom ? "(" + number(bin - 2) : "[" + number(bin - 1);
    return start + ", " + number(bin) + ")";
  }

  /** Whether the bin that begins at this edge holds the edge alone. */
  private boolean isAtom(int edge) {
    return edge + 1 < edges.length && edges[edge + 1] == Math.nextUp(edges[edge]);
  }

  private String number(int edge) {
    BigDecimal exact = shortest(edges[edge]);
    return plain(isAtom(edge) ? exact : exact.round(new MathContext(digits)));
  }

  private static int digitsThatTellApart(double[] edges) {
    int digits = FEWEST_DIGITS;
    for (int i = 1; i < edges.length; i++) {
      if (edges[i] == Math.nextUp(edges[i - 1])) {
        continue;
      }
      BigDecimal lower = shortest(edges[i - 1]);
      BigDecimal upper = shortest(edges[i]);
      while (digits < MOST_DIGITS
          && lower.round(new MathContext(digits)).compareTo(upper.round(new MathContext(digits)))
              >= 0) {
        digits++;
      }
    }
    return digits;
  }

  /** The shortest decimal that reads back as the same double. */
  private static BigDecimal shortest(double value) {
    // Double.toString is not always the shortest before JDK 19, and differs between JDKs.
    return new BigDecimal(NumberOutput.toString(value, true));
  }

  /** Without an exponent where that is short. */
  private static String plain(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    BigDecimal stripped = number.stripTrailingZeros();
    int magnitude = stripped.precision() - stripped.scale() - 1;
    return magnitude > PLAIN_ZEROS && magnitude < PLAIN_DIGITS
        ? stripped.toPlainString()
        : stripped.toString().toLowerCase(Locale.ROOT);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NumericBins that && Arrays.equals(edges, that.edges);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(edges);
  }

  @Override
  public String toString() {
    return Arrays.toString(edges);
  }
}
