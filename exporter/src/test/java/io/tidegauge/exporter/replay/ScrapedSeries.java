package io.tidegauge.exporter.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What Prometheus would have kept of scrapes. */
final class ScrapedSeries {
  private static final Pattern METRIC = Pattern.compile("\\bml_\\w+");

  private ScrapedSeries() {}

  /** The metrics that rules name. */
  static Set<String> metrics(Path rules) throws IOException {
    Set<String> metrics = new HashSet<>();
    Matcher name = METRIC.matcher(Files.readString(rules));
    while (name.find()) {
      metrics.add(name.group());
    }
    return metrics;
  }

  /**
   * The values by time of the metrics that rules name, of each series by its name and labels.
   *
   * @param openMetrics the text of all series
   */
  static SortedMap<String, SortedMap<Instant, Double>> of(Path openMetrics, Path rules)
      throws IOException {
    Set<String> metrics = metrics(rules);
    SortedMap<String, SortedMap<Instant, Double>> series = new TreeMap<>();
    try (Stream<String> lines = Files.lines(openMetrics)) {
      lines
          .filter(line -> metrics.contains(line.substring(0, Math.max(0, line.indexOf('{')))))
          .forEach(
              line -> {
                int time = line.lastIndexOf(' ');
                int value = line.lastIndexOf(' ', time - 1);
                series
                    .computeIfAbsent(line.substring(0, value), name -> new TreeMap<>())
                    .put(
                        Instant.ofEpochSecond(Long.parseLong(line.substring(time + 1))),
                        Double.parseDouble(line.substring(value + 1, time)));
              });
    }
    return Collections.unmodifiableSortedMap(series);
  }
}
