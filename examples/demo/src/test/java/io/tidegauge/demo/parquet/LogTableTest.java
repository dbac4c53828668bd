package io.tidegauge.demo.parquet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTableTest {
  private static final Instant START = Instant.parse("2026-01-05T10:00:00Z");
  private static final List<Column> COLUMNS =
      List.of(
          Column.whole("seq"),
          Column.time("made_at"),
          Column.number("x"),
          Column.text("name"),
          Column.number("never"));

  @TempDir Path folder;

  @Test
  void duckDbReadsWhatWasWritten() throws Exception {
    LogTable table = table();
    table.append(START, List.of(row(1, 0.1, "a'\"é"), row(2, null, null), row(3, -0.0, "")));
    table.append(START.plusSeconds(59), List.of(row(4, Double.NaN, "日本")));
    table.append(START.plusSeconds(60), List.of(row(5, Double.MAX_VALUE, "z")));

    assertThat(table.files())
        .extracting(file -> file.getFileName().toString())
        .containsExactly("20260105T1000.parquet", "20260105T1001.parquet");
    assertThat(query("SELECT seq, epoch_us(made_at), x, name, never FROM rows ORDER BY seq"))
        .containsExactly(
            "1|" + micros(1) + "|0.1|a'\"é|null",
            "2|" + micros(2) + "|null|null|null",
            "3|" + micros(3) + "|-0.0||null",
            "4|" + micros(4) + "|NaN|日本|null",
            "5|" + micros(5) + "|1.7976931348623157E308|z|null");
    assertThat(query("SELECT column_type FROM (DESCRIBE FROM rows)"))
        .containsExactly("BIGINT", "TIMESTAMP WITH TIME ZONE", "DOUBLE", "VARCHAR", "DOUBLE");
  }

  @Test
  void boundsOfTimeDoNotHideRows() throws Exception {
    LogTable table = table();
    for (int i = 0; i < 200; i++) {
      table.append(START.plusSeconds(i), List.of(row(i, i * 1.0, "v" + i)));
    }

    assertThat(
            query(
                "SELECT count(*), min(seq), max(seq) FROM rows WHERE made_at >= '"
                    + START.plusSeconds(70)
                    + "' AND made_at < '"
                    + START.plusSeconds(130)
                    + "'"))
        .containsExactly("60|70|129");
  }

  @Test
  void filesOfOldMinutesAreForgotten() throws Exception {
    LogTable table = table();
    for (int i = 0; i < 5; i++) {
      table.append(START.plusSeconds(60L * i), List.of(row(i, 1.0, "a")));
    }

    table.forget(START.plusSeconds(180));

    assertThat(query("SELECT min(seq), max(seq) FROM rows")).containsExactly("2|4");
  }

  @Test
  void timeDoesNotGoBack() throws Exception {
    LogTable table = table();
    table.append(START.plusSeconds(60), List.of(row(1, 1.0, "a")));

    assertThatThrownBy(() -> table.append(START, List.of(row(2, 1.0, "a"))))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /**
   * A reader in a process of its own and one here, both reading without a pause while a writer
   * replaces files hundreds of times faster than the demo does.
   */
  @Test
  void readersSeeEachRowOnceAndNoGap() throws Exception {
    LogTable table = table();
    table.append(START, List.of(row(0, 0.0, "v0")));
    Path done = folder.resolve("done");
    Process other = readerProcess(done);
    Thread writer = new Thread(() -> write(table, done));
    writer.start();

    ReaderMain.Findings here = ReaderMain.readUntil(glob(), done);
    writer.join();

    assertThat(other.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(other.exitValue())
        .as("the other process found a gap, a repeat or a failure")
        .isZero();
    assertThat(here.problems()).isEmpty();
    assertThat(here.reads()).isGreaterThan(10);
    assertThat(here.rows()).isGreaterThan(1000);
  }

  private static void write(LogTable table, Path done) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(6);
    try {
      int next = 1;
      for (int tick = 0; System.nanoTime() < end; tick++) {
        List<List<@Nullable Object>> rows = new ArrayList<>();
        for (int i = 0; i < 20; i++, next++) {
          rows.add(row(next, next * 0.5, "v" + next % 7));
        }
        table.append(START.plusSeconds(tick / 20), rows);
      }
      Files.createFile(done);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private Process readerProcess(Path done) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            ReaderMain.class.getName(),
            glob(),
            done.toString())
        .inheritIO()
        .start();
  }

  private LogTable table() throws Exception {
    return new LogTable(folder.resolve("rows"), folder.resolve("staging"), COLUMNS);
  }

  private String glob() {
    return folder.resolve("rows") + "/*.parquet";
  }

  private static List<@Nullable Object> row(long seq, @Nullable Double x, @Nullable String name) {
    return Arrays.asList(seq, START.plusSeconds(seq), x, name, null);
  }

  private static long micros(long seq) {
    return START.plusSeconds(seq).getEpochSecond() * 1_000_000;
  }

  private List<String> query(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement()) {
      statement.execute("SET TimeZone = 'UTC'");
      statement.execute("CREATE VIEW rows AS FROM read_parquet('" + glob() + "')");
      List<String> lines = new ArrayList<>();
      try (ResultSet result = statement.executeQuery(sql)) {
        int width = result.getMetaData().getColumnCount();
        while (result.next()) {
          List<String> cells = new ArrayList<>();
          for (int i = 1; i <= width; i++) {
            cells.add(String.valueOf(result.getObject(i)));
          }
          lines.add(String.join("|", cells));
        }
      }
      return lines;
    }
  }
}
