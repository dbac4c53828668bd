package io.tidegauge.counts;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.RankingSpec;
import io.tidegauge.statistics.Ranking;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/**
 * Makes one row of the results of each request. A request's results are those in one bucket, by the
 * time of the result, so that a bucket counted again is counted alike. A result without a label, or
 * with one that is below 0, is not relevant: who logs clicks logs nothing where nobody clicks.
 */
final class RankedRequests implements CohortGathering {
  private record Request(long bucket, @Nullable String version, @Nullable String id) {}

  /**
   * One result.
   *
   * @param order results were shown from the least on
   */
  private record Result(double order, double relevance) {}

  /** What is known of a request: the first row that was read of it, and its results. */
  private static final class Shown {
    private final Row counted;
    private final List<Result> results = new ArrayList<>();

    private Shown(Row counted) {
      this.counted = counted;
    }
  }

  private final CohortColumns columns;
  private final Consumer<Row> counted;
  private final long bucketMicros;
  private final RankingSpec ranking;
  private final int score;
  private final int position;
  private final int label;
  private final int lag;
  private final int request;
  private final Map<Request, Shown> requests = new LinkedHashMap<>();

  RankedRequests(ModelSpec spec, CohortColumns columns, Consumer<Row> counted) {
    this.columns = columns;
    this.counted = counted;
    this.bucketMicros = BucketStarts.lengthMicros(spec.bucket());
    this.ranking = spec.predictions().ranking().orElseThrow();
    this.score = columns.placeRead(Role.SCORE);
    this.position = columns.placeRead(Role.POSITION);
    this.label = columns.placeRead(Role.LABEL);
    this.lag = columns.placeRead(Role.LABEL_LAG);
    this.request = columns.placeRead(Role.REQUEST);
  }

  @Override
  public void add(Row read) {
    long bucket = BucketStarts.startOf(read.timeMicros(), bucketMicros);
    Request key = new Request(bucket, read.version(), read.text(request));
    Shown shown = requests.computeIfAbsent(key, unknown -> new Shown(columns.countedOf(read)));
    boolean labelled = read.hasNumber(label) && Double.isFinite(read.number(label));
    shown.results.add(new Result(order(read), labelled ? Math.max(0, read.number(label)) : 0));
    if (labelled) {
      columns.set(shown.counted, CohortColumn.LABEL, 1);
      if (lag >= 0 && read.hasNumber(lag)) {
        int place = columns.indexOf(CohortColumn.LABEL_LAG);
        double latest =
            shown.counted.hasNumber(place) ? shown.counted.number(place) : read.number(lag);
        shown.counted.number(place, Math.max(latest, read.number(lag)));
      }
    }
  }

  /** Where nothing says at which rank a result was shown, it is the last. */
  private double order(Row read) {
    int place = position >= 0 ? position : score;
    if (place < 0 || !read.hasNumber(place) || Double.isNaN(read.number(place))) {
      return Double.POSITIVE_INFINITY;
    }
    return position >= 0 ? read.number(place) : -read.number(place);
  }

  @Override
  public void end() {
    requests.values().forEach(this::judge);
    requests.clear();
  }

  /**
   * Of results of one rank the more relevant is the first: the order in which they are read is
   * chance.
   */
  private void judge(Shown shown) {
    shown.results.sort(
        Comparator.comparingDouble(Result::order)
            .thenComparing(Comparator.comparingDouble(Result::relevance).reversed()));
    double[] relevances = shown.results.stream().mapToDouble(Result::relevance).toArray();
    double relevant = DoubleStream.of(relevances).filter(relevance -> relevance > 0).count();
    Row row = shown.counted;
    Ranking.ndcg(relevances, ranking.cutoff())
        .asOptional()
        .ifPresent(gain -> columns.set(row, CohortColumn.NDCG, gain));
    columns.set(row, CohortColumn.RECIPROCAL_RANK, Ranking.reciprocalRank(relevances));
    columns.set(row, CohortColumn.HIT, Ranking.hit(relevances, ranking.cutoff()) ? 1 : 0);
    columns.set(row, CohortColumn.RESULTS, relevances.length);
    columns.set(row, CohortColumn.RELEVANT_RESULTS, relevant);
    columns.set(row, CohortColumn.RESULTS_BY_RELEVANT, relevances.length * relevant);
    counted.accept(row);
  }
}
