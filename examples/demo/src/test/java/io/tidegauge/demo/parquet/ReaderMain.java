package io.tidegauge.demo.parquet;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads a growing table without a pause, as a program of its own or within a test. */
final class ReaderMain {
  private ReaderMain() {}

  /** What a reader saw: how often it read, the rows at last, and what should not have been. */
  record Findings(int reads, long rows, List<String> problems) {}

  public static void main(String[] args) throws SQLException {
    Findings findings = readUntil(args[0], Path.of(args[1]));
    findings.problems().forEach(System.err::println);
    System.exit(findings.problems().isEmpty() && findings.reads() > 0 ? 0 : 1);
  }

  static Findings readUntil(String glob, Path done) throws SQLException {
    // Sums over all columns, so that all pages are read; seq starts at 0.
    String sql =
        """
        SELECT count(*), count(DISTINCT seq), max(seq) + 1, sum(x) * 2 - sum(seq), count(name), \
        count(never) FROM read_parquet('%s')"""
            .formatted(glob);
    List<String> problems = new ArrayList<>();
    long rows = 0;
    int reads = 0;
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      while (!Files.exists(done)) {
        try (Statement statement = connection.createStatement();
            ResultSet result = statement.executeQuery(sql)) {
          result.next();
          long count = result.getLong(1);
          reads++;
          if (count != result.getLong(2) || count != result.getLong(3) || count < rows) {
            problems.add(
                "rows %d, distinct %d, expected %d, before %d"
                    .formatted(count, result.getLong(2), result.getLong(3), rows));
          }
          if (result.getDouble(4) != 0 || result.getLong(5) != count || result.getLong(6) != 0) {
            problems.add("values are not what was written, at " + count + " rows");
          }
          rows = count;
        } catch (SQLException e) {
          problems.add(String.valueOf(e.getMessage()));
        }
      }
    }
    return new Findings(reads, rows, problems);
  }
}
