package io.tidegauge.monitor;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.SliceSpec;

/**
 * How many versions, windows and slices a model has at the most.
 *
 * @param slices all rows, and the values of every slice column
 */
public record SeriesScope(long versions, long windows, long slices) {

  /** The scope of a spec. */
  public static SeriesScope of(ModelSpec spec) {
    long slices = 1;
    for (SliceSpec slice : spec.predictions().slices()) {
      slices += slice.values().isEmpty() ? slice.top() : slice.values().size();
    }
    // Versions with a role are always followed.
    long roles = spec.predictions().versions().values().stream().distinct().count();
    return new SeriesScope(Math.max(spec.maxVersions(), roles), spec.windows().size(), slices);
  }

  /** One series for each version, window and slice. */
  public long cells() {
    return versions * windows * slices;
  }
}
