package io.tidegauge.exporter.bench;

import io.tidegauge.exporter.rows.RecordedReads;
import io.tidegauge.exporter.rows.RecordedReads.Range;
import io.tidegauge.source.Databases;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One exporter that is scraped every 15 seconds of its own time. After each scrape, its new rows
 * are read once more without making readings of them, and the same rows are summed and nothing
 * else.
 */
final class Lane implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final String label;
  private final SimulatedExporter exporter;
  private final Databases databases;
  private final RecordedReads reads;
  private final Connection connection;
  private final PreparedStatement bareSum;
  private final List<double[]> averages = new ArrayList<>();

  private Lane(
      String label,
      SimulatedExporter exporter,
      Databases databases,
      RecordedReads reads,
      Connection connection,
      PreparedStatement bareSum) {
    this.label = label;
    this.exporter = exporter;
    this.databases = databases;
    this.reads = reads;
    this.connection = connection;
    this.bareSum = bareSum;
  }

  /** A lane whose windows are filled. */
  static Lane open(String label, LogStore store, Watch watch, Path folder)
      throws IOException, SQLException {
    // First of all: of an embedded database, it keeps what is cached.
    Connection connection = store.connect();
    SimulatedExporter exporter = SimulatedExporter.open(store, watch, folder).filled();
    Databases databases = Databases.open(List.of(store.config()));
    ModelSpec spec = watch.spec();
    RecordedReads reads =
        new RecordedReads(
            databases.get("bench"),
            spec,
            version -> Optional.of(Reference.read(watch, version, folder)),
            exporter.now());
    reads.advance(exporter.now());
    return new Lane(
        label,
        exporter,
        databases,
        reads,
        connection,
        connection.prepareStatement(Rows.bareSum(watch.table())));
  }

  String label() {
    return label;
  }

  /** Scrapes so often, and takes note of the averages where it counts. */
  void round(int count, boolean counts) throws SQLException {
    double[] total = new double[3];
    for (int i = 0; i < count; i++) {
      exporter.pass(INTERVAL);
      total[0] += exporter.scrape();
      long start = System.nanoTime();
      List<Range> ranges = reads.advance(exporter.now());
      total[1] += (System.nanoTime() - start) / 1e6;
      for (Range range : ranges) {
        total[2] += sum(range);
      }
    }
    if (counts) {
      averages.add(new double[] {total[0] / count, total[1] / count, total[2] / count});
    }
  }

  private double sum(Range range) throws SQLException {
    bareSum.setObject(1, range.from().atOffset(ZoneOffset.UTC));
    bareSum.setObject(2, range.to().atOffset(ZoneOffset.UTC));
    long start = System.nanoTime();
    try (ResultSet rows = bareSum.executeQuery()) {
      rows.next();
      rows.getDouble(1);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  /** Milliseconds of a scrape with rendering, as a client sees them, one average for each round. */
  Spread rendered(int rounds, int count) throws IOException, InterruptedException {
    List<Double> rendered = new ArrayList<>();
    try (SimulatedExporter.Served served = exporter.serve()) {
      for (int round = -2; round < rounds; round++) {
        double total = 0;
        for (int i = 0; i < count; i++) {
          exporter.pass(INTERVAL);
          total += served.scrape();
        }
        if (round >= 0) {
          rendered.add(total / count);
        }
      }
    }
    return Spread.of(rendered);
  }

  /** Milliseconds of a scrape, one average for each round. */
  double[] scrapes() {
    return averages(0);
  }

  /** Milliseconds in which a scrape's rows are read and counted, one average for each round. */
  double[] reads() {
    return averages(1);
  }

  /** Milliseconds of the bare sums over a scrape's rows, one average for each round. */
  double[] sums() {
    return averages(2);
  }

  private double[] averages(int figure) {
    return averages.stream().mapToDouble(round -> round[figure]).toArray();
  }

  @Override
  public void close() throws SQLException {
    exporter.close();
    databases.close();
    connection.close();
  }
}
