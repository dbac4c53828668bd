package io.tidegauge.statistics;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What statistics_vectors.py computed. */
final class Vectors {

  private Vectors() {}

  static Stream<JsonNode> of(String kind) {
    try (InputStream in = Vectors.class.getResourceAsStream("/statistics/vectors.json")) {
      JsonNode all = new ObjectMapper().readTree(Objects.requireNonNull(in));
      return StreamSupport.stream(all.required(kind).spliterator(), false);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static double[] doubles(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToDouble(JsonNode::doubleValue)
        .toArray();
  }

  static Distribution reference(JsonNode table) {
    return Distribution.ofWeighted(doubles(table.required("reference")))
        .withMeans(doubles(table.required("reference_means")));
  }

  static Distribution current(JsonNode table) {
    return Distribution.ofWeighted(doubles(table.required("current")))
        .withMeans(doubles(table.required("current_means")));
  }
}
