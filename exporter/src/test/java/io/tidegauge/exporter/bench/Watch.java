package io.tidegauge.exporter.bench;

import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What is watched of a log: the parts of a model spec that benchmarks vary.
 *
 * @param slices how many regions get readings of their own
 * @param versionColumn of which rows name {@code versions} versions
 */
record Watch(
    String name,
    String table,
    String windows,
    String more,
    int numbers,
    int texts,
    int bins,
    int slices,
    String versionColumn,
    int versions) {

  /** Twenty features in ten bins over a day. */
  static Watch day() {
    return new Watch(
        "day", "log", "24h", "bucket: 5m\n", Rows.NUMBERS, Rows.TEXTS, 10, 0, "version", 1);
  }

  Watch named(String other) {
    return new Watch(
        other, table, windows, more, numbers, texts, bins, slices, versionColumn, versions);
  }

  Watch of(String otherTable) {
    return new Watch(
        name, otherTable, windows, more, numbers, texts, bins, slices, versionColumn, versions);
  }

  Watch over(String others, String moreKeys) {
    return new Watch(
        name, table, others, moreKeys, numbers, texts, bins, slices, versionColumn, versions);
  }

  Watch features(int ofNumbers, int ofTexts) {
    return new Watch(
        name, table, windows, more, ofNumbers, ofTexts, bins, slices, versionColumn, versions);
  }

  Watch bins(int each) {
    return new Watch(
        name, table, windows, more, numbers, texts, each, slices, versionColumn, versions);
  }

  Watch slices(int regions) {
    return new Watch(
        name, table, windows, more, numbers, texts, bins, regions, versionColumn, versions);
  }

  Watch versions(String column, int count) {
    return new Watch(name, table, windows, more, numbers, texts, bins, slices, column, count);
  }

  String yaml() {
    String regions =
        IntStream.range(0, slices)
            .mapToObj(i -> "\"region " + i + "\"")
            .collect(Collectors.joining(", "));
    String roles =
        IntStream.rangeClosed(1, versions)
            .mapToObj(i -> (i == 1 ? "champion" : "other" + i) + ": v" + i)
            .collect(Collectors.joining(", "));
    return """
    model: %s
    database: bench
    predictions:
      table: %s
      time: ts
      version: %s
      versions: {%s}
      kind: regression
      score: score
    """
            .formatted(name, table, versionColumn, roles)
        + (slices == 0 ? "" : "  slices: [{column: region, values: [%s]}]%n".formatted(regions))
        + """
        reference: {profile: "%s-{version}.json"}
        windows: [%s]
        series_budget: 1000000
        %sfeatures:
        """
            .formatted(name, windows, more)
        + features("  f%d: {type: numeric, bins: " + bins + "}\n", numbers)
        + features("  c%d: category\n", texts);
  }

  private static String features(String format, int count) {
    return IntStream.range(0, count).mapToObj(format::formatted).collect(Collectors.joining());
  }

  ModelSpec spec() {
    return ModelSpecReader.read(name + ".yaml", yaml());
  }
}
