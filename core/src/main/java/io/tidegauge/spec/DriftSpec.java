package io.tidegauge.spec;

import io.tidegauge.statistics.DriftDistance;
import java.util.List;

/**
 * How drift is measured.
 *
 * @param distances which distances are exported, in the spec's order; PSI alone by default
 * @param worst for how many features the bins that moved most are exported
 */
public record DriftSpec(List<DriftDistance> distances, int worst) {
  public DriftSpec {
    distances = List.copyOf(distances);
  }

  /** Whether a distance needs the means of bins, so that sums are kept for each. */
  public boolean needsMeans() {
    return distances.stream().anyMatch(DriftDistance::needsMeans);
  }
}
