package io.tidegauge.exporter.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An alert as Prometheus and Alertmanager show it.
 *
 * @param labels all but its name
 */
public record AlertLabels(String name, SortedMap<String, String> labels) {
  private static final String ALERT_NAME = "alertname";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SERIES =
      Pattern.compile("\\s*([A-Za-z_:][\\w:]*)?\\s*\\{(.*)}\\s*", Pattern.DOTALL);

  private static final Pattern LABEL =
      Pattern.compile("\\G\\s*,?\\s*([A-Za-z_]\\w*)\\s*=\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*,?");

  private static final Pattern PAIR = Pattern.compile("([A-Za-z_]\\w*)=(.*)", Pattern.DOTALL);

  public AlertLabels {
    labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
  }

  /** The value of a label; empty where it has none. */
  public String get(String label) {
    return labels.getOrDefault(label, "");
  }

  /**
   * The alert of these words: its name and {@code label=value} each, or one series such as {@code
   * {alertname="…", model="…"}}.
   *
   * @throws IllegalArgumentException if they are none of these
   */
  public static AlertLabels ofWords(List<String> words) {
    Matcher series = SERIES.matcher(String.join(" ", words));
    if (series.matches()) {
      return ofSeries(series.group(1) == null ? "" : series.group(1), series.group(2));
    }
    SortedMap<String, String> labels = new TreeMap<>();
    for (String word : words) {
      Matcher pair = PAIR.matcher(word);
      if (pair.matches()) {
        labels.put(pair.group(1), unquoted(pair.group(2)));
      } else if (labels.putIfAbsent(ALERT_NAME, word) != null) {
        throw new IllegalArgumentException("\"" + word + "\" is no label=value");
      }
    }
    return of(labels);
  }

  private static String unquoted(String value) {
    return value.length() > 1 && value.startsWith("\"") && value.endsWith("\"")
        ? unescaped(value.substring(1, value.length() - 1))
        : value;
  }

  private static AlertLabels ofSeries(String name, String inner) {
    SortedMap<String, String> labels = new TreeMap<>();
    Matcher label = LABEL.matcher(inner);
    int end = 0;
    while (label.find()) {
      labels.put(label.group(1), unescaped(label.group(2)));
      end = label.end();
    }
    if (!inner.substring(end).isBlank()) {
      throw new IllegalArgumentException(
          "no labels in \"" + inner.substring(end).strip() + "\"; write {alertname=\"…\", …}");
    }
    // ALERTS{…} is Prometheus' series of what fires.
    if (!name.isEmpty() && !name.equals("ALERTS") && !name.equals("ALERTS_FOR_STATE")) {
      labels.putIfAbsent(ALERT_NAME, name);
    }
    return of(labels);
  }

  private static String unescaped(String text) {
    return text.replaceAll("\\\\([\"\\\\])", "$1").replace("\\n", "\n");
  }

  /**
   * The alerts of a JSON text: what Alertmanager sends to a webhook, or what {@code amtool alert -o
   * json} prints.
   *
   * @throws IllegalArgumentException if it holds none
   */
  public static List<AlertLabels> ofJson(String text) {
    JsonNode document;
    try {
      document = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
    JsonNode all = document.has("alerts") ? document.get("alerts") : document;
    List<AlertLabels> alerts = new ArrayList<>();
    for (JsonNode one : all.isArray() ? all : List.of(all)) {
      SortedMap<String, String> labels = new TreeMap<>();
      for (Map.Entry<String, JsonNode> label : one.path("labels").properties()) {
        labels.put(label.getKey(), label.getValue().asText());
      }
      alerts.add(of(labels));
    }
    if (alerts.isEmpty()) {
      throw new IllegalArgumentException("there is no alert in it");
    }
    return List.copyOf(alerts);
  }

  private static AlertLabels of(SortedMap<String, String> labels) {
    String name = labels.remove(ALERT_NAME);
    if (name == null || name.isBlank()) {
      throw new IllegalArgumentException("the label alertname is missing");
    }
    return new AlertLabels(name, labels);
  }
}
