package io.tidegauge.statistics;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how often each distance is over its noise where nothing has drifted, and where something
 * has: the tables of docs/false-alarms.md. Minutes of work: not a test, but {@code make
 * false-alarms}.
 */
public final class FalseAlarms {
  private static final double[] LEVELS = {0.95, 0.99, 0.999};
  private static final int[] ROWS = {100, 1_000, 10_000};
  private static final int REFERENCES = 60;
  private static final int STREAMS = 4;
  private static final int WINDOWS = 50;
  private static final int DAY = 24;
  private static final double SHIFT = 0.2;

  /** How much of the variance follows the hours, where rows depend on each other: a quarter. */
  private static final double DEPENDENCE = 0.4;

  private final PrintStream out;

  private FalseAlarms(PrintStream out) {
    this.out = out;
  }

  /** Prints the tables. */
  public static void main(String[] args) {
    FalseAlarms measured =
        new FalseAlarms(new PrintStream(System.out, true, StandardCharsets.UTF_8));
    measured.print("Independent rows", 0);
    measured.print("Rows that follow the hours", DEPENDENCE);
  }

  private void print(String title, double dependence) {
    List<List<Scored>> references =
        IntStream.range(0, REFERENCES)
            .parallel()
            .mapToObj(seed -> scored(dependence, new Random(seed)))
            .toList();
    out.printf("## %s%n%n", title);
    out.println(
        "| distance | rows | over at 0.95 | over at 0.99 | over at 0.999 |"
            + " shift of 0.2 sd found at 0.99 |");
    out.println("|---|---|---|---|---|---|");
    for (DriftDistance distance : DriftDistance.values()) {
      for (int size = 0; size < ROWS.length; size++) {
        StringBuilder line =
            new StringBuilder(
                String.format(Locale.ROOT, "| %s | %,d |", distance.title(), ROWS[size]));
        for (int level = 0; level < LEVELS.length; level++) {
          int place = level;
          int rows = size;
          line.append(
              cell(references.stream().map(all -> of(all, distance).over[rows][place]), true));
        }
        int rows = size;
        line.append(cell(references.stream().map(all -> of(all, distance).found[rows]), false));
        out.println(line);
      }
    }
    out.printf(
        "%n| distance | episodes in 30 days at 0.95 | at 0.99 | at 0.999 |%n|---|---|---|---|%n");
    for (DriftDistance distance : DriftDistance.values()) {
      StringBuilder line = new StringBuilder("| " + distance.title() + " |");
      for (int level = 0; level < LEVELS.length; level++) {
        int place = level;
        line.append(episodes(references.stream().map(all -> of(all, distance).episodes[place])));
      }
      out.println(line);
    }
    out.println();
  }

  /**
   * What was measured of a distance against one reference: shares for each row count, episodes for
   * a month.
   */
  private static final class Scored {
    private final DriftDistance distance;
    private final NoiseGrid noise;
    private final double[][] over = new double[ROWS.length][LEVELS.length];
    private final double[] found = new double[ROWS.length];
    private final double[] episodes = new double[LEVELS.length];

    Scored(DriftDistance distance, NoiseGrid noise) {
      this.distance = distance;
      this.noise = noise;
    }
  }

  private static List<Scored> scored(double dependence, Random random) {
    List<Distribution> hours = Streams.hours(dependence, random);
    Distribution reference = Distribution.together(hours);
    List<Scored> scored = new ArrayList<>();
    for (DriftDistance distance : DriftDistance.values()) {
      NoiseBootstrap bootstrap = NoiseBootstrap.of(distance, 1, random.nextLong(), LEVELS);
      scored.add(
          new Scored(
              distance,
              dependence == 0 ? bootstrap.independent(reference) : bootstrap.blocks(hours)));
    }
    for (int size = 0; size < ROWS.length; size++) {
      List<Distribution> usual = windows(dependence, 0, ROWS[size], random);
      List<Distribution> shifted = windows(dependence, SHIFT, ROWS[size], random);
      for (Scored line : scored) {
        for (int level = 0; level < LEVELS.length; level++) {
          line.over[size][level] = shareOver(line, LEVELS[level], reference, usual);
        }
        line.found[size] = shareOver(line, LEVELS[1], reference, shifted);
      }
    }
    List<Distribution> days = slidingDays(Streams.hours(dependence, random).subList(0, 31 * DAY));
    for (Scored line : scored) {
      double[] scores = scores(line.distance, reference, days);
      for (int level = 0; level < LEVELS.length; level++) {
        line.episodes[level] =
            episodes(scores, noiseAt(line.noise, LEVELS[level], DAY * Streams.ROWS_OF_AN_HOUR));
      }
    }
    return List.copyOf(scored);
  }

  private static Scored of(List<Scored> all, DriftDistance distance) {
    return all.stream().filter(line -> line.distance == distance).findFirst().orElseThrow();
  }

  /** Windows of later streams, of whole hours. */
  private static List<Distribution> windows(
      double dependence, double shift, int rows, Random random) {
    List<Distribution> windows = new ArrayList<>();
    int length = rows / Streams.ROWS_OF_AN_HOUR;
    for (int stream = 0; stream < STREAMS; stream++) {
      List<Distribution> hours = Streams.hours(dependence, shift, random);
      for (int window = 0; window < WINDOWS; window++) {
        int start = random.nextInt(hours.size() - length);
        windows.add(Distribution.together(hours.subList(start, start + length)));
      }
    }
    return windows;
  }

  private static List<Distribution> slidingDays(List<Distribution> hours) {
    return IntStream.rangeClosed(0, hours.size() - DAY)
        .mapToObj(start -> Distribution.together(hours.subList(start, start + DAY)))
        .toList();
  }

  private static double[] scores(
      DriftDistance distance, Distribution reference, List<Distribution> windows) {
    return windows.stream()
        .mapToDouble(
            window -> distance.between(reference, window, 1).asOptional().orElse(Double.NaN))
        .toArray();
  }

  private static double noiseAt(NoiseGrid noise, double level, double rows) {
    return noise.at(level, rows).asOptional().orElse(Double.NaN);
  }

  private static double shareOver(
      Scored line, double level, Distribution reference, List<Distribution> windows) {
    double[] scores = scores(line.distance, reference, windows);
    int over = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > noiseAt(line.noise, level, windows.get(i).total())) {
        over++;
      }
    }
    return (double) over / scores.length;
  }

  private static double episodes(double[] scores, double noise) {
    int episodes = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] > noise && (i == 0 || !(scores[i - 1] > noise))) {
        episodes++;
      }
    }
    return episodes;
  }

  /** The mean over references, and its 95 % interval from how these differ. */
  private static String cell(Stream<Double> values, boolean fine) {
    double[] shares = values.mapToDouble(share -> 100 * share).toArray();
    double[] mean = meanAndHalf(shares);
    String format = fine ? " %.2f %% (%.2f to %.2f) |" : " %.0f %% (%.0f to %.0f) |";
    return String.format(
        Locale.ROOT,
        format,
        mean[0],
        Math.max(0, mean[0] - mean[1]),
        Math.min(100, mean[0] + mean[1]));
  }

  private static String episodes(Stream<Double> values) {
    double[] mean = meanAndHalf(values.mapToDouble(count -> count).toArray());
    return String.format(
        Locale.ROOT,
        " %.2f (%.2f to %.2f) |",
        mean[0],
        Math.max(0, mean[0] - mean[1]),
        mean[0] + mean[1]);
  }

  private static double[] meanAndHalf(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(x -> (x - mean) * (x - mean)).sum();
    return new double[] {mean, 1.96 * Math.sqrt(squares / (values.length - 1) / values.length)};
  }
}
