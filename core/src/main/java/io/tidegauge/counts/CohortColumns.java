package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.RankingSpec;
import io.tidegauge.statistics.NumericBins;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * What is read of a model's predictions and their labels, and what of it is counted: numbers, one
 * for each {@link CohortColumn} that the kind of model has, and which prediction met which label.
 */
public final class CohortColumns {
  /** The classes of a binary model: yes and no, in this order. */
  public static final List<String> BINARY = List.of("positive", "negative");

  private static final String AS = " as ";

  /** The class of a label or prediction that the spec does not name. */
  public static final String OTHER = "(other)";

  /**
   * Bins of a probability: hundredths, and finer near 0 and 1, where the scores of rare events are:
   * of scores that are a thousandth on average, the area under the ROC curve is then 0.0004 too
   * low, and would be 0.0018 with edges from 0.0001 on. The same for every model, so that what is
   * counted depends on no profile.
   */
  public static final NumericBins SCORES = NumericBins.ofEdges(scoreEdges());

  private final WatchedColumns read;
  private final List<CohortColumn> numbers;
  private final List<String> classes;
  private final List<String> meetings;

  private final boolean pairsVersions;
  private final boolean weighted;

  private CohortColumns(ModelSpec spec, LabelsSpec labels, boolean pairsVersions) {
    this.pairsVersions = pairsVersions;
    this.weighted = spec.predictions().weight().isPresent();
    this.read = read(spec, labels, pairsVersions);
    this.numbers = numbers(spec.predictions(), labels, pairsVersions);
    this.classes = classes(spec.predictions().kind(), labels);
    this.meetings = meetings(spec.predictions().kind(), classes);
  }

  private static double[] scoreEdges() {
    double[] low = {
      1e-7, 2e-7, 5e-7, 1e-6, 2e-6, 5e-6, 1e-5, 2e-5, 5e-5, 1e-4, 2e-4, 5e-4, 1e-3, 2e-3, 5e-3,
      0.015, 0.025, 0.035, 0.045
    };
    DoubleStream hundredths = IntStream.range(1, 100).mapToDouble(hundredth -> hundredth / 100.0);
    return Stream.of(DoubleStream.of(low), hundredths, DoubleStream.of(low).map(edge -> 1 - edge))
        .flatMapToDouble(Function.identity())
        .sorted()
        .toArray();
  }

  /** The middle of each bin of a probability: what its scores are taken for. */
  public static double[] middleScores() {
    double[] edges = scoreEdges();
    return IntStream.rangeClosed(0, edges.length)
        .mapToDouble(
            bin -> ((bin == 0 ? 0 : edges[bin - 1]) + (bin == edges.length ? 1 : edges[bin])) / 2)
        .toArray();
  }

  /** The columns of a model; empty where the spec declares no labels. */
  public static Optional<CohortColumns> of(ModelSpec spec) {
    return spec.labels().map(labels -> new CohortColumns(spec, labels, pairsVersions(spec)));
  }

  /** The columns of one version whose labels stand elsewhere than its spec declares. */
  public static CohortColumns of(ModelSpec spec, LabelsSpec labels) {
    return new CohortColumns(spec, labels, false);
  }

  /**
   * Whether a shadow's answers are held against the champion's to the same request; not in a
   * sample, which need not hold both.
   */
  public static boolean pairsVersions(ModelSpec spec) {
    PredictionsSpec predictions = spec.predictions();
    return predictions.kind() != PredictionKind.RANKING
        && predictions.weight().isEmpty()
        && predictions.id().isPresent()
        && predictions.champion().isPresent()
        && !predictions.shadows().isEmpty();
  }

  private static WatchedColumns read(ModelSpec spec, LabelsSpec labels, boolean pairsVersions) {
    PredictionsSpec predictions = spec.predictions();
    boolean numeric =
        predictions.kind() == PredictionKind.REGRESSION
            || predictions.kind() == PredictionKind.RANKING;
    List<WatchedColumn> values = new ArrayList<>();
    List<WatchedColumn> texts = new ArrayList<>();
    List<WatchedColumn> answers = numeric ? values : texts;
    FeatureType answer = numeric ? FeatureType.NUMERIC : FeatureType.CATEGORY;
    predictions
        .score()
        .ifPresent(
            score -> values.add(WatchedColumn.of(Role.SCORE, FeatureType.NUMERIC, score, 1)));
    predictions
        .output()
        .ifPresent(output -> answers.add(WatchedColumn.of(Role.OUTPUT, answer, output, 1)));
    answers.add(WatchedColumn.of(Role.LABEL, answer, labels.value(), 1));
    if (hasLag(labels)) {
      Operand time = new Operand.Column(labels.time().orElseThrow().column());
      values.add(WatchedColumn.of(Role.LABEL_LAG, FeatureType.NUMERIC, time, 1));
    }
    predictions
        .ranking()
        .flatMap(RankingSpec::position)
        .ifPresent(
            rank -> values.add(WatchedColumn.of(Role.POSITION, FeatureType.NUMERIC, rank, 1)));
    (pairsVersions ? predictions.id() : predictions.ranking().map(RankingSpec::request))
        .map(Operand.Column::new)
        .ifPresent(id -> texts.add(WatchedColumn.of(Role.REQUEST, FeatureType.CATEGORY, id, 1)));
    return new WatchedColumns(values, texts, predictions.slices());
  }

  private static boolean hasLag(LabelsSpec labels) {
    return labels.table().isPresent();
  }

  private static List<CohortColumn> numbers(
      PredictionsSpec predictions, LabelsSpec labels, boolean pairsVersions) {
    List<CohortColumn> numbers = new ArrayList<>(List.of(CohortColumn.LABEL));
    if (hasLag(labels)) {
      numbers.add(CohortColumn.LABEL_LAG);
    }
    if (predictions.kind() == PredictionKind.REGRESSION) {
      numbers.add(CohortColumn.ANSWERED_LABEL);
      numbers.add(CohortColumn.ERROR);
      numbers.add(CohortColumn.ABSOLUTE_ERROR);
      numbers.add(CohortColumn.SQUARED_ERROR);
      numbers.add(CohortColumn.RELATIVE_ERROR);
      numbers.add(CohortColumn.SYMMETRIC_ERROR);
    }
    if (predictions.kind() == PredictionKind.BINARY) {
      numbers.add(CohortColumn.DECISION);
    }
    if (predictions.kind() == PredictionKind.BINARY && predictions.score().isPresent()) {
      numbers.add(CohortColumn.SCORE_OF_POSITIVE);
      numbers.add(CohortColumn.SCORE_OF_NEGATIVE);
      numbers.add(CohortColumn.LOG_LOSS);
      numbers.add(CohortColumn.SQUARED_ERROR);
    }
    if (predictions.kind() == PredictionKind.RANKING) {
      numbers.add(CohortColumn.NDCG);
      numbers.add(CohortColumn.RECIPROCAL_RANK);
      numbers.add(CohortColumn.HIT);
      numbers.add(CohortColumn.RESULTS);
      numbers.add(CohortColumn.RELEVANT_RESULTS);
      numbers.add(CohortColumn.RESULTS_BY_RELEVANT);
    }
    if (pairsVersions) {
      numbers.addAll(pairs(predictions));
    }
    return List.copyOf(numbers);
  }

  private static List<CohortColumn> pairs(PredictionsSpec predictions) {
    if (predictions.kind() == PredictionKind.REGRESSION) {
      return List.of(CohortColumn.SCORE_DISTANCE, CohortColumn.PAIRED_ERROR_CHANGE);
    }
    List<CohortColumn> pairs =
        new ArrayList<>(
            List.of(
                CohortColumn.DISAGREEMENT,
                CohortColumn.ONLY_CHAMPION_RIGHT,
                CohortColumn.ONLY_SHADOW_RIGHT));
    if (predictions.score().isPresent()) {
      pairs.add(CohortColumn.SCORE_DISTANCE);
    }
    return pairs;
  }

  private static List<String> classes(PredictionKind kind, LabelsSpec labels) {
    if (kind == PredictionKind.BINARY) {
      return BINARY;
    }
    if (kind != PredictionKind.MULTICLASS || labels.classes().isEmpty()) {
      return List.of();
    }
    List<String> classes = new ArrayList<>(labels.classes());
    classes.add(OTHER);
    return List.copyOf(classes);
  }

  /** Every pair of a label and a prediction, or right and wrong where the classes are not known. */
  private static List<String> meetings(PredictionKind kind, List<String> classes) {
    if (kind == PredictionKind.MULTICLASS && classes.isEmpty()) {
      return List.of("right", "wrong");
    }
    return classes.stream()
        .flatMap(label -> classes.stream().map(prediction -> label + AS + prediction))
        .toList();
  }

  /** What is read of a prediction and its label. */
  public WatchedColumns read() {
    return read;
  }

  /** Whether a shadow's answers are held against the champion's to the same request. */
  public boolean pairsVersions() {
    return pairsVersions;
  }

  /** The numbers that are counted. */
  public List<CohortColumn> numbers() {
    return numbers;
  }

  /**
   * The classes between which a prediction is right or wrong; none for a regression, or where the
   * spec does not name them.
   */
  public List<String> classes() {
    return classes;
  }

  /**
   * How the rows of a version are counted.
   *
   * @param slices slice column to the values that get counts of their own
   */
  public CountLayout layout(Map<String, Set<String>> slices) {
    CountLayout layout =
        new CountLayout(
            numbers.stream().map(CohortColumns::layout).toList(),
            meetings.isEmpty()
                ? List.of()
                : List.of(
                    CategoryLayout.of(Optional.of(CategoryBins.of(meetings, meetings.size())))),
            slices);
    return weighted ? layout.weighted() : layout;
  }

  private static NumericLayout layout(CohortColumn column) {
    boolean score =
        column == CohortColumn.SCORE_OF_POSITIVE || column == CohortColumn.SCORE_OF_NEGATIVE;
    boolean quantiles =
        column == CohortColumn.LABEL_LAG
            || column == CohortColumn.ABSOLUTE_ERROR
            || column == CohortColumn.SCORE_DISTANCE;
    return new NumericLayout(
        score ? Optional.of(SCORES) : Optional.empty(),
        Optional.empty(),
        0,
        true,
        false,
        quantiles,
        false);
  }

  /** A row that holds what is counted, with nothing in it. */
  Row counted() {
    return new Row(numbers.size(), meetings.isEmpty() ? 0 : 1, read.slices().size());
  }

  /** A counted row of the time, version and slices of what was read, and nothing else in it. */
  Row countedOf(Row read) {
    Row counted = counted();
    start(counted, read);
    return counted;
  }

  /** Empties a counted row and gives it the time, version, weight and slices of what was read. */
  void start(Row counted, Row read) {
    counted.clear();
    counted.timeMicros(read.timeMicros());
    counted.version(read.version());
    counted.weighAs(read);
    for (int i = 0; i < this.read.slices().size(); i++) {
      counted.slice(i, read.slice(i));
    }
  }

  /** Sets a number of a counted row, where the model has it. */
  void set(Row counted, CohortColumn column, double value) {
    int place = indexOf(column);
    if (place >= 0) {
      counted.number(place, value);
    }
  }

  /** The place of what is read, among the numbers or the texts; -1 where it is not read. */
  int placeRead(Role role) {
    return read.of(role)
        .findFirst()
        .flatMap(
            column ->
                read.numberIndex(role, column.name()).or(() -> read.textIndex(role, column.name())))
        .orElse(-1);
  }

  /** The place of a number, or -1. */
  int indexOf(CohortColumn column) {
    return numbers.indexOf(column);
  }

  /** How a label meeting a prediction is called. */
  String meeting(int label, int prediction) {
    return meetings.get(label * classes.size() + prediction);
  }

  /** How it is called where the classes are not known. */
  String meeting(boolean right) {
    return meetings.get(right ? 0 : 1);
  }

  /** The bin of a row's score; empty where it has none, or no label. */
  public OptionalInt scoreBin(Row counted) {
    return Stream.of(CohortColumn.SCORE_OF_POSITIVE, CohortColumn.SCORE_OF_NEGATIVE)
        .mapToInt(this::indexOf)
        .filter(place -> place >= 0 && counted.hasNumber(place))
        .map(place -> SCORES.indexOf(counted.number(place)))
        .findFirst();
  }

  /** Whether a row was predicted positive, of a binary model. */
  public static boolean isPredictedPositive(Row counted) {
    String met = counted.text(0);
    return met != null && met.endsWith(AS + BINARY.get(0));
  }

  /** What was counted of a number; empty where the model has none of it. */
  public Optional<NumericCounts> number(Counts counts, CohortColumn column) {
    int place = indexOf(column);
    return place < 0 ? Optional.empty() : Optional.of(counts.number(place));
  }

  /**
   * How often each label met each prediction.
   *
   * @return by the label, then by the predicted class, in the order of {@link #classes}
   */
  public long[][] confusion(Counts counts) {
    long[][] confusion = new long[classes.size()][classes.size()];
    for (int label = 0; label < classes.size(); label++) {
      for (int prediction = 0; prediction < classes.size(); prediction++) {
        confusion[label][prediction] = counts.text(0).count(label * classes.size() + prediction);
      }
    }
    return confusion;
  }

  /** How often a prediction was right, and how often wrong, where the classes are not known. */
  public long[] rightAndWrong(Counts counts) {
    return new long[] {counts.text(0).count(0), counts.text(0).count(1)};
  }
}
