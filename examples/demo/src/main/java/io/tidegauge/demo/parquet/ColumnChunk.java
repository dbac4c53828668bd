package io.tidegauge.demo.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The values of one column in one row group: a single plain page, not compressed. */
final class ColumnChunk {
  private static final int PLAIN = 0;
  private static final int RLE = 3;

  private final Column column;
  private final int rows;
  private final byte[] page;
  private final OptionalLong lowest;
  private final OptionalLong highest;

  private ColumnChunk(
      Column column, int rows, byte[] page, OptionalLong lowest, OptionalLong highest) {
    this.column = column;
    this.rows = rows;
    this.page = page;
    this.lowest = lowest;
    this.highest = highest;
  }

  static ColumnChunk of(Column column, int index, List<List<@Nullable Object>> rows) {
    ByteArrayOutputStream values = new ByteArrayOutputStream();
    byte[] present = new byte[(rows.size() + 7) / 8];
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (int i = 0; i < rows.size(); i++) {
      Object value = rows.get(i).get(index);
      if (value == null) {
        continue;
      }
      present[i / 8] |= (byte) (1 << (i % 8));
      values.writeBytes(plain(column, value));
      if (value instanceof Instant instant) {
        lowest = Math.min(lowest, micros(instant));
        highest = Math.max(highest, micros(instant));
      }
    }
    byte[] page = page(rows.size(), present, values.toByteArray());
    boolean bounded = lowest <= highest;
    return new ColumnChunk(
        column,
        rows.size(),
        page,
        bounded ? OptionalLong.of(lowest) : OptionalLong.empty(),
        bounded ? OptionalLong.of(highest) : OptionalLong.empty());
  }

  byte[] page() {
    return page;
  }

  /** Writes the chunk's place and kind as an element of the row group's list. */
  void describe(ThriftWriter footer, long offset) {
    footer.element().i64(2, offset).struct(3);
    footer
        .i32(1, physical(column.type()))
        .i32List(2, PLAIN, RLE)
        .textList(3, column.name())
        .i32(4, 0)
        .i64(5, rows)
        .i64(6, page.length)
        .i64(7, page.length)
        .i64(9, offset);
    if (lowest.isPresent() && highest.isPresent()) {
      footer.struct(12).binary(5, eightBytes(highest.getAsLong()));
      footer.binary(6, eightBytes(lowest.getAsLong())).end();
    }
    footer.end().end();
  }

  /** Parquet's number for the physical type. */
  static int physical(Column.Type type) {
    return switch (type) {
      case WHOLE, TIME -> 2;
      case NUMBER -> 5;
      case TEXT -> 6;
    };
  }

  private static byte[] page(int rows, byte[] present, byte[] values) {
    ThriftWriter levels = new ThriftWriter();
    int groups = present.length;
    byte[] run = levels.rawVarint(((long) groups << 1) | 1).toBytes();
    int length = run.length + present.length;
    int size = 4 + length + values.length;
    byte[] header =
        new ThriftWriter()
            .i32(1, 0)
            .i32(2, size)
            .i32(3, size)
            .struct(5)
            .i32(1, rows)
            .i32(2, PLAIN)
            .i32(3, RLE)
            .i32(4, RLE)
            .end()
            .end()
            .toBytes();
    return ByteBuffer.allocate(header.length + size)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(header)
        .putInt(length)
        .put(run)
        .put(present)
        .put(values)
        .array();
  }

  private static byte[] plain(Column column, Object value) {
    return switch (column.type()) {
      case TEXT -> prefixed(((String) value).getBytes(StandardCharsets.UTF_8));
      case NUMBER -> eightBytes(Double.doubleToRawLongBits((Double) value));
      case WHOLE -> eightBytes((Long) value);
      case TIME -> eightBytes(micros((Instant) value));
    };
  }

  private static long micros(Instant instant) {
    return ChronoUnit.MICROS.between(Instant.EPOCH, instant);
  }

  private static byte[] prefixed(byte[] text) {
    return ByteBuffer.allocate(4 + text.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(text.length)
        .put(text)
        .array();
  }

  private static byte[] eightBytes(long value) {
    return ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
