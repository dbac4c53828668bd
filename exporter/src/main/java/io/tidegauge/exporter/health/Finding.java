package io.tidegauge.exporter.health;

import io.tidegauge.spec.Alert.Severity;
import java.util.Comparator;
import java.util.Optional;

/**
 * One thing that is wrong with a model.
 *
 * @param version whose rows show it; absent where it is the whole model's
 * @param column the feature or prediction column that shows it
 * @param excess how many times its limit the reading is; infinite where the limit is 0
 * @param text for people: what, how much, the limit, the window and the version
 */
public record Finding(
    Kind kind,
    Severity severity,
    Optional<String> version,
    Optional<String> column,
    double excess,
    String text) {

  /** The worst first: by severity, then by how far over the limit. */
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(Comparator.<Finding>comparingDouble(finding -> -finding.excess()))
          .thenComparing(Finding::text);

  /** What can be wrong. */
  public enum Kind {
    FRESHNESS,
    VOLUME,
    UNREADABLE,
    MISSING,
    INVALID,
    RANGE,
    UNSEEN,
    CONSTANT,
    DRIFT,
    PREDICTION_DRIFT,
    SKEW,
    AGE
  }

  /** Whether a distribution has moved. */
  public boolean isDrift() {
    return kind == Kind.DRIFT || kind == Kind.PREDICTION_DRIFT;
  }

  /** Whether this is about that column of that version. */
  public boolean isAbout(String ofVersion, String ofColumn) {
    return column.filter(ofColumn::equals).isPresent()
        && (version.isEmpty() || version.get().equals(ofVersion));
  }

  static double timesLimit(double value, double limit) {
    return limit > 0 ? value / limit : Double.POSITIVE_INFINITY;
  }
}
