package io.tidegauge.source;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.ComparedFeature;
import io.tidegauge.counts.PairRow;
import io.tidegauge.counts.PairRow.Match;
import io.tidegauge.counts.PairRow.Values;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** Goes through a result of pairs once, fills one pair again and again, and hands it on. */
final class PairGathering<C> implements ResultReader<PairResult<C>> {
  private static final int ROWS_BETWEEN_LOOKS = 1024;

  private final PairStatement statement;
  private final TimeAxis time;
  private final List<ComparedFeature> features;
  private final List<Integer> kept;
  private final List<FailedColumn> failed;
  private final Deadline deadline;
  private final C counts;
  private final BiConsumer<C, PairRow> add;
  private final List<NumberReader> numbers = new ArrayList<>();
  private long fromMicros = Long.MIN_VALUE;
  private long toMicros = Long.MAX_VALUE;

  /**
   * Nothing read yet.
   *
   * @param features all features of a pair
   * @param kept the indices of those that the statement reads
   */
  PairGathering(
      PairStatement statement,
      List<ComparedFeature> features,
      List<Integer> kept,
      List<FailedColumn> failed,
      Deadline deadline,
      C counts,
      BiConsumer<C, PairRow> add) {
    this.statement = statement;
    this.time = statement.time();
    this.features = features;
    this.kept = kept;
    this.failed = failed;
    this.deadline = deadline;
    this.counts = counts;
    this.add = add;
  }

  /** Leaves out what is read around the range because clocks change near it. */
  void between(Instant from, Instant to) {
    if (!time.margin(from, to).isZero()) {
      fromMicros = ChronoUnit.MICROS.between(Instant.EPOCH, from);
      toMicros = ChronoUnit.MICROS.between(Instant.EPOCH, to);
    }
  }

  /** Puts one side's value of one feature into the pair. */
  @FunctionalInterface
  private interface Side {
    void read(ResultSet rows, Values values) throws SQLException;
  }

  @Override
  public PairResult<C> read(ResultSet rows) throws SQLException {
    ResultSetMetaData result = rows.getMetaData();
    boolean versions = statement.hasVersion();
    int match = versions ? 3 : 2;
    Side[] sides = new Side[2 * kept.size()];
    for (int i = 0; i < sides.length; i++) {
      int position = match + 1 + i;
      sides[i] = side(kept.get(i / 2), position, ColumnShape.of(result, position));
    }
    ColumnShape version = versions ? ColumnShape.of(result, 2) : ColumnShape.TEXT;
    PairRow pair = new PairRow(features.size());
    long looked = 0;
    long taken = 0;
    while (rows.next()) {
      if (++looked % ROWS_BETWEEN_LOOKS == 0 && deadline.passed()) {
        throw new SQLTimeoutException("the deadline came while pairs were read");
      }
      long micros = time.micros(rows, 1);
      if (micros < fromMicros || micros >= toMicros) {
        continue;
      }
      pair.timeMicros(micros);
      pair.version(versions ? Texts.text(version, rows, 2) : Cell.ONLY_VERSION);
      pair.match(match(rows.getInt(match)));
      pair.serving().clear();
      pair.training().clear();
      for (int i = 0; i < sides.length; i++) {
        sides[i].read(rows, i % 2 == 0 ? pair.serving() : pair.training());
      }
      taken++;
      add.accept(counts, pair);
    }
    long errors = numbers.stream().mapToLong(NumberReader::typeErrors).sum();
    return new PairResult<>(counts, taken, failed, errors);
  }

  private static Match match(int code) {
    return switch (code) {
      case 0 -> Match.UNMATCHED;
      case 1 -> Match.MATCHED;
      case 2 -> Match.DUPLICATE;
      default -> throw new AssertionError(code);
    };
  }

  private Side side(int feature, int position, ColumnShape shape) {
    MissingValues missing = MissingValues.of(features.get(feature).missingValues());
    if (features.get(feature).type() == FeatureType.CATEGORY) {
      return (rows, values) -> values.text(feature, Texts.category(shape, rows, position, missing));
    }
    NumberReader reader = new NumberReader(shape, position, missing);
    numbers.add(reader);
    return (rows, values) -> {
      if (reader.read(rows)) {
        values.number(feature, reader.value());
      }
    };
  }
}
