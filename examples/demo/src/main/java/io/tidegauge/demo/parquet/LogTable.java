package io.tidegauge.demo.parquet;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of Parquet files, one for each minute in which rows were written. The current minute's
 * file is replaced by a longer one, by renaming, and then left alone; the next minute's file
 * appears only when it is complete. So whoever lists {@code *.parquet} and reads sees all rows up
 * to some moment, each once.
 */
public final class LogTable {
  private static final DateTimeFormatter NAME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm").withZone(ZoneOffset.UTC);
  private static final long SPAN_SECONDS = 60;

  private final Path folder;
  private final Path staging;
  private final List<Column> columns;
  private GrowingFile file;
  private long span = Long.MIN_VALUE;

  /**
   * A table without rows.
   *
   * @param folder where its files are
   * @param staging a folder on the same file system, outside what readers list
   */
  public LogTable(Path folder, Path staging, List<Column> columns) throws IOException {
    this.folder = Files.createDirectories(folder);
    this.staging = Files.createDirectories(staging);
    this.columns = List.copyOf(columns);
    this.file = new GrowingFile(columns);
  }

  /** Adds rows to the file of that minute. Minutes may not go back. */
  public void append(Instant at, List<List<@Nullable Object>> rows) throws IOException {
    long minute = Math.floorDiv(at.getEpochSecond(), SPAN_SECONDS);
    if (minute < span) {
      throw new IllegalArgumentException("the table has already gone past " + at);
    }
    if (rows.isEmpty()) {
      return;
    }
    if (minute > span) {
      span = minute;
      file = new GrowingFile(columns);
    }
    file.append(rows);
    String name = NAME.format(Instant.ofEpochSecond(minute * SPAN_SECONDS)) + ".parquet";
    replace(staging.resolve(folder.getFileName() + ".part"), folder.resolve(name), file.toBytes());
  }

  /**
   * Removes the files of minutes before that time. A reader that has just listed one of them fails,
   * so this is for now and then.
   */
  public void forget(Instant before) throws IOException {
    String first = NAME.format(before.minus(Duration.ofSeconds(SPAN_SECONDS)));
    for (Path old : files()) {
      if (old.getFileName().toString().compareTo(first) < 0) {
        Files.deleteIfExists(old);
      }
    }
  }

  /** The table's files, oldest first. */
  public List<Path> files() throws IOException {
    try (Stream<Path> all = Files.list(folder)) {
      List<Path> files =
          new ArrayList<>(all.filter(f -> f.toString().endsWith(".parquet")).toList());
      Collections.sort(files);
      return files;
    }
  }

  /** Puts a file in place as a whole: nobody ever sees a part of it. */
  public static void replace(Path part, Path target, byte[] content) throws IOException {
    Files.write(part, content);
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
