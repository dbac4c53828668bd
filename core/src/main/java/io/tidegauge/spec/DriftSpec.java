package io.tidegauge.spec;

import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.PeerScore;
import java.util.List;

/**
 * How drift is measured.
 *
 * @param distances which distances are exported, in the spec's order; PSI alone by default
 * @param compat which scores of other tools are exported beside them, to compare; none by default
 * @param earlier which rows of its own past a window is compared with, if with any
 * @param worst for how many features the bins that moved most are exported
 */
public record DriftSpec(
    List<DriftDistance> distances, List<PeerScore> compat, EarlierRows earlier, int worst) {
  public DriftSpec {
    distances = List.copyOf(distances);
    compat = List.copyOf(compat);
  }

  /** What a window is compared with. */
  public DriftReference reference() {
    return earlier.reference();
  }

  /** Whether a distance needs the means of bins, so that sums are kept for each. */
  public boolean needsMeans() {
    return distances.stream().anyMatch(DriftDistance::needsMeans);
  }
}
