package io.tidegauge.endtoend;

import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * A server whose metrics are those of Spring Boot: Micrometer's registry, and its own names and
 * tags of requests.
 */
final class ModelServer implements AutoCloseable {
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final HttpServer server;

  /** Listens on any port that is free. */
  ModelServer() throws IOException {
    new JvmMemoryMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/metrics",
        exchange -> {
          byte[] body = registry.scrape().getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  int port() {
    return server.getAddress().getPort();
  }

  /** Takes so many requests with this status, each of that length. */
  void serve(int requests, int status, Duration each) {
    Timer timer =
        Timer.builder("http.server.requests")
            .publishPercentileHistogram()
            .tags("method", "POST", "uri", "/score", "status", Integer.toString(status))
            .tags("outcome", status < 500 ? "SUCCESS" : "SERVER_ERROR")
            .tags("exception", "none", "error", "none")
            .register(registry);
    for (int i = 0; i < requests; i++) {
      timer.record(each);
    }
  }

  /** Answers nobody any more. */
  void stop() {
    server.stop(0);
  }

  @Override
  public void close() {
    stop();
    registry.close();
  }
}
