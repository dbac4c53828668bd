package io.tidegauge.exporter.web;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves metrics, health and pages by HTTP or HTTPS.
 *
 * <p>One thread of the JDK's server accepts connections; it must never wait. It hands each request
 * to a bounded pool, whose threads read it and answer all but scrapes; when the pool and its queue
 * are full, the connection is closed. Scrapes have threads of their own.
 */
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  private static final int BACKLOG = 128;
  private static final int THREADS = 128;
  private static final int QUEUE = 256;

  /**
   * The JDK's server reads its limits once, from system properties. By default it waits for ever
   * for the rest of a request, and for a client to take its answer; and it delays small answers by
   * Nagle's algorithm. An idle connection outlives the longest usual scrape interval.
   */
  private static final Map<String, String> LIMITS =
      Map.of(
          "sun.net.httpserver.maxReqTime", "5",
          "sun.net.httpserver.maxRspTime", "300",
          "sun.net.httpserver.idleInterval", "330",
          "sun.net.httpserver.maxIdleConnections", "200",
          "sun.net.httpserver.maxReqHeaders", "100",
          "sun.net.httpserver.nodelay", "true",
          "jdk.httpserver.maxConnections", "1024");

  static {
    LIMITS.forEach(
        (name, value) -> {
          if (System.getProperty(name) == null) {
            System.setProperty(name, value);
          }
        });
  }

  private final List<HttpServer> servers;
  private final ThreadPoolExecutor threads;
  private final ScrapeEndpoint scrapes;
  private final Router router;
  private final InFlight inFlight;
  private final Duration drain;
  private final boolean encrypted;

  private WebServer(WebOptions options, WebContent content, WebSecurity security)
      throws IOException {
    this.inFlight = new InFlight();
    this.drain = options.drain();
    this.encrypted = security.encrypted();
    this.servers = new ArrayList<>();
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            20,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(QUEUE),
            named("web"),
            new ThreadPoolExecutor.AbortPolicy());
    threads.allowCoreThreadTimeOut(true);
    this.scrapes = new ScrapeEndpoint(content.metrics(), options.maxRequests(), named("scrape"));
    this.router = new Router(options, content, security, scrapes, inFlight);
    for (ListenAddress address : options.addresses()) {
      servers.add(bind(address, security));
    }
  }

  /**
   * Starts to listen on all addresses, or on none.
   *
   * @throws IOException that names the address that could not be had
   */
  public static WebServer start(WebOptions options, WebContent content, WebSecurity security)
      throws IOException {
    WebServer server = new WebServer(options, content, security);
    server.servers.forEach(HttpServer::start);
    return server;
  }

  /** Where the server listens, with the ports that were found for those given as 0. */
  public List<InetSocketAddress> addresses() {
    return servers.stream().map(HttpServer::getAddress).toList();
  }

  /** The same as addresses to open, on this machine where the server listens on all. */
  public List<URI> urls() {
    return addresses().stream()
        .map(
            address -> {
              boolean any = address.getAddress().isAnyLocalAddress();
              String host = any ? "localhost" : address.getAddress().getHostAddress();
              String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
              return URI.create(
                  (encrypted ? "https://" : "http://") + bracketed + ":" + address.getPort());
            })
        .toList();
  }

  /** How many scrapes were turned away because too many were under way. */
  public long rejectedScrapes() {
    return scrapes.rejected();
  }

  /** Stops to listen, lets the scrapes under way end for as long as the options say, and closes. */
  @Override
  public void close() {
    router.stop();
    // HttpServer.stop(n) closes the listening socket at once, but on JDK 17 it waits all n seconds
    // when nothing is under way. So it waits on the side, until stop(0) ends it.
    int atMost = (int) Math.max(1, Math.min(drain.toSeconds() + 1, 3600));
    List<Thread> stopping = new ArrayList<>();
    for (HttpServer server : servers) {
      Thread thread = named("web-stop").newThread(() -> server.stop(atMost));
      thread.start();
      stopping.add(thread);
    }
    try {
      if (!inFlight.awaitNone(drain)) {
        LOG.warn("stopped before all scrapes were done: {} was not enough", drain);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    servers.forEach(server -> server.stop(0));
    stopping.forEach(Thread::interrupt);
    scrapes.stop();
    threads.shutdownNow();
  }

  private HttpServer bind(ListenAddress address, WebSecurity security) throws IOException {
    try {
      HttpServer server;
      if (security.encrypted()) {
        HttpsServer https = HttpsServer.create(address.resolve(), BACKLOG);
        https.setHttpsConfigurator(security.configurator());
        server = https;
      } else {
        server = HttpServer.create(address.resolve(), BACKLOG);
      }
      server.createContext("/", router);
      server.setExecutor(threads);
      return server;
    } catch (IOException | RuntimeException e) {
      servers.forEach(bound -> bound.stop(0));
      threads.shutdownNow();
      throw new IOException("can't listen on " + address + ": " + e.getMessage(), e);
    }
  }

  private static ThreadFactory named(String name) {
    AtomicInteger next = new AtomicInteger(1);
    return task -> {
      Thread thread = new Thread(task, name + "-" + next.getAndIncrement());
      thread.setDaemon(true);
      return thread;
    };
  }
}
