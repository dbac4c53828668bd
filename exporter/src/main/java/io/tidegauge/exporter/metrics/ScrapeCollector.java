package io.tidegauge.exporter.metrics;

import io.prometheus.metrics.exporter.common.PrometheusHttpRequest;
import io.prometheus.metrics.model.registry.MetricType;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusScrapeRequest;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.MetricFamilyDescriptor;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.tidegauge.monitor.MetricDefinition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks the source of readings on each scrape, within the scrape's budget. */
public final class ScrapeCollector implements MultiCollector {
  private static final MetricMetadata DROPPED =
      new MetricMetadata(
          "ml_exporter_dropped_readings",
          "Readings left out since the start, since another had the same labels or name.");

  private final ReadingSource source;
  private final ScrapeBudget budget;
  private final ReadingSnapshots snapshots;
  private final List<MetricFamilyDescriptor> families;

  /**
   * Takes its parts.
   *
   * @param published the metrics that the source may publish: then a clash of names fails when the
   *     collector is registered, and a scrape that asks for none of them doesn't ask the source.
   *     Empty where they are not known.
   */
  public ScrapeCollector(
      ReadingSource source, ScrapeBudget budget, Collection<MetricDefinition> published) {
    this.source = source;
    this.budget = budget;
    this.snapshots = new ReadingSnapshots();
    this.families = families(published);
  }

  @Override
  public MetricSnapshots collect() {
    return collect(budget.of(null), name -> true);
  }

  @Override
  public MetricSnapshots collect(PrometheusScrapeRequest request) {
    return collect(budget(request), name -> true);
  }

  @Override
  public MetricSnapshots collect(Predicate<String> names) {
    return collect(budget.of(null), name -> names.test(FamilyNames.base(name)));
  }

  @Override
  public MetricSnapshots collect(
      Predicate<String> names, @Nullable PrometheusScrapeRequest request) {
    Set<String> asked = asked(request);
    return collect(
        budget(request),
        name ->
            names.test(FamilyNames.base(name))
                // client_java's filter lets through each name that what is asked for begins with
                && (asked.isEmpty()
                    || asked.contains(name)
                    || asked.contains(FamilyNames.base(name))));
  }

  @Override
  public List<MetricFamilyDescriptor> getMetricFamilyDescriptors() {
    return families;
  }

  private MetricSnapshots collect(Duration time, Predicate<String> names) {
    List<MetricSnapshot> found =
        new ArrayList<>(
            snapshots.of(
                source.read(time, names).stream()
                    .filter(reading -> names.test(reading.metric().name()))
                    .toList()));
    if (names.test(DROPPED.getName() + "_total")) {
      found.add(
          new CounterSnapshot(
              DROPPED,
              List.of(
                  CounterSnapshot.CounterDataPointSnapshot.builder()
                      .value((double) snapshots.dropped())
                      .build())));
    }
    return new MetricSnapshots(found);
  }

  private Duration budget(@Nullable PrometheusScrapeRequest request) {
    return budget.of(
        request instanceof PrometheusHttpRequest http ? http.getHeader(ScrapeBudget.HEADER) : null);
  }

  private static Set<String> asked(@Nullable PrometheusScrapeRequest request) {
    String[] names = request == null ? null : request.getParameterValues("name[]");
    return names == null ? Set.of() : Set.copyOf(List.of(names));
  }

  private static List<MetricFamilyDescriptor> families(Collection<MetricDefinition> published) {
    if (published.isEmpty()) {
      return List.of();
    }
    List<MetricFamilyDescriptor> families = new ArrayList<>();
    families.add(MetricFamilyDescriptor.of(MetricType.COUNTER, DROPPED));
    for (MetricDefinition metric : published) {
      MetricType type =
          switch (metric.type()) {
            case GAUGE -> MetricType.GAUGE;
            case COUNTER -> MetricType.COUNTER;
            case HISTOGRAM -> MetricType.HISTOGRAM;
            case INFO -> MetricType.INFO;
          };
      families.add(
          MetricFamilyDescriptor.of(type, ReadingSnapshots.metadata(metric), metric.labels()));
    }
    return List.copyOf(families);
  }
}
