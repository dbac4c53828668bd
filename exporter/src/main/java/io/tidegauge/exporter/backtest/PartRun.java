package io.tidegauge.exporter.backtest;

import io.tidegauge.alert.DueAlert;
import io.tidegauge.alert.RecentReadings;
import io.tidegauge.exporter.backtest.Past.Part;
import io.tidegauge.exporter.metrics.OpenMetricsSeries;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One part of the past: scraped, judged, and kept on disk. */
final class PartRun {
  /** So many samples take some 30 MB. */
  private static final long SAMPLES_IN_MEMORY = 1_000_000;

  /** What tells how this run went, and not how the past was. */
  private static final Set<MetricDefinition> OF_THE_RUN =
      Set.of(
          ExporterMetrics.DURATION,
          ExporterMetrics.BUDGET,
          ExporterMetrics.STATEMENTS,
          ExporterMetrics.CONNECTIONS,
          ExporterMetrics.WAITING,
          ExporterMetrics.COUNTS_BYTES,
          ExporterMetrics.CLOCK_DIFFERENCE);

  private final Past past;
  private final Part part;
  private final PartFiles files;
  private final Map<String, String> labels;
  private final List<RecentReadings> recent = new ArrayList<>();
  private final List<PartFiles.Due> due = new ArrayList<>();
  private final Map<OpenMetricsSeries, Double> begun = new HashMap<>();
  private final SeriesFile.Buffer buffer = new SeriesFile.Buffer();
  private int seriesFiles;

  /**
   * A part that is not done yet.
   *
   * @param labels that series get beside their own
   */
  PartRun(Past past, Part part, PartFiles files, Map<String, String> labels) {
    this.past = past;
    this.part = part;
    this.files = files;
    this.labels = labels;
    past.models().forEach(model -> recent.add(new RecentReadings()));
  }

  /**
   * Runs it.
   *
   * @param goesOn asked after each scrape that is kept; the run ends unfinished where it says no
   */
  void run(BooleanSupplier goesOn) throws IOException {
    files.clear(part);
    List<Instant> before = past.before(part);
    try (PastScrapes scrapes = new PastScrapes(past, before.get(0))) {
      for (Instant time : before) {
        List<Reading> readings = scrapes.at(time);
        if (part.number() > 0) {
          take(time, readings);
        }
        begin(readings);
      }
      for (long place = part.first(); place < part.first() + part.steps(); place++) {
        Instant time = past.time(place);
        List<Reading> readings = scrapes.at(time);
        take(time, readings);
        judge(time);
        if (past.series()) {
          keep(time, readings);
        }
        if (!goesOn.getAsBoolean()) {
          return;
        }
      }
    }
    flush();
    files.done(part, due);
  }

  private void take(Instant time, List<Reading> readings) {
    for (int i = 0; i < recent.size(); i++) {
      String model = past.models().get(i).spec().name();
      recent
          .get(i)
          .add(time, readings.stream().filter(reading -> concerns(reading, model)).toList());
    }
  }

  private static boolean concerns(Reading reading, String model) {
    return !reading.metric().isOfModel() || reading.labels().get(0).equals(model);
  }

  private void judge(Instant time) {
    for (int i = 0; i < recent.size(); i++) {
      PastModel model = past.models().get(i);
      for (DueAlert alert : model.due(recent.get(i).table())) {
        int place = model.alerts().indexOf(alert.alert());
        due.add(
            new PartFiles.Due(time.toEpochMilli(), i, place, alert.labels(), alert.lingering()));
      }
    }
  }

  /** From here on it is counted. */
  private void begin(List<Reading> readings) {
    for (Reading reading : readings) {
      if (reading.metric().isCumulative()) {
        OpenMetricsSeries.samples(reading, labels)
            .forEach(sample -> begun.put(sample.series(), sample.value()));
      }
    }
  }

  private void keep(Instant time, List<Reading> readings) throws IOException {
    for (Reading reading : readings) {
      if (!OF_THE_RUN.contains(reading.metric())) {
        OpenMetricsSeries.samples(reading, labels)
            .forEach(
                sample ->
                    buffer.add(
                        time,
                        sample.series(),
                        sample.value() - begun.getOrDefault(sample.series(), 0.0)));
      }
    }
    if (buffer.size() >= SAMPLES_IN_MEMORY) {
      flush();
    }
  }

  private void flush() throws IOException {
    if (buffer.size() > 0) {
      buffer.write(files.series(part, seriesFiles++));
    }
  }
}
