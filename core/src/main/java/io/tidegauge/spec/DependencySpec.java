package io.tidegauge.spec;

import java.util.Optional;

/**
 * Something that the model stands on and that others change.
 *
 * @param name the value of the label {@code dependency}
 * @param owner the team that answers for it
 */
public record DependencySpec(String name, Optional<String> owner, Source source) {

  /** How it is seen that it has changed. */
  public sealed interface Source {}

  /** An upstream table: by its columns and their types. */
  public record Table(TableName name) implements Source {}

  /** What each row of the prediction log says of it: a version. */
  public record Logged(Operand value) implements Source {}

  /**
   * The rows of a small query.
   *
   * @param sql in the database's own SQL; its two columns are a value and since when that holds
   */
  public record Queried(String sql) implements Source {}

  /** Its table, where it is one. */
  public Optional<TableName> table() {
    return source instanceof Table table ? Optional.of(table.name()) : Optional.empty();
  }
}
