package io.tidegauge.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what answers a request. Paths are compared whole: the JDK's contexts match prefixes. */
final class Router implements HttpHandler {
  private static final Logger LOG = LoggerFactory.getLogger(Router.class);

  private static final int MAX_QUERY = 8192;
  private static final int MAX_BODY = 64 * 1024;
  private static final Set<String> DEBUG_FORMATS =
      Set.of("text", "openmetrics", "prometheus-protobuf");
  private static final Map<String, String> SECURITY_HEADERS =
      Map.of(
          "Content-Security-Policy",
          "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none';"
              + " frame-ancestors 'none'; base-uri 'none'",
          "X-Content-Type-Options",
          "nosniff",
          "X-Frame-Options",
          "DENY",
          "Cache-Control",
          "no-store");

  private final WebOptions options;
  private final WebContent content;
  private final WebSecurity security;
  private final ScrapeEndpoint scrapes;
  private final InFlight inFlight;
  private final ReentrantLock reloading = new ReentrantLock();
  private volatile boolean stopping;

  Router(
      WebOptions options,
      WebContent content,
      WebSecurity security,
      ScrapeEndpoint scrapes,
      InFlight inFlight) {
    this.options = options;
    this.content = content;
    this.security = security;
    this.scrapes = scrapes;
    this.inFlight = inFlight;
  }

  /** From now on only the health page is served. */
  void stop() {
    stopping = true;
  }

  @Override
  public void handle(HttpExchange exchange) {
    inFlight.enter();
    boolean handedOver = false;
    try {
      SECURITY_HEADERS.forEach(exchange.getResponseHeaders()::set);
      security.headers().forEach(exchange.getResponseHeaders()::set);
      Reply reply = answer(exchange);
      if (reply == null) {
        handedOver = true;
        scrapes.accept(exchange, inFlight::leave);
      } else {
        reply.send(exchange);
      }
    } catch (IOException e) {
      LOG.debug("an answer could not be sent", e);
      exchange.close();
    } catch (RuntimeException e) {
      LOG.error("a request failed", e);
      exchange.close();
    } finally {
      if (!handedOver) {
        inFlight.leave();
      }
    }
  }

  /** The answer, or null where it is a scrape that may go on. */
  private @Nullable Reply answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    if (path == null) {
      return notFound();
    }
    if (path.equals("/-/healthy")) { // needs no password and no state, even when all else hangs
      return reads(exchange) ? Reply.text(200, "Tidegauge is healthy.") : notAllowed("GET, HEAD");
    }
    if (stopping) {
      return Reply.text(503, "shutting down").with("Connection", "close");
    }
    Reply refusal = security.refusal(exchange);
    return refusal != null ? refusal : answer(exchange, path);
  }

  private @Nullable Reply answer(HttpExchange exchange, String path) throws IOException {
    if (path.equals("/-/reload")) {
      return exchange.getRequestMethod().equals("POST") ? reload(exchange) : notAllowed("POST");
    }
    Page page = content.pages().get(path);
    boolean telemetry = path.equals(options.telemetryPath());
    boolean ready = path.equals("/-/ready");
    if (page == null && !telemetry && !ready) {
      return notFound();
    }
    if (!reads(exchange)) {
      return notAllowed("GET, HEAD");
    }
    if (ready) {
      return ready();
    }
    Map<String, String> query;
    try {
      query = query(exchange);
    } catch (IllegalArgumentException e) {
      return Reply.text(400, "The query can't be read.");
    }
    if (telemetry) {
      String debug = query.get("debug");
      return debug == null || DEBUG_FORMATS.contains(debug)
          ? null
          : Reply.text(400, "debug must be text, openmetrics or prometheus-protobuf.");
    }
    return page == null ? notFound() : render(page, path, query);
  }

  private static Reply render(Page page, String path, Map<String, String> query) {
    try {
      return Reply.of(200, Map.of("Content-Type", page.contentType()), page.render(path, query));
    } catch (RuntimeException e) {
      LOG.error("the page {} failed", path, e);
      return Reply.text(500, "The page failed; the exporter's log says why.");
    }
  }

  private Reply ready() {
    List<String> reasons = content.notReady().get();
    return reasons.isEmpty()
        ? Reply.text(200, "Tidegauge is ready.")
        : Reply.text(503, "Tidegauge is not ready.\n" + String.join("\n", reasons));
  }

  private Reply reload(HttpExchange exchange) throws IOException {
    if (!options.lifecycle()) {
      return Reply.text(403, "Reloading by HTTP is off; --web.enable-lifecycle turns it on.");
    }
    if (exchange.getRequestBody().readNBytes(MAX_BODY).length == MAX_BODY) {
      return Reply.text(413, "A reload has no body.").with("Connection", "close");
    }
    if (!reloading.tryLock()) {
      return Reply.text(409, "A reload is under way.");
    }
    try {
      return reloaded(content.reload());
    } finally {
      reloading.unlock();
    }
  }

  private static Reply reloaded(Supplier<List<String>> reload) {
    try {
      List<String> problems = reload.get();
      return problems.isEmpty()
          ? Reply.text(200, "Reloaded.")
          : Reply.text(500, "Not reloaded.\n" + String.join("\n", problems));
    } catch (RuntimeException e) {
      LOG.error("a reload failed", e);
      return Reply.text(500, "Not reloaded; the exporter's log says why.");
    }
  }

  private static boolean reads(HttpExchange exchange) {
    return exchange.getRequestMethod().equals("GET") || exchange.getRequestMethod().equals("HEAD");
  }

  private static Reply notFound() {
    return Reply.text(404, "Not found.");
  }

  private static Reply notAllowed(String methods) {
    return Reply.text(405, "Only " + methods + ".").with("Allow", methods);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    String raw = exchange.getRequestURI().getRawQuery();
    Map<String, String> query = new LinkedHashMap<>();
    if (raw == null || raw.isEmpty()) {
      return query;
    }
    if (raw.length() > MAX_QUERY) {
      throw new IllegalArgumentException("too long");
    }
    for (String parameter : raw.split("&", -1)) {
      int equals = parameter.indexOf('=');
      String name = equals < 0 ? parameter : parameter.substring(0, equals);
      String value = equals < 0 ? "" : parameter.substring(equals + 1);
      query.putIfAbsent(decode(name), decode(value));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
