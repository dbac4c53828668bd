package io.tidegauge.exporter.backtest;

import io.tidegauge.exporter.metrics.OpenMetricsSeries;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Samples of series on disk: the series in their order, the samples of each by time. */
final class SeriesFile {
  private SeriesFile() {}

  /**
   * A value at a time.
   *
   * @param millis since the epoch
   */
  record Sample(long millis, double value) {}

  /** The samples of one series. */
  record Samples(OpenMetricsSeries series, List<Sample> samples) {
    Samples {
      samples = List.copyOf(samples);
    }
  }

  /** Samples that are still in memory. */
  static final class Buffer {
    private final SortedMap<OpenMetricsSeries, Growing> series = new TreeMap<>();
    private long size;

    void add(Instant time, OpenMetricsSeries of, double value) {
      series.computeIfAbsent(of, key -> new Growing()).add(time.toEpochMilli(), value);
      size++;
    }

    /** How many samples it holds. */
    long size() {
      return size;
    }

    /** Writes them, and forgets them. */
    void write(Path file) throws IOException {
      try (DataOutputStream out =
          new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
        for (var one : series.entrySet()) {
          out.writeUTF(one.getKey().family());
          out.writeUTF(one.getKey().text());
          Growing samples = one.getValue();
          out.writeInt(samples.size);
          for (int i = 0; i < samples.size; i++) {
            out.writeLong(samples.millis[i]);
            out.writeDouble(samples.values[i]);
          }
        }
      }
      series.clear();
      size = 0;
    }
  }

  private static final class Growing {
    private long[] millis = new long[8];
    private double[] values = new double[8];
    private int size;

    void add(long time, double value) {
      if (size == millis.length) {
        millis = Arrays.copyOf(millis, 2 * size);
        values = Arrays.copyOf(values, 2 * size);
      }
      millis[size] = time;
      values[size++] = value;
    }
  }

  /** Reads a file, series by series. */
  static final class Reader implements AutoCloseable {
    private final DataInputStream in;

    Reader(Path file) throws IOException {
      this.in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)));
    }

    /** The next series; empty after the last. */
    Optional<Samples> next() throws IOException {
      String family;
      try {
        family = in.readUTF();
      } catch (EOFException e) {
        return Optional.empty();
      }
      OpenMetricsSeries series = new OpenMetricsSeries(family, in.readUTF());
      int size = in.readInt();
      List<Sample> samples = new ArrayList<>(size);
      for (int i = 0; i < size; i++) {
        samples.add(new Sample(in.readLong(), in.readDouble()));
      }
      return Optional.of(new Samples(series, samples));
    }

    @Override
    public void close() throws IOException {
      in.close();
    }
  }
}
