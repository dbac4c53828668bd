package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The series of a scrape, as their text says. */
record Exposition(String text, List<Series> series) {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? (\\S+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_0-9]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

  /** One line. */
  record Series(String name, Map<String, String> labels, double value) {
    private boolean has(String... wanted) {
      for (int i = 0; i < wanted.length; i += 2) {
        if (!wanted[i + 1].equals(labels.get(wanted[i]))) {
          return false;
        }
      }
      return true;
    }
  }

  static Exposition of(String text) {
    List<Series> series = new ArrayList<>();
    for (String line : text.lines().filter(line -> !line.startsWith("#")).toList()) {
      Matcher matcher = LINE.matcher(line);
      assertThat(matcher.matches()).as(line).isTrue();
      Map<String, String> labels = new TreeMap<>();
      if (matcher.group(2) != null) {
        Matcher label = LABEL.matcher(matcher.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
      }
      series.add(new Series(matcher.group(1), labels, Double.parseDouble(matcher.group(3))));
    }
    return new Exposition(text, series);
  }

  /** The series of that name that have all these labels. */
  List<Series> all(String name, String... labels) {
    return series.stream().filter(one -> one.name().equals(name) && one.has(labels)).toList();
  }

  /** The one series of that name that has all these labels. */
  double value(String name, String... labels) {
    List<Series> found = all(name, labels);
    assertThat(found).as("%s%s in%n%s", name, List.of(labels), all(name)).hasSize(1);
    return found.get(0).value();
  }

  /** Its value, where there is one. */
  OptionalDouble find(String name, String... labels) {
    return all(name, labels).stream().mapToDouble(Series::value).findFirst();
  }

  /** The models that have series of that name. */
  List<String> models(String name) {
    return all(name).stream()
        .map(one -> String.valueOf(one.labels().get("model")))
        .distinct()
        .sorted()
        .toList();
  }
}
