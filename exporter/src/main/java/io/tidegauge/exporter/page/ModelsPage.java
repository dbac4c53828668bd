package io.tidegauge.exporter.page;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.web.Page;
import io.tidegauge.spec.ModelSpec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The page at {@code /}: all models, the worst first, and what a person needs to know of each. */
public final class ModelsPage implements Page {
  /** With more models than this, each has a page of its own. */
  private static final int MODELS_TOGETHER = 5;

  private static final String STYLE = style();

  private final Supplier<List<Collected>> latest;
  private final Supplier<List<ModelSpec>> models;
  private final InstantSource clock;
  private final InstantSource wall;
  private final String telemetryPath;
  private final String version;

  /**
   * A page.
   *
   * @param latest what the last finished scrape found out about each model
   * @param models what is watched, whether it has been scraped or not
   * @param clock the exporter's, which may be a replayed one
   * @param version the program's
   */
  public ModelsPage(
      Supplier<List<Collected>> latest,
      Supplier<List<ModelSpec>> models,
      InstantSource clock,
      String telemetryPath,
      String version) {
    this(latest, models, clock, InstantSource.system(), telemetryPath, version);
  }

  ModelsPage(
      Supplier<List<Collected>> latest,
      Supplier<List<ModelSpec>> models,
      InstantSource clock,
      InstantSource wall,
      String telemetryPath,
      String version) {
    this.latest = latest;
    this.models = models;
    this.clock = clock;
    this.wall = wall;
    this.telemetryPath = telemetryPath;
    this.version = version;
  }

  @Override
  public byte[] render(String path, Map<String, String> query) {
    return html(query).getBytes(StandardCharsets.UTF_8);
  }

  String html(Map<String, String> query) {
    Instant now = clock.instant();
    List<ModelView> all = ModelView.all(models.get(), latest.get());
    Markup markup = Markup.document();
    markup.open("html", "lang", "en");
    head(markup, query, all);
    markup.open("body").line();
    new TopLine(version, telemetryPath, now, wall.instant()).render(markup, query);
    Links links = new Links(query);
    markup.open("main").line();
    Overview.render(markup, all, links, now);
    List<ModelView> shown = shown(markup, all, query, links);
    ModelSection section = new ModelSection(markup, links, query, now);
    for (int i = 0; i < shown.size(); i++) {
      section.render(shown.get(i), i + 1);
    }
    MonitorTables.render(markup, shown);
    return markup.close().close().close().line().finish();
  }

  private static void head(Markup markup, Map<String, String> query, List<ModelView> all) {
    long bad = all.stream().filter(model -> model.health().state().isBad()).count();
    markup.open("head").single("meta", "charset", "utf-8");
    markup.single("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    markup.single("meta", "name", "color-scheme", "content", "light dark");
    Refresh.seconds(query)
        .ifPresent(
            seconds ->
                markup.single("meta", "http-equiv", "refresh", "content", String.valueOf(seconds)));
    markup.leaf("title", bad == 0 ? "Tidegauge" : "(" + bad + ") Tidegauge");
    markup.single("link", "rel", "icon", "href", "data:,");
    markup.style(STYLE).close().line();
  }

  private static List<ModelView> shown(
      Markup markup, List<ModelView> all, Map<String, String> query, Links links) {
    String asked = query.get("model");
    if (asked == null) {
      return all.size() <= MODELS_TOGETHER ? all : List.of();
    }
    if (all.size() > 1) {
      markup.open("p", "class", "muted").leaf("a", "all models", "href", links.overview()).close();
    }
    List<ModelView> named =
        all.stream().filter(model -> model.spec().name().equals(asked)).toList();
    if (named.isEmpty()) {
      markup.leaf("p", "There is no model named " + asked + ".", "class", "why");
    }
    return named;
  }

  private static String style() {
    try (InputStream stream =
        Objects.requireNonNull(ModelsPage.class.getResourceAsStream("page.css"))) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
