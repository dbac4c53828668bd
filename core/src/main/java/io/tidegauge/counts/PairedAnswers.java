package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Holds each answer of a shadow against the champion's to the same request. Both must be in one
 * bucket, by their own times, so that a bucket counted again is counted alike; the few pairs that
 * the end of a bucket tears apart are not compared, nor are requests to which the champion gave two
 * different answers.
 */
final class PairedAnswers implements CohortGathering {
  private record Request(long bucket, String id) {}

  /**
   * What a version said.
   *
   * @param score NaN where there is none
   * @param decision the class, or 1 and 0 for yes and no; null where there is none
   * @param right null without a label or a decision
   * @param error of a regression with a label, absolute; NaN otherwise
   */
  private record Answer(
      double score, @Nullable String decision, @Nullable Boolean right, double error) {
    static final Answer AMBIGUOUS = new Answer(Double.NaN, null, null, Double.NaN);
  }

  private record Waiting(Request request, Answer answer, Row counted) {}

  private final CohortColumns columns;
  private final CohortRows rows;
  private final Consumer<Row> counted;
  private final PredictionKind kind;
  private final String champion;
  private final Set<String> shadows;
  private final long bucketMicros;
  private final int score;
  private final int output;
  private final int label;
  private final int request;
  private final Map<Request, Answer> champions = new HashMap<>();
  private final List<Waiting> waiting = new ArrayList<>();

  PairedAnswers(ModelSpec spec, CohortColumns columns, CohortRows rows, Consumer<Row> counted) {
    this.columns = columns;
    this.rows = rows;
    this.counted = counted;
    this.kind = spec.predictions().kind();
    this.champion = spec.predictions().champion().orElseThrow();
    this.shadows = spec.predictions().shadows();
    this.bucketMicros = BucketStarts.lengthMicros(spec.bucket());
    this.score = columns.placeRead(Role.SCORE);
    this.output = columns.placeRead(Role.OUTPUT);
    this.label = columns.placeRead(Role.LABEL);
    this.request = columns.placeRead(Role.REQUEST);
  }

  @Override
  public void add(Row read) {
    Row row = rows.of(read);
    String id = read.text(request);
    String version = read.version();
    if (id != null && version != null && shadows.contains(version)) {
      waiting.add(new Waiting(key(read, id), answer(read, row), row.copy()));
      return;
    }
    if (id != null && champion.equals(version)) {
      champions.merge(
          key(read, id),
          answer(read, row),
          (one, other) -> one.equals(other) ? one : Answer.AMBIGUOUS);
    }
    counted.accept(row);
  }

  private Request key(Row read, String id) {
    return new Request(BucketStarts.startOf(read.timeMicros(), bucketMicros), id);
  }

  private Answer answer(Row read, Row row) {
    return switch (kind) {
      case BINARY -> yesOrNo(read, row);
      case MULTICLASS -> ofClass(read);
      case REGRESSION -> number(read, row);
      case RANKING -> throw new IllegalStateException("a ranking is no answer of one row");
    };
  }

  private Answer yesOrNo(Row read, Row row) {
    int decided = columns.indexOf(CohortColumn.DECISION);
    int truth = columns.indexOf(CohortColumn.LABEL);
    String decision = row.hasNumber(decided) ? Double.toString(row.number(decided)) : null;
    boolean judged = decision != null && row.hasNumber(truth);
    return new Answer(
        numberRead(read, score),
        decision,
        judged ? row.number(decided) == row.number(truth) : null,
        Double.NaN);
  }

  private Answer ofClass(Row read) {
    String said = output >= 0 ? read.text(output) : null;
    String truth = read.text(label);
    boolean judged = said != null && truth != null;
    return new Answer(
        numberRead(read, score), said, judged ? Objects.equals(said, truth) : null, Double.NaN);
  }

  private Answer number(Row read, Row row) {
    double value = numberRead(read, score >= 0 ? score : output);
    return new Answer(
        value, null, null, numberRead(row, columns.indexOf(CohortColumn.ABSOLUTE_ERROR)));
  }

  /** NaN where there is none. */
  private static double numberRead(Row row, int place) {
    return place >= 0 && row.hasNumber(place) ? row.number(place) : Double.NaN;
  }

  @Override
  public void end() {
    for (Waiting shadow : waiting) {
      Answer answered = champions.get(shadow.request());
      if (answered != null) {
        compare(answered, shadow.answer(), shadow.counted());
      }
      counted.accept(shadow.counted());
    }
    waiting.clear();
    champions.clear();
  }

  private void compare(Answer baseline, Answer shadow, Row row) {
    double distance = Math.abs(shadow.score() - baseline.score());
    if (Double.isFinite(distance)) {
      columns.set(row, CohortColumn.SCORE_DISTANCE, distance);
    }
    double change = shadow.error() - baseline.error();
    if (Double.isFinite(change)) {
      columns.set(row, CohortColumn.PAIRED_ERROR_CHANGE, change);
    }
    if (baseline.decision() != null && shadow.decision() != null) {
      boolean same = Objects.equals(baseline.decision(), shadow.decision());
      columns.set(row, CohortColumn.DISAGREEMENT, same ? 0 : 1);
    }
    if (baseline.right() != null && shadow.right() != null) {
      boolean onlyChampion = baseline.right() && !shadow.right();
      boolean onlyShadow = shadow.right() && !baseline.right();
      columns.set(row, CohortColumn.ONLY_CHAMPION_RIGHT, onlyChampion ? 1 : 0);
      columns.set(row, CohortColumn.ONLY_SHADOW_RIGHT, onlyShadow ? 1 : 0);
    }
  }
}
