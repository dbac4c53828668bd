package io.tidegauge.exporter.bench;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.Profile;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The statements by which the readings of a window can be had without Tidegauge: all rows of the
 * window again, each time.
 */
final class Recount {
  private final List<ColumnProfile> features;

  private Recount(List<ColumnProfile> features) {
    this.features = features;
  }

  /** The statements for what is watched, in the bins of the reference. */
  static Recount of(Watch watch, Path folder) {
    Profile profile = Reference.read(watch, "v1", folder);
    return new Recount(
        profile.columns().stream().filter(column -> column.role() == Role.FEATURE).toList());
  }

  /**
   * The best that is known: the numbers by one pass with cumulative counts, the categories by
   * another.
   *
   * @param countIf the database's count of rows below an edge
   */
  List<String> best(String countIf, String where) {
    List<String> numbers = new ArrayList<>(List.of("count(*)"));
    List<String> categories = new ArrayList<>();
    for (ColumnProfile feature : features) {
      String name = feature.name();
      if (feature.type() == FeatureType.CATEGORY) {
        categories.add(name);
        continue;
      }
      numbers.add("count(%s)".formatted(name));
      for (double edge : inner(feature)) {
        numbers.add(countIf.formatted(name + " < " + edge));
      }
      numbers.add("min(%1$s), max(%1$s), avg(%1$s), stddev_samp(%1$s)".formatted(name));
    }
    String all = String.join(", ", categories);
    return List.of(
        "SELECT " + String.join(", ", numbers) + where,
        "SELECT %1$s, GROUPING(%1$s), count(*)%2$s GROUP BY GROUPING SETS ((%3$s))"
            .formatted(all, where, String.join("), (", categories)));
  }

  private static List<Double> inner(ColumnProfile feature) {
    List<Double> edges = new ArrayList<>();
    for (double edge : feature.bins().orElseThrow().edges()) {
      if (Double.isFinite(edge)) {
        edges.add(edge);
      }
    }
    return edges;
  }

  /** The config of an exporter of SQL queries, as its users write it: a query for each feature. */
  String sqlExporter(int port, String where) {
    StringBuilder yaml =
        new StringBuilder(
            """
            jobs:
            - name: features
              interval: 1s
              connections: ['postgres://postgres@127.0.0.1:%d/postgres?sslmode=disable']
              queries:
            """
                .formatted(port));
    for (ColumnProfile feature : features) {
      yaml.append(
          feature.type() == FeatureType.CATEGORY
              ? categoryQuery(feature.name(), where)
              : numberQuery(feature, where));
    }
    return yaml.toString();
  }

  private static String numberQuery(ColumnProfile feature, String where) {
    String name = feature.name();
    List<String> values = new ArrayList<>(List.of("missing", "mean"));
    List<String> selected =
        new ArrayList<>(
            List.of(
                "count(*) - count(%s) AS missing".formatted(name),
                "avg(%s) AS mean".formatted(name)));
    List<Double> edges = inner(feature);
    for (int bin = 0; bin <= edges.size(); bin++) {
      String low = bin == 0 ? "true" : name + " >= " + edges.get(bin - 1);
      String high = bin == edges.size() ? "true" : name + " < " + edges.get(bin);
      values.add("share_" + bin);
      selected.add(
          "count(%1$s) FILTER (WHERE %2$s AND %3$s)::float / count(%1$s) AS share_%4$d"
              .formatted(name, low, high, bin));
    }
    return query(name, "[]", values, "SELECT " + String.join(", ", selected) + where);
  }

  private static String categoryQuery(String name, String where) {
    return query(
        name,
        "[category]",
        List.of("share"),
        "SELECT coalesce(%1$s, '(missing)') AS category, count(*)::float / sum(count(*)) OVER () AS share%2$s GROUP BY %1$s"
            .formatted(name, where));
  }

  private static String query(String name, String labels, List<String> values, String sql) {
    return """
      - name: %1$s
        help: 'The feature %1$s.'
        labels: %2$s
        values: [%3$s]
        query: |
          %4$s
    """
        .formatted(name, labels, String.join(", ", values), sql)
        .indent(0);
  }
}
