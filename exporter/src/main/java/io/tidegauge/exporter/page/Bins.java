package io.tidegauge.exporter.page;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A column's bins: what each is called, and how its rows fell into them. Of a personal column the
 * names are numbers.
 *
 * @param unseen the bin of categories that the reference does not know
 */
record Bins(List<String> labels, OptionalInt unseen, Distribution reference, Distribution current) {
  private static final double SMALLEST_MOVE = 0.005;

  static Bins of(
      String model, ColumnProfile profile, Distribution reference, Distribution current) {
    if (profile.type() == FeatureType.CATEGORY) {
      CategoryBins categories = profile.categoryBins(model);
      return new Bins(
          labels(current, categories::label),
          OptionalInt.of(categories.unseen()),
          reference,
          current);
    }
    return new Bins(labels(current, profile::label), OptionalInt.empty(), reference, current);
  }

  private static List<String> labels(Distribution bins, IntFunction<String> label) {
    return IntStream.range(0, bins.size()).mapToObj(label).toList();
  }

  int size() {
    return labels.size();
  }

  double referenceShare(int bin) {
    return share(reference, bin);
  }

  double currentShare(int bin) {
    return share(current, bin);
  }

  private static double share(Distribution rows, int bin) {
    return rows.total() > 0 ? rows.share(bin) : 0;
  }

  boolean isUnseen(int bin) {
    return unseen.isPresent() && unseen.getAsInt() == bin;
  }

  /** The bin whose share changed most; empty where none changed to speak of. */
  OptionalInt movedMost() {
    if (reference.total() == 0 || current.total() == 0) {
      return OptionalInt.empty();
    }
    return IntStream.range(0, size())
        .boxed()
        .max(
            Comparator.<Integer>comparingDouble(
                    bin -> Math.abs(currentShare(bin) - referenceShare(bin)))
                .thenComparing(Comparator.reverseOrder()))
        .filter(bin -> Math.abs(currentShare(bin) - referenceShare(bin)) >= SMALLEST_MOVE)
        .map(OptionalInt::of)
        .orElse(OptionalInt.empty());
  }
}
