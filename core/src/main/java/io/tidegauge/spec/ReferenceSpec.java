package io.tidegauge.spec;

import java.time.Instant;
import java.util.Optional;

/** What the current rows are compared with. */
public sealed interface ReferenceSpec {

  /**
   * One frozen profile for each version.
   *
   * @param path relative to the spec's folder; {@code {version}} stands for the version's name
   */
  record Profiles(String path) implements ReferenceSpec {}

  /**
   * The rows of a table, of which a profile is made at the start.
   *
   * @param version the column that tells the versions' rows apart; absent where all versions share
   *     the rows
   * @param from the first time that belongs to the reference
   * @param to the first time that does not any more
   * @param label the column of what really happened, where the rows hold it themselves
   */
  record Rows(
      TableName table,
      Optional<String> where,
      Optional<String> version,
      Optional<TimeColumn> time,
      Optional<Instant> from,
      Optional<Instant> to,
      Optional<String> label)
      implements ReferenceSpec {}
}
