package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketStarts;
import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.VersionLayouts;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.CountLayouts;
import io.tidegauge.profile.Profile;
import io.tidegauge.source.Deadline;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/**
 * A log of a million rows a day that is nowhere, for benchmarks of what is made of its counts. Of
 * each bucket a few random rows are counted, and then so often again that it holds as many as it
 * should.
 */
public final class GeneratedLog implements RangeReader {
  private static final int RANDOM_ROWS = 64;
  private static final double ROWS_PER_SECOND = 1_000_000.0 / 86_400;

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final VersionLayouts layouts;
  private final int slices;
  private final Random random = new Random(1);

  /**
   * A log of the versions and slice values that the spec names.
   *
   * @param slices how many values the spec's slice column has: {@code region 0} and on
   */
  public GeneratedLog(ModelSpec spec, Function<String, Optional<Profile>> profiles, int slices) {
    this.spec = spec;
    this.columns = WatchedColumns.of(spec);
    this.slices = slices;
    this.layouts =
        new VersionLayouts(version -> CountLayouts.of(spec, columns, profiles.apply(version)));
  }

  /** Its history, filled as of a moment. */
  public RowHistory filled(Instant now) {
    RowHistory history =
        new RowHistory(
            spec,
            spec.lateness().plus(ModelRows.CLOCK_ERROR),
            spec.drift().earlier(),
            layouts,
            () -> this,
            () -> this,
            new RowCounters(spec, columns, now));
    Deadline deadline = Deadline.after(Duration.ofHours(1));
    history.advance(now, deadline);
    while (history.fill(now, deadline)) {
      // the next part
    }
    return history;
  }

  @Override
  public CountedRange read(
      Instant from,
      Instant to,
      Duration bucket,
      Instant cut,
      VersionLayouts known,
      Deadline deadline) {
    BucketedCounts counts = empty(bucket);
    for (Instant start = from; start.isBefore(to); ) {
      Instant next = BucketStarts.notAfter(start, bucket).plus(bucket);
      Instant end = next.isBefore(to) ? next : to;
      counts.merge(bucket(start, Duration.between(start, end), bucket));
      start = end;
    }
    return new CountedRange(counts, empty(bucket), Set.of(), "");
  }

  private BucketedCounts empty(Duration bucket) {
    return new BucketedCounts(columns.slices(), bucket, layouts::of);
  }

  private BucketedCounts bucket(Instant from, Duration part, Duration bucket) {
    BucketedCounts few = empty(bucket);
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, from);
    String[] versions = spec.predictions().versions().values().toArray(String[]::new);
    Row row = new Row(columns);
    for (int i = 0; i < RANDOM_ROWS; i++) {
      row.clear();
      row.timeMicros(micros);
      row.version(versions[i % versions.length]);
      for (int column = 0; column < columns.numbers().size(); column++) {
        row.number(column, random.nextDouble() * 1000);
      }
      for (int column = 0; column < columns.texts().size(); column++) {
        row.text(column, "category " + random.nextInt(10));
      }
      for (int slice = 0; slice < columns.slices().size(); slice++) {
        row.slice(slice, "region " + random.nextInt(slices));
      }
      few.add(row);
    }
    BucketedCounts all = empty(bucket);
    long times = Math.max(1, Math.round(ROWS_PER_SECOND * part.toSeconds() / RANDOM_ROWS));
    for (long i = 0; i < times; i++) {
      all.merge(few);
    }
    return all;
  }

  @Override
  public boolean canCut() {
    return true;
  }
}
