package io.tidegauge.demo;

import io.tidegauge.demo.parquet.GrowingFile;
import io.tidegauge.demo.parquet.LogTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * The model registry: one row for each version. Replacing its file is safe for a reader, for what
 * is written differs in numbers of fixed length only.
 */
final class Registry {
  private static final Duration AGE = Duration.ofDays(6);
  private static final Duration AGE_OF_THE_OLD_ONE = Duration.ofDays(45);
  private static final Duration AGE_OF_THE_SHADOW = Duration.ofDays(2);

  private final Path part;
  private final Path file;
  private final Instant start;

  Registry(Path folder, Instant start) throws IOException {
    this.part = Files.createDirectories(folder.resolve("staging")).resolve("registry.part");
    this.file =
        Files.createDirectories(folder.resolve("model_registry")).resolve("registry.parquet");
    this.start = start;
  }

  /**
   * Writes the registry.
   *
   * @param old whether the champion is the artifact of long ago
   */
  void write(boolean old) throws IOException {
    GrowingFile table = new GrowingFile(Tables.REGISTRY);
    Instant trained = start.minus(old ? AGE_OF_THE_OLD_ONE : AGE);
    Instant shadowTrained = start.minus(AGE_OF_THE_SHADOW);
    table.append(
        List.of(
            Arrays.asList("v1", trained.minus(hours(20)), trained, trained.plus(hours(12))),
            Arrays.asList(
                "v2",
                shadowTrained.minus(hours(20)),
                shadowTrained,
                shadowTrained.plus(hours(9)))));
    LogTable.replace(part, file, table.toBytes());
  }

  private static Duration hours(int hours) {
    return Duration.ofHours(hours);
  }
}
