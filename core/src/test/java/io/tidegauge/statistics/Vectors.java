package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What the scripts of src/test/python computed. */
final class Vectors {

  private Vectors() {}

  static Stream<JsonNode> of(String kind) {
    return in("vectors.json", kind);
  }

  static Stream<JsonNode> ofQuality(String kind) {
    return in("quality.json", kind);
  }

  static Stream<JsonNode> ofPeers(String kind) {
    return in("peers.json", kind);
  }

  static Stream<JsonNode> ofOperations(String kind) {
    return in("operations.json", kind);
  }

  private static Stream<JsonNode> in(String file, String kind) {
    try (InputStream in = Vectors.class.getResourceAsStream("/statistics/" + file)) {
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

  static long[] longs(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .mapToLong(JsonNode::longValue)
        .toArray();
  }

  /** Of an array of the number of values, their sum and that of their squares. */
  static Moments moments(JsonNode array) {
    double[] sums = doubles(array);
    return new Moments((long) sums[0], sums[1], sums[2]);
  }

  /** A value and its standard error, either of which may be null. */
  static void assertEstimate(String name, Estimate actual, JsonNode expected) {
    assertThat(expected.size()).isEqualTo(2);
    assertOutcome(name, actual.value(), expected.get(0));
    assertOutcome("standard error of " + name, actual.standardError(), expected.get(1));
  }

  static void assertOutcome(String name, Outcome actual, JsonNode expected) {
    if (expected.isNull()) {
      assertThat(actual.isPresent()).as(name).isFalse();
    } else {
      assertThat(actual.isPresent()).as(name).isTrue();
      assertClose(name, actual.asOptional().orElseThrow(), expected.doubleValue());
    }
  }

  static void assertClose(String name, double actual, double expected) {
    assertThat(actual).as(name).isCloseTo(expected, within(1e-9 * Math.abs(expected) + 1e-13));
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
