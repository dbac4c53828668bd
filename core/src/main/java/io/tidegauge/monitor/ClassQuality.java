package io.tidegauge.monitor;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.LabelledCounts;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.statistics.Confusion;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.QualityMetric;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Which class met which label, and how good the predictions of each class are. */
final class ClassQuality {
  /** The cells grow with the square of the classes, and nobody reads so many. */
  private static final int MOST_CLASSES_WITH_CELLS = 12;

  private static final List<QualityMetric> METRICS =
      List.of(QualityMetric.PRECISION, QualityMetric.RECALL, QualityMetric.F1);

  private static final String BASIS =
      " Of predictions in the window that ends where their labels are due.";

  private static final MetricDefinition CELLS =
      MetricDefinition.gauge(
          "ml_confusion_rows",
          "Predictions of a class that turned out to be of a class." + BASIS,
          "version",
          "window",
          "actual",
          "predicted");
  private static final QualityFamilies VALUES =
      QualityFamilies.of(
          METRICS,
          "ml_class_quality_",
          metric -> "Of one class against all others, the " + metric.title() + "." + BASIS,
          "version",
          "window",
          "class");
  private static final QualityFamilies ERRORS =
      QualityFamilies.of(
          METRICS,
          "ml_class_quality_standard_error_",
          metric ->
              "Standard error of the "
                  + metric.title()
                  + " of one class against all others, of rows that are independent."
                  + BASIS,
          "version",
          "window",
          "class");

  private ClassQuality() {}

  static Stream<MetricDefinition> metrics() {
    return Stream.of(Stream.of(CELLS), VALUES.all(), ERRORS.all()).flatMap(families -> families);
  }

  static long series(ModelSpec spec, SeriesScope scope) {
    long classes = CohortColumns.of(spec).stream().mapToLong(all -> all.classes().size()).sum();
    long cells = classes <= MOST_CLASSES_WITH_CELLS ? classes * classes : 0;
    long apart = hasManyClasses(spec) ? 2L * METRICS.size() * classes : 0;
    return scope.versions() * scope.windows() * (cells + apart);
  }

  /** What is said of the positive class of two is what is said of the model. */
  private static boolean hasManyClasses(ModelSpec spec) {
    return spec.predictions().kind() == PredictionKind.MULTICLASS;
  }

  static Stream<PanelDefinition> panels(ModelSpec spec) {
    Optional<CohortColumns> columns = CohortColumns.of(spec);
    if (!hasManyClasses(spec) || columns.stream().allMatch(all -> all.classes().isEmpty())) {
      return Stream.empty();
    }
    return Stream.of(
        PanelDefinition.trend(
                "Recall of each class",
                "Which class is missed: the mean over all classes hides a rare one.",
                Shown.of(VALUES.of(QualityMetric.RECALL), "class", "version"))
            .onlyWorst(),
        PanelDefinition.trend(
                "Precision of each class",
                "Which class is predicted where there is another.",
                Shown.of(VALUES.of(QualityMetric.PRECISION), "class", "version"))
            .onlyWorst());
  }

  /** Takes the readings of a cohort; those of slices have none. */
  static void read(ModelSpec spec, CohortColumns columns, WindowCounts cohort, Readings readings) {
    if (columns.classes().isEmpty() || !cohort.cell().isAll()) {
      return;
    }
    String version = cohort.cell().version();
    long[][] confusion = columns.confusion(cohort.counts());
    List<String> classes = columns.classes();
    if (classes.size() <= MOST_CLASSES_WITH_CELLS) {
      for (int actual = 0; actual < classes.size(); actual++) {
        for (int predicted = 0; predicted < classes.size(); predicted++) {
          readings.add(
              CELLS,
              confusion[actual][predicted],
              version,
              cohort.window(),
              classes.get(actual),
              classes.get(predicted));
        }
      }
    }
    if (hasManyClasses(spec)) {
      LabelledCounts labelled = new LabelledCounts(columns, cohort.counts());
      for (int i = 0; i < classes.size(); i++) {
        String[] labels = {version, cohort.window(), classes.get(i)};
        for (QualityMetric metric : METRICS) {
          int klass = i;
          Estimate estimate = labelled.ofClasses(all -> of(all.against(klass), metric));
          VALUES.read(ERRORS, metric, estimate, labels, readings);
        }
      }
    }
  }

  private static Estimate of(Confusion klass, QualityMetric metric) {
    return switch (metric) {
      case PRECISION -> klass.precision();
      case RECALL -> klass.recall();
      case F1 -> klass.f1();
      default -> throw new IllegalArgumentException(metric.label());
    };
  }
}
