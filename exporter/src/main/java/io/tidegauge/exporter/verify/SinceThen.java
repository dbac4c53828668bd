package io.tidegauge.exporter.verify;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.monitor.Monitor.Input;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TrainingSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A model of which only the rows since a moment are looked at: each window that reaches further
 * back is cut there. Windows of labels end where these have had their time, and are cut at the same
 * moment.
 *
 * @param spec as it is declared
 * @param from the moment, rounded up to the start of a bucket
 * @param bucket the length of the time buckets: shorter than the declared one, where that is long
 *     against the time since
 */
public record SinceThen(ModelSpec spec, Instant from, Instant now, Duration bucket) {
  private static final int LEAST_BUCKETS = 100;

  /** Divisors of a day. */
  private static final List<Duration> LENGTHS =
      List.of(
          Duration.ofHours(1),
          Duration.ofMinutes(10),
          Duration.ofMinutes(1),
          Duration.ofSeconds(10),
          Duration.ofSeconds(1));

  /**
   * The rows since a moment.
   *
   * @param since before {@code now}
   */
  public static SinceThen of(ModelSpec spec, Instant since, Instant now) {
    Duration most = Duration.between(since, now).dividedBy(LEAST_BUCKETS);
    Duration bucket = spec.bucket();
    for (Duration length : LENGTHS) {
      if (bucket.compareTo(most) > 0 && length.compareTo(bucket) < 0) {
        bucket = length;
      }
    }
    return new SinceThen(spec, BucketStarts.notBefore(since, bucket), now, bucket);
  }

  /** How much of the time since can be judged by an input; empty where it is none yet. */
  public Optional<Duration> length(Input input) {
    Instant end = end(input);
    return from.isBefore(end) ? Optional.of(Duration.between(from, end)) : Optional.empty();
  }

  /** Where the windows of an input end. */
  private Instant end(Input input) {
    return switch (input) {
      case LABELS -> spec.labels().map(LabelsSpec::matureAfter).map(this::mature).orElse(now);
      case PAIRS -> spec.training().map(TrainingSpec::matureAfter).map(this::mature).orElse(now);
      case SPEC, ROWS, LIFECYCLE, UPSTREAM, TRAINING_LOG, KPIS -> now;
    };
  }

  private Instant mature(Duration after) {
    return BucketStarts.notAfter(now.minus(after), bucket);
  }

  /** A window of an input as it is cut; empty where nothing is left of it. */
  public Optional<Duration> cut(Duration window, Input input) {
    return length(input).map(length -> length.compareTo(window) < 0 ? length : window);
  }

  /** The model with the windows as they are cut. */
  public ModelSpec cutSpec() {
    TreeSet<Duration> windows = new TreeSet<>();
    for (Duration window : spec.windows()) {
      for (Input input : List.of(Input.ROWS, Input.LABELS, Input.PAIRS)) {
        cut(window, input).ifPresent(windows::add);
      }
    }
    return spec.withWindows(new ArrayList<>(windows), bucket);
  }
}
