package io.tidegauge.exporter.page;

import io.tidegauge.exporter.health.Wording;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;

/**
 * The first line: which program this is, what time it takes it to be, and where else to look.
 *
 * @param now by the exporter's clock, which may be a replayed one
 * @param wall by the machine's clock
 */
record TopLine(String version, String telemetryPath, Instant now, Instant wall) {
  private static final Duration NEAR = Duration.ofMinutes(1);
  private static final String WAVE =
      "M2 15c3-5 6-5 9 0s6 5 9 0 6-5 9 0M2 22c3-5 6-5 9 0s6 5 9 0 6-5 9 0";

  void render(Markup markup, Map<String, String> query) {
    markup.open("header").open("h1");
    markup.open("svg", "class", "logo", "viewBox", "0 0 31 31", "aria-hidden", "true");
    markup.leaf("path", "", "d", WAVE).close();
    markup.text("Tidegauge ").leaf("span", version, "class", "version").close();
    markup.open("p", "class", "clock");
    markup.leaf("time", Wording.time(now), "datetime", now.toString());
    if (Duration.between(now, wall).abs().compareTo(NEAR) > 0) {
      markup.text(" ").leaf("strong", offset(), "class", "badge replayed");
    }
    markup.close();
    markup.open("nav", "aria-label", "Pages of the exporter");
    markup.leaf("a", "metrics", "href", relative(telemetryPath));
    markup.leaf("a", "healthy", "href", "./-/healthy");
    markup.leaf("a", "ready", "href", "./-/ready");
    refresh(markup, query);
    markup.close().close().line();
  }

  private String offset() {
    Duration behind = Duration.between(now, wall);
    return "replayed clock, %s %s now"
        .formatted(Wording.duration(behind.abs()), behind.isNegative() ? "ahead of" : "behind");
  }

  private static void refresh(Markup markup, Map<String, String> query) {
    OptionalInt seconds = Refresh.seconds(query);
    Map<String, String> other = new LinkedHashMap<>(query);
    other.remove("refresh");
    if (seconds.isPresent()) {
      markup.leaf(
          "a",
          "stop refreshing (every " + seconds.getAsInt() + " s)",
          "href",
          Links.withParameters(other));
    } else {
      other.put("refresh", String.valueOf(Refresh.USUAL));
      markup.leaf(
          "a", "refresh every " + Refresh.USUAL + " s", "href", Links.withParameters(other));
    }
  }

  /** The page may stand behind a proxy's prefix. */
  private static String relative(String path) {
    return "." + path;
  }
}
