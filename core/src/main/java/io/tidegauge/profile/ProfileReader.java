package io.tidegauge.profile;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.NumericBins;
import io.tidegauge.statistics.Outcome;
import io.tidegauge.statistics.QualityMetric;
import io.tidegauge.statistics.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;

/** Reads the text of a profile, and refuses one that would fail later. */
final class ProfileReader {
  private static final ObjectReader READER =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private ProfileReader() {}

  static Profile read(String text, int format) {
    try {
      JsonNode json = READER.readTree(text);
      if (json.path("tidegauge_profile").asInt() != format) {
        throw new UnfitReferenceException(
            "not a Tidegauge profile of format "
                + format
                + "; make it anew with \"tidegauge-exporter profile\"");
      }
      return profile(json);
    } catch (JsonProcessingException e) {
      throw new UnfitReferenceException("not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new UnfitReferenceException("not a profile: " + e.getMessage());
    }
  }

  private static Profile profile(JsonNode json) {
    List<ColumnProfile> columns = new ArrayList<>();
    for (Role role : ProfileJson.ROLES) {
      json.path(ProfileJson.roleKey(role))
          .properties()
          .forEach(column -> columns.add(named(role, column.getKey(), column.getValue())));
    }
    return new Profile(
        text(json, "model"),
        text(json, "version"),
        count(json, "rows"),
        instant(json, "from"),
        instant(json, "to"),
        entries(json.path("slices"), ProfileReader::count),
        columns,
        json.has("schema") ? Optional.of(schema(json.get("schema"))) : Optional.empty(),
        json.has("quality") ? Optional.of(quality(json.get("quality"))) : Optional.empty(),
        "");
  }

  private static ReferenceQuality quality(JsonNode json) {
    Map<QualityMetric, Estimate> metrics = new EnumMap<>(QualityMetric.class);
    entries(required(json, "metrics", JsonNode::isObject), ProfileReader::estimate)
        .forEach((label, estimate) -> metrics.put(metric(label), estimate));
    return new ReferenceQuality(
        count(json, "rows"),
        count(json, "labelled"),
        metrics,
        json.has("scores") ? Optional.of(scores(json.get("scores"))) : Optional.empty());
  }

  private static QualityMetric metric(String label) {
    return QualityMetric.named(label)
        .orElseThrow(() -> new IllegalArgumentException("no metric is called " + label));
  }

  /** A value, and its standard error where there is one. */
  private static Estimate estimate(JsonNode json) {
    double[] numbers = doubles(json);
    if (numbers.length < 1 || numbers.length > 2) {
      throw new IllegalArgumentException("not a value and its standard error: " + json);
    }
    return new Estimate(
        Outcome.of(numbers[0]),
        numbers.length == 2 ? Outcome.of(numbers[1]) : Outcome.absent(Reason.UNDEFINED));
  }

  private static ReferenceScores scores(JsonNode json) {
    return new ReferenceScores(
        counts(json, "positive"), counts(json, "negative"), counts(json, "predicted_positive"));
  }

  private static long[] counts(JsonNode json, String key) {
    return StreamSupport.stream(required(json, key, JsonNode::isArray).spliterator(), false)
        .mapToLong(ProfileReader::count)
        .toArray();
  }

  private static Schema schema(JsonNode json) {
    return new Schema(
        text(json, "engine"),
        entries(
            required(json, "tables", JsonNode::isObject),
            columns -> entries(columns, ProfileReader::type)));
  }

  /** A kind and a name. */
  private static ColumnType type(JsonNode json) {
    if (json.size() != 2 || !json.get(0).isTextual() || !json.get(1).isTextual()) {
      throw new IllegalArgumentException("not a column's type: " + json);
    }
    Kind kind = Kind.valueOf(json.get(0).asText().toUpperCase(Locale.ROOT));
    return new ColumnType(kind, json.get(1).asText());
  }

  private static ColumnProfile named(Role role, String name, JsonNode json) {
    try {
      return column(role, name, json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static ColumnProfile column(Role role, String name, JsonNode json) {
    FeatureType type = FeatureType.valueOf(text(json, "type").toUpperCase(Locale.ROOT));
    boolean category = type == FeatureType.CATEGORY;
    ColumnProfile column =
        new ColumnProfile(
            role,
            name,
            type,
            json.path("personal").asBoolean(),
            json.has("edges")
                ? Optional.of(NumericBins.ofEdges(doubles(json.get("edges"))))
                : Optional.empty(),
            category ? texts(required(json, "categories", JsonNode::isArray)) : List.of(),
            category ? required(json, "top", JsonNode::canConvertToInt).asInt() : 0,
            json.has("mean") ? Optional.of(moments(json)) : Optional.empty(),
            entries(json.path("counts"), ProfileReader::counts),
            noise(json.path("noise")));
    if (category && (column.top() < 1 || hasRepeats(column.categories()))) {
      throw new IllegalArgumentException("top is below 1, or a category is there twice");
    }
    column.counts().values().forEach(counts -> requireBins(column, counts.present()));
    return column;
  }

  private static boolean hasRepeats(List<String> texts) {
    return texts.stream().distinct().count() < texts.size();
  }

  private static void requireBins(ColumnProfile column, Distribution counts) {
    if (counts.size() != column.size()) {
      throw new IllegalArgumentException(
          "counts of " + counts.size() + " bins where there are " + column.size());
    }
  }

  private static Moments moments(JsonNode json) {
    SortedMap<Double, Double> quantiles = new TreeMap<>();
    entries(json.path("quantiles"), ProfileReader::number)
        .forEach((share, quantile) -> quantiles.put(Double.valueOf(share), quantile));
    return new Moments(
        number(json, "mean"),
        number(json, "standard_deviation"),
        number(json, "min"),
        number(json, "max"),
        quantiles);
  }

  private static ReferenceCounts counts(JsonNode json) {
    Distribution present =
        Distribution.ofWeighted(doubles(required(json, "bins", JsonNode::isArray)));
    return new ReferenceCounts(
        json.has("means") ? present.withMeans(doubles(json.get("means"))) : present,
        count(json, "missing"),
        count(json, "nan"),
        count(json, "infinite"));
  }

  private static Map<DriftDistance, NoiseGrid> noise(JsonNode json) {
    Map<DriftDistance, NoiseGrid> noise = new EnumMap<>(DriftDistance.class);
    entries(json, ProfileReader::grid).forEach((label, grid) -> noise.put(distance(label), grid));
    return noise;
  }

  private static DriftDistance distance(String label) {
    return DriftDistance.named(label)
        .orElseThrow(() -> new IllegalArgumentException("no distance is called " + label));
  }

  private static NoiseGrid grid(JsonNode json) {
    long[] grid = counts(json, "rows");
    SortedMap<String, double[]> lines = entries(json.path("levels"), ProfileReader::doubles);
    return NoiseGrid.of(
        grid,
        lines.keySet().stream().mapToDouble(Double::parseDouble).toArray(),
        lines.values().toArray(double[][]::new));
  }

  private static <T> SortedMap<String, T> entries(JsonNode json, Function<JsonNode, T> value) {
    SortedMap<String, T> entries = new TreeMap<>();
    json.properties().forEach(entry -> entries.put(entry.getKey(), value.apply(entry.getValue())));
    return entries;
  }

  private static double[] doubles(JsonNode json) {
    double[] values = new double[json.size()];
    for (int i = 0; i < values.length; i++) {
      if (!json.get(i).isNumber()) {
        throw new IllegalArgumentException("not a number: " + json.get(i));
      }
      values[i] = json.get(i).asDouble();
    }
    return values;
  }

  private static List<String> texts(JsonNode json) {
    List<String> values = new ArrayList<>();
    json.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static Optional<Instant> instant(JsonNode json, String key) {
    return json.has(key) ? Optional.of(Instant.parse(text(json, key))) : Optional.empty();
  }

  private static String text(JsonNode json, String key) {
    return required(json, key, JsonNode::isTextual).asText();
  }

  private static double number(JsonNode json, String key) {
    return required(json, key, JsonNode::isNumber).asDouble();
  }

  private static double number(JsonNode json) {
    if (!json.isNumber()) {
      throw new IllegalArgumentException("not a number: " + json);
    }
    return json.asDouble();
  }

  private static long count(JsonNode json, String key) {
    return count(required(json, key, JsonNode::isNumber));
  }

  private static long count(JsonNode json) {
    if (!json.canConvertToExactIntegral() || !json.canConvertToLong() || json.asLong() < 0) {
      throw new IllegalArgumentException("not a count: " + json);
    }
    return json.asLong();
  }

  private static JsonNode required(JsonNode json, String key, Predicate<JsonNode> kind) {
    JsonNode value = json.path(key);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("the key " + key + " is missing");
    }
    if (!kind.test(value)) {
      throw new IllegalArgumentException("the key " + key + " does not hold what it should");
    }
    return value;
  }
}
