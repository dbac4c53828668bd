package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a well-known server exports, as its documentation says: a resource for each.
 *
 * @param source where that is said
 * @param series its metrics with their labels, as far as they are used
 */
public record ServingPreset(
    String source, SortedMap<String, List<String>> series, List<SignalSpec> signals) {
  /** Model servers, in the order in which messages name them. */
  public static final List<String> SERVERS =
      List.of("spring", "kserve", "triton", "torchserve", "bentoml", "seldon", "tf_serving");

  /** What says how a host is. */
  public static final List<String> HOSTS = List.of("node_exporter");

  /** What says how a container is. */
  public static final List<String> CONTAINERS = List.of("cadvisor");

  private static final Shape LABELS = ListShape.unique(SignalSection.LABEL, 0, 20);

  private static final Shape SHAPE =
      ObjectShape.of(
          Field.required("source", TextShape.ANY, "where the names are documented"),
          Field.required(
              "series",
              new MapShape(SignalSection.METRIC_NAME, "a metric", LABELS, 1, 50),
              "the labels of each metric"),
          Field.required("signals", SignalSection.ALL, "what they say"));

  public ServingPreset {
    series = Collections.unmodifiableSortedMap(new TreeMap<>(series));
    signals = List.copyOf(signals);
  }

  /** The preset of that name, which is one of the lists'. */
  public static ServingPreset named(String name) {
    String file = "serving/" + name + ".yaml";
    try (InputStream resource =
        Objects.requireNonNull(ServingPreset.class.getResourceAsStream(file), file)) {
      return new SpecDocument<>(SHAPE, (root, problems) -> {}, ServingPreset::bind)
          .read(file, resource.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ServingPreset bind(Cursor cursor) {
    SortedMap<String, List<String>> series = new TreeMap<>();
    cursor.at("series").values().forEach(metric -> series.put(metric.name(), metric.texts()));
    return new ServingPreset(
        cursor.at("source").text(), series, SignalSection.bind(cursor.at("signals")));
  }
}
