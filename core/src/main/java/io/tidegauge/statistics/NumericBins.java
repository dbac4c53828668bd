package io.tidegauge.statistics;

/** Placeholder until the statistics land. */
public final class NumericBins {
  private final double[] edges;

  private NumericBins(double[] edges) {
    this.edges = edges;
  }

  public static NumericBins ofEdges(double... edges) {
    return new NumericBins(edges.clone());
  }

  public int indexOf(double value) {
    int bin = 0;
    for (double edge : edges) {
      bin += value >= edge ? 1 : 0;
    }
    return bin;
  }

  public int size() {
    return edges.length + 1;
  }
}
