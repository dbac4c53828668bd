package io.tidegauge.source;

import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A time column and the type it has in the database: turns instants into values that it can be
 * compared with, and its values into microseconds since the epoch. Never by {@code
 * java.sql.Timestamp}, which adds the JVM's own offset.
 *
 * <p>A timestamp without zone that a change of the clocks made twice is the earlier of the two
 * instants; one that it skipped is taken with the offset from before the change. Each row thereby
 * has one instant, and belongs to one range.
 */
final class TimeAxis {
  private static final long MICROS = 1_000_000;
  private static final DateTimeFormatter LITERAL =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final TimeColumn column;
  private final ColumnShape shape;
  private final ZoneRules rules;
  private final @Nullable ZoneOffset fixed;

  private TimeAxis(TimeColumn column, ColumnShape shape) {
    this.column = column;
    this.shape = shape;
    this.rules = column.zone().getRules();
    this.fixed = rules.isFixedOffset() ? rules.getOffset(Instant.EPOCH) : null;
  }

  /** Whether a column of that shape holds times in that unit. */
  static boolean fits(TimeUnit unit, ColumnShape shape) {
    return unit == TimeUnit.TIMESTAMP
        ? shape == ColumnShape.TIMESTAMP
            || shape == ColumnShape.TIMESTAMP_WITH_ZONE
            || shape == ColumnShape.DATE
        : shape.isNumber();
  }

  static TimeAxis of(TimeColumn column, ColumnShape shape) {
    if (!fits(column.unit(), shape)) {
      throw new IllegalArgumentException(column.unit() + " in a column of shape " + shape);
    }
    return new TimeAxis(column, shape);
  }

  TimeColumn column() {
    return column;
  }

  /** The condition that a row's time, and its partition, lie in a range. */
  String condition(Dialect dialect) {
    String time = dialect.quote(column.column());
    String range = time + " >= ? AND " + time + " < ?";
    return column.partition().isEmpty()
        ? range
        : range + " AND " + dialect.quote(column.partition().get()) + " BETWEEN ? AND ?";
  }

  /** The values of that condition. */
  List<Object> values(Instant from, Instant to) {
    Duration margin = margin(from, to);
    Instant lowest = from.minus(margin);
    Instant highest = to.plus(margin);
    List<Object> values = new ArrayList<>(List.of(value(lowest), value(highest)));
    if (column.partition().isPresent()) {
      values.add(LocalDate.ofInstant(lowest, column.zone()));
      values.add(LocalDate.ofInstant(highest.minusNanos(1), column.zone()));
    }
    return values;
  }

  /**
   * By how much more must be read, and left out again by {@link #micros}, because near a change of
   * the clocks local times are not in the order of their instants.
   */
  Duration margin(Instant from, Instant to) {
    if (fixed != null || (shape != ColumnShape.TIMESTAMP && shape != ColumnShape.DATE)) {
      return Duration.ZERO;
    }
    Duration margin = Duration.ZERO;
    Duration day = Duration.ofDays(2);
    ZoneOffsetTransition change = rules.nextTransition(from.minus(day));
    while (change != null && change.getInstant().isBefore(to.plus(day))) {
      Duration size = change.getDuration().abs();
      Duration reach = size.multipliedBy(2);
      boolean near =
          change.getInstant().isAfter(from.minus(reach))
              && change.getInstant().isBefore(to.plus(reach));
      margin = near && size.compareTo(margin) > 0 ? size : margin;
      change = rules.nextTransition(change.getInstant());
    }
    return margin;
  }

  private Object value(Instant instant) {
    if (column.unit() != TimeUnit.TIMESTAMP) {
      return epochValue(instant);
    }
    return shape == ColumnShape.TIMESTAMP_WITH_ZONE
        ? OffsetDateTime.ofInstant(instant, ZoneOffset.UTC)
        : LocalDateTime.ofInstant(instant, column.zone());
  }

  private Object epochValue(Instant instant) {
    long micros = ChronoUnit.MICROS.between(Instant.EPOCH, instant);
    BigDecimal exact =
        BigDecimal.valueOf(micros)
            .multiply(BigDecimal.valueOf(perSecond()))
            .divide(BigDecimal.valueOf(MICROS), 6, RoundingMode.UNNECESSARY);
    return switch (shape) {
      // The first whole number that is not before the bound: right for both ends of [from, to).
      case INTEGER -> exact.setScale(0, RoundingMode.CEILING).longValueExact();
      case DECIMAL -> exact;
      default -> exact.doubleValue();
    };
  }

  private long perSecond() {
    return switch (column.unit()) {
      case TIMESTAMP, EPOCH_S -> 1;
      case EPOCH_MS -> 1_000;
      case EPOCH_US -> 1_000_000;
      case EPOCH_NS -> 1_000_000_000;
    };
  }

  /** The time as seconds since the epoch, in SQL. */
  String seconds(Dialect dialect, String expression) {
    if (column.unit() != TimeUnit.TIMESTAMP) {
      return "(" + expression + " / " + perSecond() + ".0)";
    }
    if (shape == ColumnShape.TIMESTAMP_WITH_ZONE) {
      return dialect.epochSeconds(expression);
    }
    String local = "CAST(" + expression + " AS timestamp)";
    if (fixed != null) {
      // Databases do not know "Z", and read "+02:00" as the hours to the west.
      return "(" + dialect.epochSeconds(local) + " - " + fixed.getTotalSeconds() + ")";
    }
    return dialect.epochSeconds(local + " AT TIME ZONE '" + column.zone().getId() + "'");
  }

  /**
   * The same microseconds as {@link #micros}, in SQL, counted from an origin.
   *
   * @param origin in whole microseconds, and not after any row of the range
   */
  String microsAfter(Instant origin, Dialect dialect, String time, Instant from, Instant to) {
    long start = ChronoUnit.MICROS.between(Instant.EPOCH, origin);
    return switch (shape) {
      case TIMESTAMP, DATE -> localMicrosAfter(start, dialect, time, from, to);
      case TIMESTAMP_WITH_ZONE -> "(" + dialect.epochMicros(time) + " - " + start + ")";
      case INTEGER -> integerMicrosAfter(start, time);
      case DECIMAL ->
          perSecond() <= MICROS
              ? "(CAST(floor("
                  + time
                  + " * "
                  + MICROS / perSecond()
                  + ") AS bigint) - "
                  + start
                  + ")"
              : integerMicrosAfter(start, "floor(" + time + ")");
      default -> fractionMicrosAfter(start, "CAST(" + time + " AS double precision)");
    };
  }

  /**
   * Databases differ in how they take local times near a change of the clocks: they are not asked.
   */
  private String localMicrosAfter(
      long start, Dialect dialect, String time, Instant from, Instant to) {
    String local = "CAST(" + time + " AS timestamp)";
    StringBuilder offset = new StringBuilder();
    Instant first = from.minus(Duration.ofDays(2));
    int seconds = rules.getOffset(first).getTotalSeconds();
    ZoneOffsetTransition change = rules.nextTransition(first);
    while (change != null && change.getInstant().isBefore(to.plus(Duration.ofDays(2)))) {
      // The earlier of two instants is the one before the change; so is what was skipped.
      LocalDateTime end = change.isGap() ? change.getDateTimeAfter() : change.getDateTimeBefore();
      offset
          .append(offset.isEmpty() ? "CASE" : "")
          .append(" WHEN " + local + " < CAST('" + LITERAL.format(end) + "' AS timestamp)")
          .append(" THEN " + seconds * MICROS);
      seconds = change.getOffsetAfter().getTotalSeconds();
      change = rules.nextTransition(change.getInstant());
    }
    String last = Long.toString(seconds * MICROS);
    String whole = offset.isEmpty() ? last : offset + " ELSE " + last + " END";
    return "(" + dialect.epochMicros(local) + " - (" + whole + ") - " + start + ")";
  }

  private String integerMicrosAfter(long start, String time) {
    String whole = "CAST(" + time + " AS bigint)";
    long perSecond = perSecond();
    if (perSecond <= MICROS) {
      return "(" + whole + " * " + MICROS / perSecond + " - " + start + ")";
    }
    long perMicro = perSecond / MICROS;
    String after = "(" + whole + " - " + start * perMicro + ")";
    // Whether dividing integers gives an integer is the database's choice: a multiple divides well.
    return "CAST((" + after + " - " + after + " % " + perMicro + ") / " + perMicro + " AS bigint)";
  }

  private String fractionMicrosAfter(long start, String time) {
    String units = perSecond() + "e0";
    String whole = "floor(" + time + " / " + units + ")";
    String rest = "((" + time + " - " + whole + " * " + units + ") / " + units + ")";
    return "(CAST("
        + whole
        + (" AS bigint) * " + MICROS)
        + (" + least(" + (MICROS - 1) + ", greatest(0, CAST(floor(" + rest + " * " + MICROS)
        + ("e0 + 0.5e0) AS bigint))) - " + start + ")");
  }

  /** A result's time, which is not NULL, in microseconds since the epoch. */
  long micros(ResultSet rows, int position) throws SQLException {
    return switch (shape) {
      case TIMESTAMP -> local(rows.getObject(position, LocalDateTime.class));
      case TIMESTAMP_WITH_ZONE -> {
        OffsetDateTime time = rows.getObject(position, OffsetDateTime.class);
        yield time.toEpochSecond() * MICROS + time.get(ChronoField.MICRO_OF_SECOND);
      }
      case DATE -> local(rows.getObject(position, LocalDate.class).atStartOfDay());
      case INTEGER -> integer(rows.getLong(position));
      case DECIMAL ->
          rows.getBigDecimal(position)
              .multiply(BigDecimal.valueOf(MICROS))
              .divide(BigDecimal.valueOf(perSecond()), 0, RoundingMode.FLOOR)
              .longValue();
      default -> fraction(rows.getDouble(position));
    };
  }

  private long local(LocalDateTime time) {
    ZoneOffset offset = fixed != null ? fixed : time.atZone(column.zone()).getOffset();
    if (fixed == null && !rules.isValidOffset(time, offset)) {
      offset = rules.getTransition(time).getOffsetBefore();
    }
    return time.toEpochSecond(offset) * MICROS + time.get(ChronoField.MICRO_OF_SECOND);
  }

  private long integer(long value) {
    long perSecond = perSecond();
    return perSecond <= MICROS
        ? value * (MICROS / perSecond)
        : Math.floorDiv(value, perSecond / MICROS);
  }

  /** Rounds, but never up into the next second, where another bucket may begin. */
  private long fraction(double value) {
    double unitsPerSecond = perSecond();
    double whole = Math.floor(value / unitsPerSecond);
    double rest = (value - whole * unitsPerSecond) / unitsPerSecond;
    return ((long) whole) * MICROS + Math.max(0, Math.min(MICROS - 1, Math.round(rest * MICROS)));
  }
}
