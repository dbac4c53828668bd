package io.tidegauge.statistics;

import java.util.List;
import java.util.stream.Stream;

/**
 * Rows as they come in time: runs of consecutive blocks of the reference, put together until there
 * are enough rows. What rows have in common with those near them in time (the hour, the campaign,
 * the customer who calls in a loop) stays in the noise.
 *
 * <p>A run starts at a block chosen uniformly, goes around the end, and takes blocks until it has
 * its {@code L} rows. Of the {@code m} rows of the reference, whose shares are fixed, it varies
 * less than {@code L} fresh rows would, by a factor of {@code 1 - L / m}. So {@code n} rows are
 * stood for by {@code K} runs of {@code L} rows with {@code (1 - L / m) / (K L) = 1 / n}, that is,
 * {@code L = 1 / (K / n + 1 / m)}, and the counts scaled up to {@code n}. For the current rows,
 * {@code K} is the least with {@code L <= m / 4}: one run wherever possible. The reference is drawn
 * anew in runs of about the same length, from 3 runs of {@code m / 4} to 63 runs of {@code m / 64}
 * rows.
 *
 * <p>Where blocks are coarser than that, the surplus is thinned out at random, each row kept with
 * the same probability: a binomial draw for each bin. (A Poisson draw would add its variance to
 * that of the rows drawn, and nearly double it where little is thinned out.) The means of bins are
 * then those before thinning.
 *
 * <p>More than 64 references' worth of current rows are not drawn but scaled up from as many: by
 * then the noise is the reference's own.
 *
 * <p>Source: Politis and Romano, A circular block-resampling procedure for stationary data (1992).
 */
final class BlockResampling implements Resampling {
  private static final double MOST_REFERENCES = 64;
  private static final double FEWEST_REFERENCE_RUNS = 3;
  private static final double MOST_REFERENCE_RUNS = 63;

  /** So that the last bit of a run's length does not ask for another row. */
  private static final double ROUNDING = 1e-9;

  private final List<Distribution> blocks;
  private final RandomCounts random;
  private final int replicates;
  private final int bins;
  private final boolean means;

  /** Rows before block i, where the blocks follow each other twice. */
  private final double[] rowsBefore;

  /** Counts before block i by bin, and behind them the sums of the values where means are known. */
  private final double[][] cellsBefore;

  private final int[] runEnd;
  private double runEndRows = -1;
  private double referenceRuns = -1;
  private List<Distribution> references = List.of();

  BlockResampling(List<Distribution> blocks, RandomCounts random, int replicates) {
    this.blocks = blocks;
    this.random = random;
    this.replicates = replicates;
    this.bins = blocks.get(0).size();
    this.means = blocks.get(0).hasMeans();
    this.rowsBefore = new double[2 * blocks.size() + 1];
    this.cellsBefore = new double[rowsBefore.length][means ? 2 * bins : bins];
    this.runEnd = new int[blocks.size()];
    for (int i = 0; i + 1 < rowsBefore.length; i++) {
      append(i, blocks.get(i % blocks.size()));
    }
  }

  private void append(int before, Distribution block) {
    rowsBefore[before + 1] = rowsBefore[before] + block.total();
    double[] cells = cellsBefore[before + 1];
    for (int bin = 0; bin < bins; bin++) {
      cells[bin] = cellsBefore[before][bin] + block.count(bin);
      if (means) {
        double sum = block.count(bin) > 0 ? block.count(bin) * block.mean(bin) : 0;
        cells[bins + bin] = cellsBefore[before][bins + bin] + sum;
      }
    }
  }

  private double allRows() {
    return rowsBefore[blocks.size()];
  }

  private double currentRuns(double rows) {
    return Math.max(1, Math.ceil(3 * Math.min(rows, MOST_REFERENCES * allRows()) / allRows()));
  }

  @Override
  public List<Distribution> references(double currentRows) {
    // One current run has m / (m / n + 1) rows, and one of K runs for the reference m / (K + 1).
    double alike = Math.floor(allRows() / currentRows);
    double runs = Math.max(FEWEST_REFERENCE_RUNS, Math.min(MOST_REFERENCE_RUNS, alike));
    if (runs != referenceRuns) {
      references = Stream.generate(() -> draw(allRows(), runs)).limit(replicates).toList();
      referenceRuns = runs;
    }
    return references;
  }

  @Override
  public Distribution current(double rows) {
    return draw(rows, currentRuns(rows));
  }

  private Distribution draw(double rows, double runs) {
    double exact = 1 / (runs / Math.min(rows, MOST_REFERENCES * allRows()) + 1 / allRows());
    double run = exact * (1 - ROUNDING);
    findRunEnds(run);
    double[] cells = new double[cellsBefore[0].length];
    double drawn = 0;
    while (drawn < runs * run) {
      int start = random.below(blocks.size());
      int end = runEnd[start];
      drawn += rowsBefore[end] - rowsBefore[start];
      for (int i = 0; i < cells.length; i++) {
        cells[i] += cellsBefore[end][i] - cellsBefore[start][i];
      }
    }
    double kept = Math.min(1, runs * run / drawn);
    return resized(cells, kept, rows / (drawn * kept));
  }

  private void findRunEnds(double run) {
    if (run == runEndRows) {
      return;
    }
    int end = 0;
    for (int start = 0; start < runEnd.length; start++) {
      end = Math.max(end, start + 1);
      while (end + 1 < rowsBefore.length && rowsBefore[end] - rowsBefore[start] < run) {
        end++;
      }
      runEnd[start] = end;
    }
    runEndRows = run;
  }

  private Distribution resized(double[] cells, double kept, double scale) {
    double[] counts = new double[bins];
    double[] binMeans = new double[means ? bins : 0];
    for (int bin = 0; bin < bins; bin++) {
      counts[bin] = scale * (kept < 1 ? random.binomial(cells[bin], kept) : cells[bin]);
      if (means && cells[bin] > 0) {
        binMeans[bin] = cells[bins + bin] / cells[bin];
      }
    }
    Distribution resized = Distribution.owning(counts);
    return means ? resized.withMeans(binMeans) : resized;
  }
}
