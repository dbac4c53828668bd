package io.tidegauge.exporter.page;

import io.tidegauge.counts.Cell;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Addresses on the page, relative, so that they hold behind a proxy's prefix too. */
final class Links {
  private final Map<String, String> kept = new LinkedHashMap<>();

  /** Links that keep the query's refresh. */
  Links(Map<String, String> query) {
    String refresh = query.get("refresh");
    if (refresh != null) {
      kept.put("refresh", refresh);
    }
  }

  /** The overview. */
  String overview() {
    return address(Map.of());
  }

  /** A model's own page. */
  String model(String model) {
    return address(Map.of("model", model));
  }

  /** A model's own page with a choice made. */
  String model(String model, Choice choice) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("model", model);
    parameters.put("version", choice.version());
    parameters.put("window", choice.window());
    if (!choice.slice().equals(Cell.ALL)) {
      parameters.put("slice", choice.slice());
    }
    return address(parameters);
  }

  private String address(Map<String, String> parameters) {
    Map<String, String> all = new LinkedHashMap<>(parameters);
    all.putAll(kept);
    return withParameters(all);
  }

  static String withParameters(Map<String, String> parameters) {
    StringBuilder address = new StringBuilder("./");
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      address.append(separator).append(encode(parameter.getKey()));
      address.append('=').append(encode(parameter.getValue()));
      separator = '&';
    }
    return address.toString();
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
