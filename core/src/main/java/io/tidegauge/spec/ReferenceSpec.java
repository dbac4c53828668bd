package io.tidegauge.spec;

import static java.util.stream.Collectors.collectingAndThen;
import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the current rows are compared with. */
public sealed interface ReferenceSpec {

  /**
   * One frozen profile for each version.
   *
   * @param path relative to the spec's folder; {@code {version}} stands for the version's name
   */
  record Profiles(String path) implements ReferenceSpec {

    /**
     * The profiles that are there, in order.
     *
     * @param folder the spec's
     */
    public List<Path> files(Path folder) throws IOException {
      String[] parts = path.split(Pattern.quote("{version}"), -1);
      Path start = folder.resolve(parts[0] + "x").normalize().resolveSibling("");
      if (!Files.isDirectory(start)) {
        return List.of();
      }
      Pattern named =
          Arrays.stream(parts)
              .map(Pattern::quote)
              .collect(collectingAndThen(joining("[^/]+"), Pattern::compile));
      try (Stream<Path> found = Files.walk(start, Path.of(path).getNameCount())) {
        return found
            .filter(file -> named.matcher(slashed(folder.relativize(file))).matches())
            .sorted()
            .toList();
      }
    }

    private static String slashed(Path file) {
      return file.toString().replace('\\', '/');
    }
  }

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
