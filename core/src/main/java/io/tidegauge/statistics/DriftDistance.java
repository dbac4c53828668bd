package io.tidegauge.statistics;

/** TEMP: a stand-in until the real one is merged. */
public enum DriftDistance {
  PSI("psi"),
  JENSEN_SHANNON("jensen_shannon"),
  HELLINGER("hellinger"),
  TOTAL_VARIATION("total_variation"),
  L_INFINITY("l_infinity"),
  KOLMOGOROV_SMIRNOV("kolmogorov_smirnov"),
  CHI_SQUARE("chi_square"),
  WASSERSTEIN("wasserstein");

  private final String specName;

  DriftDistance(String specName) {
    this.specName = specName;
  }

  /** The distance's name in a spec. */
  public String specName() {
    return specName;
  }
}
