package io.tidegauge.spec;

import java.util.List;

/**
 * A table or view, as its parts from the outermost: {@code log}, {@code public.log}, {@code
 * lake.public.log}. In YAML the parts are parted by dots; a part that holds a dot of its own is
 * written as a list.
 */
public record TableName(List<String> parts) {
  public TableName {
    parts = List.copyOf(parts);
    if (parts.isEmpty() || parts.size() > 3 || parts.stream().anyMatch(String::isBlank)) {
      throw new IllegalArgumentException("a table has one to three names, was " + parts);
    }
  }

  /** The table of that dotted name. */
  public static TableName of(String dotted) {
    return new TableName(List.of(dotted.split("\\.", -1)));
  }

  @Override
  public String toString() {
    return String.join(".", parts);
  }
}
