package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionsSpec;
import java.util.Optional;

/**
 * Makes of a prediction and its label what is counted of them. A label that is NULL, or that means
 * nothing for this kind of model, is none. Fills the same row again and again; not safe for use by
 * several threads.
 */
final class CohortRows {
  /** What a likelihood of 0 counts as: the double next to 1 is so far from it, as peers have it. */
  private static final double LEAST_LIKELIHOOD = Math.ulp(1.0);

  private final CohortColumns columns;
  private final PredictionsSpec predictions;
  private final YesOrNo outputs;
  private final YesOrNo labels;
  private final int score;
  private final int output;
  private final int label;
  private final int lag;
  private final Row counted;

  /** Rows of a model whose spec declares labels. */
  CohortRows(ModelSpec spec, CohortColumns columns) {
    LabelsSpec declared = spec.labels().orElseThrow();
    this.columns = columns;
    this.predictions = spec.predictions();
    this.outputs = new YesOrNo(predictions.positive());
    this.labels = new YesOrNo(declared.positive());
    this.score = columns.placeRead(Role.SCORE);
    this.lag = columns.placeRead(Role.LABEL_LAG);
    this.output = columns.placeRead(Role.OUTPUT);
    this.label = columns.placeRead(Role.LABEL);
    this.counted = columns.counted();
  }

  /** What is counted of a row that was read. */
  Row of(Row read) {
    columns.start(counted, read);
    boolean labelled =
        switch (predictions.kind()) {
          case BINARY -> judgeBinary(read);
          case MULTICLASS -> judgeClass(read);
          case REGRESSION -> judgeNumber(read);
          case RANKING -> throw new IllegalStateException("one result alone says nothing");
        };
    if (labelled && lag >= 0 && read.hasNumber(lag)) {
      set(CohortColumn.LABEL_LAG, read.number(lag));
    }
    return counted;
  }

  private boolean judgeBinary(Row read) {
    boolean scored = score >= 0 && read.hasNumber(score) && Double.isFinite(read.number(score));
    Optional<Boolean> decision =
        output >= 0
            ? outputs.of(read.text(output))
            : scored
                ? Optional.of(read.number(score) >= predictions.threshold())
                : Optional.empty();
    decision.ifPresent(yes -> set(CohortColumn.DECISION, yes ? 1 : 0));
    Optional<Boolean> truth = labels.of(read.text(label));
    if (truth.isEmpty()) {
      return false;
    }
    boolean positive = truth.get();
    set(CohortColumn.LABEL, positive ? 1 : 0);
    if (scored) {
      double value = read.number(score);
      set(positive ? CohortColumn.SCORE_OF_POSITIVE : CohortColumn.SCORE_OF_NEGATIVE, value);
      double likelihood = positive ? value : 1 - value;
      if (likelihood >= 0 && likelihood <= 1) {
        set(CohortColumn.LOG_LOSS, -Math.log(Math.max(LEAST_LIKELIHOOD, likelihood)));
        set(CohortColumn.SQUARED_ERROR, (1 - likelihood) * (1 - likelihood));
      }
    }
    decision.ifPresent(yes -> counted.text(0, columns.meeting(positive ? 0 : 1, yes ? 0 : 1)));
    return true;
  }

  private boolean judgeClass(Row read) {
    String truth = read.text(label);
    if (truth == null) {
      return false;
    }
    set(CohortColumn.LABEL, 1);
    String answer = output >= 0 ? read.text(output) : null;
    if (answer != null) {
      counted.text(
          0,
          columns.classes().isEmpty()
              ? columns.meeting(answer.equals(truth))
              : columns.meeting(classOf(truth), classOf(answer)));
    }
    return true;
  }

  private int classOf(String name) {
    int known = columns.classes().indexOf(name);
    return known < 0 ? columns.classes().size() - 1 : known;
  }

  private boolean judgeNumber(Row read) {
    if (!read.hasNumber(label) || !Double.isFinite(read.number(label))) {
      return false;
    }
    double truth = read.number(label);
    set(CohortColumn.LABEL, truth);
    int answer = score >= 0 ? score : output;
    if (answer >= 0 && read.hasNumber(answer) && Double.isFinite(read.number(answer))) {
      double error = read.number(answer) - truth;
      double size = Math.abs(error);
      double both = Math.abs(read.number(answer)) + Math.abs(truth);
      set(CohortColumn.ERROR, error);
      set(CohortColumn.ABSOLUTE_ERROR, size);
      set(CohortColumn.SQUARED_ERROR, error * error);
      set(CohortColumn.ANSWERED_LABEL, truth);
      if (both != 0) {
        set(CohortColumn.SYMMETRIC_ERROR, 2 * size / both);
      }
      if (truth != 0) {
        set(CohortColumn.RELATIVE_ERROR, size / Math.abs(truth));
      }
    }
    return true;
  }

  private void set(CohortColumn column, double value) {
    columns.set(counted, column, value);
  }
}
