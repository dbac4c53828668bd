package io.tidegauge.demo.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Parquet file in memory that grows by row groups. What it was before is, but for the footer, the
 * beginning of what it is after: a reader that holds the older footer finds its rows in the newer
 * file at the same places.
 */
public final class GrowingFile {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final int UTF8 = 0;
  private static final int TIMESTAMP_MICROS = 10;

  private final List<Column> columns;
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final List<byte[]> rowGroups = new ArrayList<>();
  private long rows;

  /** A file without rows. */
  public GrowingFile(List<Column> columns) {
    this.columns = List.copyOf(columns);
    data.writeBytes(MAGIC);
  }

  /** Adds rows, as one row group. */
  public void append(List<List<@Nullable Object>> added) {
    if (added.isEmpty()) {
      return;
    }
    ThriftWriter group = new ThriftWriter().structList(1, columns.size());
    long start = data.size();
    for (int i = 0; i < columns.size(); i++) {
      ColumnChunk chunk = ColumnChunk.of(columns.get(i), i, added);
      chunk.describe(group, data.size());
      data.writeBytes(chunk.page());
    }
    group.i64(2, data.size() - start).i64(3, added.size()).end();
    rowGroups.add(group.toBytes());
    rows += added.size();
  }

  /** The whole file as it stands. */
  public byte[] toBytes() {
    byte[] footer = footer();
    return ByteBuffer.allocate(data.size() + footer.length + 8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(data.toByteArray())
        .put(footer)
        .putInt(footer.length)
        .put(MAGIC)
        .array();
  }

  private byte[] footer() {
    ThriftWriter footer = new ThriftWriter().i32(1, 1).structList(2, columns.size() + 1);
    footer.element().text(4, "schema").i32(5, columns.size()).end();
    columns.forEach(column -> describe(column, footer));
    footer.i64(3, rows).structList(4, rowGroups.size());
    rowGroups.forEach(footer::written);
    return footer.text(6, "tidegauge-demo").end().toBytes();
  }

  private static void describe(Column column, ThriftWriter footer) {
    footer.element().i32(1, ColumnChunk.physical(column.type())).i32(3, 1).text(4, column.name());
    switch (column.type()) {
      case TEXT -> footer.i32(6, UTF8);
      case TIME -> {
        footer.i32(6, TIMESTAMP_MICROS);
        // LogicalType: TIMESTAMP(isAdjustedToUTC, MICROS)
        footer.struct(10).struct(8).flag(1, true).struct(2).struct(2).end().end().end().end();
      }
      case NUMBER, WHOLE -> {}
    }
    footer.end();
  }
}
