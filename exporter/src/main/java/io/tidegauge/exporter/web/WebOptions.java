package io.tidegauge.exporter.web;

import java.time.Duration;
import java.util.List;

/**
 * What the flags say of the web server.
 *
 * @param telemetryPath where the metrics are
 * @param maxRequests how many scrapes may run at once; 0 for any number
 * @param lifecycle whether a reload may be asked for by HTTP
 * @param drain how long scrapes that are under way may take when the server stops
 */
public record WebOptions(
    List<ListenAddress> addresses,
    String telemetryPath,
    int maxRequests,
    boolean lifecycle,
    Duration drain) {
  public WebOptions {
    addresses = List.copyOf(addresses);
    if (addresses.isEmpty()) {
      throw new IllegalArgumentException("no address to listen on");
    }
    if (!telemetryPath.startsWith("/") || telemetryPath.startsWith("/-/")) {
      throw new IllegalArgumentException("not a path for metrics: " + telemetryPath);
    }
    if (maxRequests < 0) {
      throw new IllegalArgumentException("not a number of scrapes: " + maxRequests);
    }
  }

  /** The flags' defaults, on these addresses. */
  public static WebOptions on(ListenAddress... addresses) {
    return new WebOptions(List.of(addresses), "/metrics", 40, false, Duration.ofSeconds(10));
  }
}
