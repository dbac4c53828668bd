package io.tidegauge.exporter.metrics;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.UnixOperatingSystemMXBean;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The process and its JVM, by the names that all Prometheus clients use. client_java has a module
 * for it, though not of each version; these are the series that dashboards and alerts read.
 */
public final class RuntimeMetrics implements MultiCollector {
  private static final Pattern STATUS = Pattern.compile("(?m)^(VmRSS|VmSize):\\s+([0-9]+) kB$");

  private final Path status;

  /** Of this process. */
  public RuntimeMetrics() {
    this(Path.of("/proc/self/status"));
  }

  RuntimeMetrics(Path status) {
    this.status = status;
  }

  @Override
  public MetricSnapshots collect() {
    List<MetricSnapshot> found = new ArrayList<>();
    process(found);
    memory(found);
    threads(found);
    collections(found);
    return new MetricSnapshots(found);
  }

  private void process(List<MetricSnapshot> found) {
    java.lang.management.OperatingSystemMXBean system =
        ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof OperatingSystemMXBean sun && sun.getProcessCpuTime() >= 0) {
      found.add(
          counter(
              "process_cpu_seconds",
              "Total user and system CPU time spent in seconds.",
              sun.getProcessCpuTime() / 1e9));
    }
    if (system instanceof UnixOperatingSystemMXBean unix) {
      found.add(
          gauge(
              "process_open_fds",
              "Number of open file descriptors.",
              (double) unix.getOpenFileDescriptorCount()));
      found.add(
          gauge(
              "process_max_fds",
              "Maximum number of open file descriptors.",
              (double) unix.getMaxFileDescriptorCount()));
    }
    found.add(
        gauge(
            "process_start_time_seconds",
            "Start time of the process since unix epoch in seconds.",
            ManagementFactory.getRuntimeMXBean().getStartTime() / 1e3));
    residentMemory(found);
  }

  /** On Linux only, as with the other clients. */
  private void residentMemory(List<MetricSnapshot> found) {
    String text;
    try {
      text = Files.readString(status);
    } catch (IOException e) {
      return;
    }
    Matcher line = STATUS.matcher(text);
    while (line.find()) {
      double bytes = Long.parseLong(line.group(2)) * 1024.0;
      if (line.group(1).equals("VmRSS")) {
        found.add(gauge("process_resident_memory_bytes", "Resident memory size in bytes.", bytes));
      } else {
        found.add(gauge("process_virtual_memory_bytes", "Virtual memory size in bytes.", bytes));
      }
    }
  }

  private static void memory(List<MetricSnapshot> found) {
    MemoryMXBean memory = ManagementFactory.getMemoryMXBean();
    MemoryUsage heap = memory.getHeapMemoryUsage();
    MemoryUsage rest = memory.getNonHeapMemoryUsage();
    found.add(
        byArea(
            "jvm_memory_used_bytes",
            "Used bytes of a given JVM memory area.",
            heap.getUsed(),
            rest.getUsed()));
    found.add(
        byArea(
            "jvm_memory_committed_bytes",
            "Committed (bytes) of a given JVM memory area.",
            heap.getCommitted(),
            rest.getCommitted()));
    found.add(
        byArea(
            "jvm_memory_max_bytes",
            "Max (bytes) of a given JVM memory area.",
            heap.getMax(),
            rest.getMax()));
  }

  private static void threads(List<MetricSnapshot> found) {
    found.add(
        gauge(
            "jvm_threads_current",
            "Current thread count of a JVM",
            ManagementFactory.getThreadMXBean().getThreadCount()));
  }

  private static void collections(List<MetricSnapshot> found) {
    List<SummaryDataPointSnapshot> points = new ArrayList<>();
    for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
      if (collector.getCollectionCount() >= 0) {
        points.add(
            SummaryDataPointSnapshot.builder()
                .quantiles(Quantiles.EMPTY)
                .labels(Labels.of("gc", collector.getName()))
                .count(collector.getCollectionCount())
                .sum(collector.getCollectionTime() / 1e3)
                .build());
      }
    }
    if (!points.isEmpty()) {
      found.add(
          new SummarySnapshot(
              new MetricMetadata(
                  "jvm_gc_collection_seconds",
                  "Time spent in a given JVM garbage collector in seconds."),
              points));
    }
  }

  private static MetricSnapshot byArea(String name, String help, long heap, long rest) {
    return new GaugeSnapshot(
        new MetricMetadata(name, help),
        List.of(
            new GaugeDataPointSnapshot((double) heap, Labels.of("area", "heap"), null),
            new GaugeDataPointSnapshot((double) rest, Labels.of("area", "nonheap"), null)));
  }

  private static MetricSnapshot gauge(String name, String help, double value) {
    return new GaugeSnapshot(
        new MetricMetadata(name, help),
        List.of(new GaugeDataPointSnapshot(value, Labels.EMPTY, null)));
  }

  private static MetricSnapshot counter(String name, String help, double value) {
    return new CounterSnapshot(
        new MetricMetadata(name, help),
        List.of(new CounterDataPointSnapshot(value, Labels.EMPTY, null, 0)));
  }
}
