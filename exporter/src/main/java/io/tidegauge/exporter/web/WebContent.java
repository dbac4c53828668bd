package io.tidegauge.exporter.web;

import com.sun.net.httpserver.HttpHandler;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What the web server serves.
 *
 * @param metrics answers a scrape; it may fail at any point without the client seeing half of it
 * @param notReady why the exporter is not ready; nothing when it is
 * @param reload reloads the config and returns what stood against it; nothing when it is done
 * @param pages by their exact path
 */
public record WebContent(
    HttpHandler metrics,
    Supplier<List<String>> notReady,
    Supplier<List<String>> reload,
    Map<String, Page> pages) {
  public WebContent {
    pages = Map.copyOf(pages);
  }
}
