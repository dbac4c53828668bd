package io.tidegauge.exporter.backtest;

import io.tidegauge.exporter.metrics.OpenMetricsSeries;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Puts the series of all parts together to one text, series by series, by a merge of files that are
 * each in that order: however long the past was, it takes the memory of one series.
 */
final class OpenMetricsHistory {
  private final Map<String, MetricDefinition> metrics =
      OpenMetricsSeries.byName(ExporterMetrics.everyFamily());
  private final Writer out;
  private String family = "";
  private String series = "";
  private int part;
  private double offset;
  private double last;

  private OpenMetricsHistory(Writer out) {
    this.out = out;
  }

  /**
   * Writes.
   *
   * @param parts the files of each part, in the order of time
   */
  static void write(List<List<Path>> parts, Writer out) throws IOException {
    OpenMetricsHistory history = new OpenMetricsHistory(out);
    List<SeriesFile.Reader> opened = new ArrayList<>();
    try {
      PriorityQueue<Next> next = new PriorityQueue<>(Next.ORDER);
      for (int i = 0; i < parts.size(); i++) {
        for (Path file : parts.get(i)) {
          SeriesFile.Reader reader = new SeriesFile.Reader(file);
          opened.add(reader);
          Next.of(reader, i, opened.size()).ifPresent(next::add);
        }
      }
      while (!next.isEmpty()) {
        Next least = Objects.requireNonNull(next.poll());
        history.add(least.part(), least.samples());
        Next.of(least.reader(), least.part(), least.file()).ifPresent(next::add);
      }
      out.write(OpenMetricsSeries.end());
    } finally {
      for (SeriesFile.Reader reader : opened) {
        reader.close();
      }
    }
  }

  /** The next series of a file; those of one series come in the order of the files. */
  private record Next(SeriesFile.Reader reader, int part, int file, SeriesFile.Samples samples) {
    static final Comparator<Next> ORDER =
        Comparator.comparing((Next next) -> next.samples().series()).thenComparing(Next::file);

    static Optional<Next> of(SeriesFile.Reader reader, int part, int file) throws IOException {
      return reader.next().map(samples -> new Next(reader, part, file, samples));
    }
  }

  private void add(int ofPart, SeriesFile.Samples samples) throws IOException {
    MetricDefinition metric = Objects.requireNonNull(metrics.get(samples.series().family()));
    if (!family.equals(metric.name())) {
      family = metric.name();
      out.write(OpenMetricsSeries.head(metric));
    }
    if (!series.equals(samples.series().text())) {
      series = samples.series().text();
      offset = 0;
    } else if (metric.isCumulative() && part != ofPart) {
      // Each part's exporter counts from 0: it goes on where the one before has stopped.
      offset = last;
    }
    part = ofPart;
    for (SeriesFile.Sample sample : samples.samples()) {
      last = offset + sample.value();
      out.write(samples.series().line(sample.millis(), last));
    }
  }
}
