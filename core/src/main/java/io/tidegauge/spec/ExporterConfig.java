package io.tidegauge.spec;

import java.time.Duration;
import java.util.List;

/**
 * The exporter's own config.
 *
 * @param databases by name, in the config's order
 * @param models file names or globs of model specs, relative to the config's folder
 * @param scrapeTimeout how long a scrape may take where the request does not say
 * @param scrapeTimeoutOffset what is kept back of the time that Prometheus gives
 * @param backgroundInterval how often skew, lifecycle and the like are read anew
 * @param fillShare the share of a connection's time in which windows are filled after a start
 * @param recountShare the share of a connection's time in which old rows are counted again
 * @param alertLimits whether the limits of alerts are published as series
 */
public record ExporterConfig(
    List<DatabaseConfig> databases,
    List<String> models,
    Duration scrapeTimeout,
    Duration scrapeTimeoutOffset,
    Duration backgroundInterval,
    double fillShare,
    double recountShare,
    boolean alertLimits) {
  public ExporterConfig {
    databases = List.copyOf(databases);
    models = List.copyOf(models);
  }
}
