package io.tidegauge.exporter.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * What was built, from what: written by the build, without a time, so that it is reproducible.
 *
 * @param revision the commit, or "unknown" where the build had none
 */
public record BuildInfo(String version, String revision) {
  private static final String UNKNOWN = "unknown";

  /** Of this program. */
  public static BuildInfo read() {
    Properties properties = new Properties();
    try (InputStream in = BuildInfo.class.getResourceAsStream("build.properties")) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new BuildInfo(value(properties, "version"), value(properties, "revision"));
  }

  /** The series {@code ml_exporter_build_info}. */
  public MultiCollector collector() {
    MetricSnapshot snapshot =
        InfoSnapshot.builder()
            .name("ml_exporter_build")
            .help("The version of Tidegauge that is running, and of its Java.")
            .dataPoint(
                InfoSnapshot.InfoDataPointSnapshot.builder()
                    .labels(
                        Labels.of(
                            "javaversion",
                            String.valueOf(Runtime.version()),
                            "revision",
                            revision,
                            "version",
                            version))
                    .build())
            .build();
    return () -> new MetricSnapshots(snapshot);
  }

  private static String value(Properties properties, String key) {
    String value = properties.getProperty(key, UNKNOWN);
    return value.isBlank() || value.startsWith("${") ? UNKNOWN : value;
  }
}
