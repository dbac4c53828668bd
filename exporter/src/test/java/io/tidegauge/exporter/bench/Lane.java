package io.tidegauge.exporter.bench;

import io.tidegauge.exporter.rows.RecordedReads;
import io.tidegauge.exporter.rows.RecordedReads.Range;
import io.tidegauge.source.Databases;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * One exporter that is scraped every 15 seconds of its own time, and after each scrape the bare sum
 * over the same rows.
 */
final class Lane implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(15);

  private final String label;
  private final SimulatedExporter exporter;
  private final Iterator<List<Range>> reads;
  private final Connection connection;
  private final PreparedStatement bareSum;
  private final List<Double> scrapes = new ArrayList<>();
  private final List<Double> sums = new ArrayList<>();

  private Lane(
      String label,
      SimulatedExporter exporter,
      Iterator<List<Range>> reads,
      Connection connection,
      PreparedStatement bareSum) {
    this.label = label;
    this.exporter = exporter;
    this.reads = reads;
    this.connection = connection;
    this.bareSum = bareSum;
  }

  /**
   * A lane whose windows are filled.
   *
   * @param scrapes how many scrapes there will be at the most
   */
  static Lane open(String label, LogStore store, Watch watch, Path folder, int scrapes)
      throws IOException, SQLException {
    Connection connection = store.connect();
    List<Instant> times = new ArrayList<>();
    for (int i = 1; i <= scrapes; i++) {
      times.add(Rows.NOW.plus(INTERVAL.multipliedBy(i)));
    }
    List<List<Range>> reads;
    try (Databases databases = Databases.open(List.of(store.config()))) {
      reads = RecordedReads.ofScrapes(databases.get("bench"), watch.spec(), Rows.NOW, times);
    }
    return new Lane(
        label,
        SimulatedExporter.open(store, watch, folder).filled(),
        reads.iterator(),
        connection,
        connection.prepareStatement(Rows.bareSum(watch.table())));
  }

  String label() {
    return label;
  }

  /** Scrapes so often, and takes note of the average where it counts. */
  void round(int count, boolean counts) throws SQLException {
    double scraped = 0;
    double summed = 0;
    for (int i = 0; i < count; i++) {
      exporter.pass(INTERVAL);
      scraped += exporter.scrape();
      for (Range range : reads.next()) {
        summed += sum(range);
      }
    }
    if (counts) {
      scrapes.add(scraped / count);
      sums.add(summed / count);
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

  /** The same with rendering and HTTP: milliseconds as a client sees them, one for each round. */
  Spread rendered(int rounds, int count) throws IOException, InterruptedException {
    List<Double> averages = new ArrayList<>();
    try (SimulatedExporter.Served served = exporter.serve()) {
      for (int round = -2; round < rounds; round++) {
        double total = 0;
        for (int i = 0; i < count; i++) {
          exporter.pass(INTERVAL);
          total += served.scrape();
        }
        if (round >= 0) {
          averages.add(total / count);
        }
      }
    }
    return Spread.of(averages);
  }

  /** Milliseconds for each scrape, one average for each round. */
  double[] scrapes() {
    return scrapes.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Milliseconds of the bare sums of each scrape, one average for each round. */
  double[] sums() {
    return sums.stream().mapToDouble(Double::doubleValue).toArray();
  }

  @Override
  public void close() throws SQLException {
    exporter.close();
    connection.close();
  }
}
