package io.tidegauge.spec.yaml;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A YAML value that knows where it stands. */
public sealed interface Tree {
  /** Where the value begins. */
  Position position();

  /** What kind of value it is, for a message: "a number". */
  String noun();

  /**
   * A single value.
   *
   * @param text the text without quotes and escapes
   */
  record Scalar(Position position, Kind kind, String text) implements Tree {
    @Override
    public String noun() {
      return kind.noun;
    }

    /** The value of a number. */
    BigDecimal number() {
      return new BigDecimal(text);
    }
  }

  /** What a single value is by the core schema of YAML 1.2. */
  enum Kind {
    TEXT("text"),
    NUMBER("a number"),
    BOOLEAN("a truth value"),
    NULL("nothing");

    private final String noun;

    Kind(String noun) {
      this.noun = noun;
    }
  }

  /** A list. */
  record Sequence(Position position, List<Tree> items) implements Tree {
    public Sequence {
      items = List.copyOf(items);
    }

    @Override
    public String noun() {
      return "a list";
    }
  }

  /** Keys and their values, in the order of the text. */
  record Mapping(Position position, List<Entry> entries) implements Tree {
    public Mapping {
      entries = List.copyOf(entries);
    }

    @Override
    public String noun() {
      return "a map";
    }

    /** The entry of that key. */
    Optional<Entry> find(String key) {
      return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
    }
  }

  /**
   * A key and its value.
   *
   * @param declared whether it stands in the text; false for a default
   */
  record Entry(String key, Position position, Tree value, boolean declared) {}

  /** What stands in the place of a value that was refused. */
  record Broken(Position position) implements Tree {
    @Override
    public String noun() {
      return "a refused value";
    }
  }

  /** A default as a tree: text, numbers, truth values, lists and maps of them. */
  static Tree of(Object value, Position position) {
    if (value instanceof String text) {
      return new Scalar(position, Kind.TEXT, text);
    }
    if (value instanceof Number number) {
      return new Scalar(position, Kind.NUMBER, number.toString());
    }
    if (value instanceof Boolean flag) {
      return new Scalar(position, Kind.BOOLEAN, flag.toString());
    }
    if (value instanceof List<?> items) {
      return new Sequence(position, items.stream().map(item -> of(item, position)).toList());
    }
    if (value instanceof Map<?, ?> map) {
      List<Entry> entries = new ArrayList<>();
      map.forEach(
          (key, item) ->
              entries.add(new Entry(key.toString(), position, of(item, position), false)));
      return new Mapping(position, entries);
    }
    throw new IllegalArgumentException("no default can be " + value);
  }
}
