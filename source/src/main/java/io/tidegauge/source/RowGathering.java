package io.tidegauge.source;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Row;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.source.RowSource.Value;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Goes through a result once, fills one row again and again, and hands it on. */
final class RowGathering<C> implements ResultReader<ReadResult<C>> {
  private static final int ROWS_BETWEEN_LOOKS = 1024;

  private final RowPlan plan;
  private final RowStatement statement;
  private final boolean versions;
  private final Deadline deadline;
  private final long fromMicros;
  private final long toMicros;
  private final boolean filtered;
  private final C counts;
  private final BiConsumer<C, Row> add;
  private final Row row;
  private final BitSet seen = new BitSet();
  private final Map<ColumnRef, NumberReader> numbers = new LinkedHashMap<>();
  private final @Nullable TimeAxis time;
  private long taken;
  private long unmatched;
  private long repeated;

  RowGathering(
      RowPlan plan,
      RowSource source,
      WatchedColumns columns,
      Instant from,
      Instant to,
      Deadline deadline,
      C counts,
      BiConsumer<C, Row> add) {
    this.plan = plan;
    this.statement = plan.statement();
    this.versions = source.version().isPresent();
    this.deadline = deadline;
    this.time = statement.time().orElse(null);
    this.filtered = time != null && !time.margin(from, to).isZero();
    this.fromMicros = ChronoUnit.MICROS.between(Instant.EPOCH, from);
    this.toMicros = ChronoUnit.MICROS.between(Instant.EPOCH, to);
    this.counts = counts;
    this.add = add;
    this.row = new Row(columns);
  }

  @Override
  public ReadResult<C> read(ResultSet rows) throws SQLException {
    CellReader[] readers = readers(rows.getMetaData());
    ColumnShape version =
        versions ? ColumnShape.of(rows.getMetaData(), statement.version()) : ColumnShape.TEXT;
    long looked = 0;
    while (rows.next()) {
      if (++looked % ROWS_BETWEEN_LOOKS == 0 && deadline.passed()) {
        // Between two fetches there is nothing on the server that a cancel could end.
        throw new SQLTimeoutException("the deadline came while rows were read");
      }
      if (!inRange(rows) || isRepeated(rows)) {
        continue;
      }
      row.version(versions ? Texts.text(version, rows, statement.version()) : Cell.ONLY_VERSION);
      for (CellReader reader : readers) {
        reader.read(rows, row);
      }
      taken++;
      add.accept(counts, row);
    }
    return result();
  }

  private boolean inRange(ResultSet rows) throws SQLException {
    if (time == null) {
      return true;
    }
    long micros = time.micros(rows, 1);
    row.timeMicros(micros);
    return !filtered || (micros >= fromMicros && micros < toMicros);
  }

  private boolean isRepeated(ResultSet rows) throws SQLException {
    if (statement.matched() == 0) {
      return false;
    }
    int number = Math.toIntExact(rows.getLong(statement.matched() + 1));
    if (seen.get(number)) {
      repeated++;
      return true;
    }
    seen.set(number);
    unmatched += 1 - rows.getInt(statement.matched());
    return false;
  }

  private CellReader[] readers(ResultSetMetaData result) throws SQLException {
    CellReader[] readers = new CellReader[statement.values().size()];
    for (int i = 0; i < readers.length; i++) {
      int position = statement.firstValue() + i;
      readers[i] = reader(statement.values().get(i), position, ColumnShape.of(result, position));
    }
    return readers;
  }

  private CellReader reader(Value value, int position, ColumnShape shape) {
    ColumnRef column = value.column();
    int index = column.index();
    return switch (column.kind()) {
      case NUMBER -> number(value, new NumberReader(shape, position, value.missing()));
      case TEXT ->
          (rows, target) ->
              target.text(index, Texts.category(shape, rows, position, value.missing()));
      case SLICE -> (rows, target) -> target.slice(index, Texts.text(shape, rows, position));
      case WEIGHT -> weight(new NumberReader(shape, position, MissingValues.NONE));
      case ID -> (rows, target) -> target.id(Texts.text(shape, rows, position));
      case TRACE -> (rows, target) -> target.trace(Texts.text(shape, rows, position));
      case FAILED -> (rows, target) -> target.failed(Texts.flag(shape, rows, position));
    };
  }

  private CellReader number(Value value, NumberReader reader) {
    int index = value.column().index();
    double factor = value.factor();
    numbers.put(value.column(), reader);
    return (rows, target) -> {
      if (reader.read(rows)) {
        target.number(index, reader.value() * factor);
      } else if (reader.isTypeError()) {
        target.typeError(index);
      } else {
        target.noNumber(index);
      }
    };
  }

  private static CellReader weight(NumberReader reader) {
    return (rows, target) -> target.weight(reader.read(rows) ? reader.value() : Double.NaN);
  }

  private ReadResult<C> result() {
    Map<ColumnRef, Long> typeErrors = new LinkedHashMap<>();
    numbers.forEach(
        (column, reader) -> {
          if (reader.typeErrors() > 0) {
            typeErrors.put(column, reader.typeErrors());
          }
        });
    return new ReadResult<>(counts, taken, unmatched, repeated, plan.failed(), typeErrors);
  }
}
