package io.tidegauge.spec.yaml;

import java.util.Optional;

/**
 * A key of an object.
 *
 * @param fallback the default, as text, number, truth value, list or map; empty where there is none
 * @param meaning one sentence for the schema and for messages
 */
public record Field(
    String name, Shape shape, boolean required, Optional<Object> fallback, String meaning) {

  /** A key that must be there. */
  public static Field required(String name, Shape shape, String meaning) {
    return new Field(name, shape, true, Optional.empty(), meaning);
  }

  /** A key that may be left out. */
  public static Field optional(String name, Shape shape, String meaning) {
    return new Field(name, shape, false, Optional.empty(), meaning);
  }

  /** A key that has a default. */
  public static Field withDefault(String name, Shape shape, Object fallback, String meaning) {
    return new Field(name, shape, false, Optional.of(fallback), meaning);
  }
}
