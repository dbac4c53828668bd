package io.tidegauge.exporter.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Exemplar;
import io.prometheus.metrics.model.snapshots.Exemplars;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.tidegauge.monitor.Histogram;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Reading;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes metric families of readings. A reading that client_java would refuse, and lose the whole
 * scrape for, is dropped and counted; each metric's first such reading is logged.
 */
public final class ReadingSnapshots {
  private static final Logger LOG = LoggerFactory.getLogger(ReadingSnapshots.class);

  /** OpenMetrics takes 128 characters for the labels of an exemplar, their names included. */
  private static final int LONGEST_TRACE = 128 - Exemplar.TRACE_ID.length();

  private final LongAdder dropped = new LongAdder();
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  /** How many readings were dropped since the start. */
  public long dropped() {
    return dropped.sum();
  }

  /** The families of these readings, each once, in the order of their names. */
  public List<MetricSnapshot> of(Collection<Reading> readings) {
    Map<String, Family> families = new TreeMap<>();
    for (Reading reading : readings) {
      // by the base name, since a gauge x and a counter x_total can't be told apart by client_java
      String base = FamilyNames.base(reading.metric().name());
      families.computeIfAbsent(base, name -> new Family(reading.metric())).add(reading);
    }
    List<MetricSnapshot> snapshots = new ArrayList<>(families.size());
    for (Family family : families.values()) {
      if (!family.series.isEmpty()) {
        snapshots.add(family.snapshot());
      }
    }
    return snapshots;
  }

  static MetricMetadata metadata(MetricDefinition metric) {
    return new MetricMetadata(FamilyNames.base(metric.name()), metric.help());
  }

  private void drop(MetricDefinition metric, String why) {
    dropped.increment();
    if (told.add(metric.name())) {
      LOG.error(
          "a reading of {} was dropped, as others may be from now on: {}", metric.name(), why);
    }
  }

  /** The series of one metric. */
  private final class Family {
    private final MetricDefinition metric;
    private final String[] names;
    private final Set<List<String>> seen = new HashSet<>();
    private final List<Series> series = new ArrayList<>();

    Family(MetricDefinition metric) {
      this.metric = metric;
      this.names = metric.labels().toArray(String[]::new);
    }

    void add(Reading reading) {
      if (!reading.metric().equals(metric)) {
        drop(reading.metric(), "another definition has the same name");
        return;
      }
      if (metric.type() == MetricDefinition.Type.COUNTER && reading.value() < 0) {
        drop(metric, "a counter can't be negative");
        return;
      }
      List<String> values = reading.labels().stream().map(LabelValues::of).toList();
      if (!seen.add(values)) {
        drop(metric, "another reading has the same labels");
        return;
      }
      Labels labels = Labels.of(names, values.toArray(String[]::new));
      series.add(new Series(labels, reading.value(), reading.histogram()));
    }

    MetricSnapshot snapshot() {
      MetricMetadata metadata = metadata(metric);
      return switch (metric.type()) {
        case GAUGE -> new GaugeSnapshot(metadata, series.stream().map(Series::gauge).toList());
        case COUNTER ->
            new CounterSnapshot(metadata, series.stream().map(Series::counter).toList());
        case HISTOGRAM ->
            new HistogramSnapshot(metadata, series.stream().map(Series::classic).toList());
        case INFO -> new InfoSnapshot(metadata, series.stream().map(Series::info).toList());
      };
    }
  }

  private record Series(Labels labels, double value, Optional<Histogram> histogram) {
    GaugeDataPointSnapshot gauge() {
      return new GaugeDataPointSnapshot(value, labels, null);
    }

    CounterDataPointSnapshot counter() {
      return new CounterDataPointSnapshot(value, labels, null, 0);
    }

    HistogramDataPointSnapshot classic() {
      Histogram known = histogram.orElseThrow();
      List<Double> bounds = new ArrayList<>(known.bounds());
      bounds.add(Double.POSITIVE_INFINITY);
      return new HistogramDataPointSnapshot(
          ClassicHistogramBuckets.of(bounds, known.counts()),
          known.sum(),
          labels,
          exemplars(known),
          0);
    }

    private static Exemplars exemplars(Histogram histogram) {
      return Exemplars.of(
          histogram.exemplars().stream()
              .filter(one -> one.trace().length() <= LONGEST_TRACE)
              .map(
                  one ->
                      new Exemplar(
                          one.value(), Labels.of(Exemplar.TRACE_ID, one.trace()), one.millis()))
              .toList());
    }

    InfoDataPointSnapshot info() {
      return new InfoDataPointSnapshot(labels);
    }
  }
}
