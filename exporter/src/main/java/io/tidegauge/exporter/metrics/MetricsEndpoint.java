package io.tidegauge.exporter.metrics;

import com.sun.net.httpserver.HttpHandler;
import io.prometheus.metrics.config.PrometheusProperties;
import io.prometheus.metrics.exporter.httpserver.MetricsHandler;
import io.prometheus.metrics.model.registry.PrometheusRegistry;

/** The handler of a scrape, which no system property or variable of the environment changes. */
public final class MetricsEndpoint {
  private MetricsEndpoint() {}

  /** Renders what the registry's collectors say. */
  public static HttpHandler of(PrometheusRegistry registry) {
    return new MetricsHandler(PrometheusProperties.builder().build(), registry);
  }
}
