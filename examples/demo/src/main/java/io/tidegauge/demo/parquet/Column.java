package io.tidegauge.demo.parquet;

/** A column of a table; every column may hold nulls. */
public record Column(String name, Type type) {

  /** What a column holds. */
  public enum Type {
    /** A {@link String}. */
    TEXT,
    /** A {@link Double}. */
    NUMBER,
    /** A {@link Long}. */
    WHOLE,
    /** An {@link java.time.Instant}, kept in microseconds. */
    TIME
  }

  /** A column of texts. */
  public static Column text(String name) {
    return new Column(name, Type.TEXT);
  }

  /** A column of doubles. */
  public static Column number(String name) {
    return new Column(name, Type.NUMBER);
  }

  /** A column of whole numbers. */
  public static Column whole(String name) {
    return new Column(name, Type.WHOLE);
  }

  /** A column of instants. */
  public static Column time(String name) {
    return new Column(name, Type.TIME);
  }
}
