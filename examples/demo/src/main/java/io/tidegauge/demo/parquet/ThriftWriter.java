package io.tidegauge.demo.parquet;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Thrift's compact protocol, as far as Parquet's headers need it. Fields are written in ascending
 * order; a struct is begun as a field or as an element of a list, and ended.
 */
final class ThriftWriter {
  private static final int TRUE = 1;
  private static final int FALSE = 2;
  private static final int I32 = 5;
  private static final int I64 = 6;
  private static final int BINARY = 8;
  private static final int LIST = 9;
  private static final int STRUCT = 12;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Deque<Integer> outer = new ArrayDeque<>();
  private int lastField;

  ThriftWriter flag(int field, boolean value) {
    header(field, value ? TRUE : FALSE);
    return this;
  }

  ThriftWriter i32(int field, int value) {
    header(field, I32);
    zigzag(value);
    return this;
  }

  ThriftWriter i64(int field, long value) {
    header(field, I64);
    zigzag(value);
    return this;
  }

  ThriftWriter text(int field, String value) {
    return binary(field, value.getBytes(StandardCharsets.UTF_8));
  }

  ThriftWriter binary(int field, byte[] value) {
    header(field, BINARY);
    bytes(value);
    return this;
  }

  ThriftWriter i32List(int field, int... values) {
    list(field, I32, values.length);
    for (int value : values) {
      zigzag(value);
    }
    return this;
  }

  ThriftWriter textList(int field, String... values) {
    list(field, BINARY, values.length);
    for (String value : values) {
      bytes(value.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Begins a list of structs; each element is {@link #element()} to {@link #end()}. */
  ThriftWriter structList(int field, int size) {
    list(field, STRUCT, size);
    return this;
  }

  /** Begins a struct that is a field. */
  ThriftWriter struct(int field) {
    header(field, STRUCT);
    return element();
  }

  /** Begins a struct that is an element of a list. */
  ThriftWriter element() {
    outer.push(lastField);
    lastField = 0;
    return this;
  }

  /** Ends the innermost struct. */
  ThriftWriter end() {
    out.write(0);
    lastField = outer.isEmpty() ? 0 : outer.pop();
    return this;
  }

  /** Puts an element of a list that was written before. */
  ThriftWriter written(byte[] element) {
    out.writeBytes(element);
    return this;
  }

  /** Puts an unsigned number of variable length, outside any struct. */
  ThriftWriter rawVarint(long value) {
    varint(value);
    return this;
  }

  byte[] toBytes() {
    return out.toByteArray();
  }

  private void header(int field, int type) {
    int delta = field - lastField;
    if (delta < 1 || delta > 15) {
      throw new IllegalStateException("field " + field + " after " + lastField);
    }
    out.write((delta << 4) | type);
    lastField = field;
  }

  private void list(int field, int type, int size) {
    header(field, LIST);
    if (size < 15) {
      out.write((size << 4) | type);
    } else {
      out.write(0xF0 | type);
      varint(size);
    }
  }

  private void bytes(byte[] value) {
    varint(value.length);
    out.writeBytes(value);
  }

  private void zigzag(long value) {
    varint((value << 1) ^ (value >> 63));
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.write((int) ((rest & 0x7F) | 0x80));
      rest >>>= 7;
    }
    out.write((int) rest);
  }
}
