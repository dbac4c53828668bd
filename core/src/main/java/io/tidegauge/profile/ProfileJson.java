package io.tidegauge.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.NumericBins;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The text of a profile: canonical JSON, the same bytes for the same profile on every machine. Keys
 * stand in a fixed order, numbers in their shortest form (by Jackson's own writer, since {@code
 * Double.toString} differs between JDK 17 and 19).
 */
public final class ProfileJson {
  private static final int FORMAT = 1;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private static final ObjectMapper MAPPER = new ObjectMapper(FACTORY);

  private ProfileJson() {}

  /** The profile's text. */
  public static String write(Profile profile) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(text)) {
      DefaultIndenter indent = new DefaultIndenter("  ", "\n");
      json.setPrettyPrinter(new DefaultPrettyPrinter().withObjectIndenter(indent));
      write(profile, json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text + "\n";
  }

  /**
   * Reads a profile.
   *
   * @throws UnfitReferenceException if the text is not a profile
   */
  public static Profile read(String text) {
    try {
      JsonNode json = MAPPER.readTree(text);
      if (json == null || json.path("tidegauge_profile").asInt() != FORMAT) {
        throw new UnfitReferenceException(
            "not a Tidegauge profile of format "
                + FORMAT
                + "; make it anew with \"tidegauge-exporter profile\"");
      }
      return profile(json).withSha256(sha256(text));
    } catch (JsonProcessingException e) {
      throw new UnfitReferenceException("not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      throw new UnfitReferenceException("not a profile: " + e.getMessage());
    }
  }

  /** The profile with the hash of its text. */
  static Profile sealed(Profile profile) {
    return profile.withSha256(sha256(write(profile)));
  }

  private static String sha256(String text) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static void write(Profile profile, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("tidegauge_profile", FORMAT);
    json.writeStringField("model", profile.model());
    json.writeStringField("version", profile.version());
    json.writeNumberField("rows", profile.rows());
    if (profile.from().isPresent() && profile.to().isPresent()) {
      json.writeStringField("from", profile.from().get().toString());
      json.writeStringField("to", profile.to().get().toString());
    }
    json.writeObjectFieldStart("slices");
    for (Map.Entry<String, Long> slice : profile.slices().entrySet()) {
      json.writeNumberField(slice.getKey(), slice.getValue());
    }
    json.writeEndObject();
    for (Role role : Role.values()) {
      json.writeObjectFieldStart(roleKey(role));
      for (ColumnProfile column : profile.columns()) {
        if (column.role() == role) {
          json.writeFieldName(column.name());
          write(column, json);
        }
      }
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  private static String roleKey(Role role) {
    return role == Role.FEATURE ? "columns" : role.name().toLowerCase(Locale.ROOT);
  }

  private static void write(ColumnProfile column, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("type", column.type().name().toLowerCase(Locale.ROOT));
    if (column.personal()) {
      json.writeBooleanField("personal", true);
    }
    if (column.bins().isPresent()) {
      writeDoubles("edges", column.bins().get().edges(), json);
    }
    if (column.type() == FeatureType.CATEGORY) {
      json.writeNumberField("top", column.top());
      json.writeArrayFieldStart("categories");
      for (String category : column.categories()) {
        json.writeString(category);
      }
      json.writeEndArray();
    }
    if (column.moments().isPresent()) {
      Moments moments = column.moments().get();
      json.writeNumberField("mean", moments.mean());
      json.writeNumberField("standard_deviation", moments.standardDeviation());
      json.writeNumberField("min", moments.min());
      json.writeNumberField("max", moments.max());
    }
    json.writeObjectFieldStart("counts");
    for (Map.Entry<String, ReferenceCounts> slice : column.counts().entrySet()) {
      json.writeFieldName(slice.getKey());
      write(slice.getValue(), json);
    }
    json.writeEndObject();
    json.writeObjectFieldStart("noise");
    for (Map.Entry<DriftDistance, NoiseGrid> noise : column.noise().entrySet()) {
      json.writeFieldName(noise.getKey().label());
      write(noise.getValue(), json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void write(ReferenceCounts counts, JsonGenerator json) throws IOException {
    Distribution present = counts.present();
    json.writeStartObject();
    json.writeNumberField("missing", counts.missing());
    json.writeNumberField("nan", counts.nan());
    json.writeNumberField("infinite", counts.infinite());
    json.writeArrayFieldStart("bins");
    for (int bin = 0; bin < present.size(); bin++) {
      json.writeNumber((long) present.count(bin));
    }
    json.writeEndArray();
    if (present.hasMeans()) {
      double[] means = new double[present.size()];
      for (int bin = 0; bin < means.length; bin++) {
        means[bin] = present.mean(bin);
      }
      writeDoubles("means", means, json);
    }
    json.writeEndObject();
  }

  private static void write(NoiseGrid noise, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeFieldName("rows");
    long[] rows = noise.rows();
    json.writeArray(rows, 0, rows.length);
    json.writeObjectFieldStart("levels");
    for (double level : noise.levels()) {
      writeDoubles(Double.toString(level), noise.scores(level), json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeDoubles(String key, double[] values, JsonGenerator json)
      throws IOException {
    json.writeFieldName(key);
    json.writeArray(values, 0, values.length);
  }

  private static Profile profile(JsonNode json) {
    List<ColumnProfile> columns = new ArrayList<>();
    for (Role role : Role.values()) {
      json.path(roleKey(role))
          .properties()
          .forEach(column -> columns.add(column(role, column.getKey(), column.getValue())));
    }
    SortedMap<String, Long> slices = new TreeMap<>();
    json.path("slices")
        .properties()
        .forEach(slice -> slices.put(slice.getKey(), slice.getValue().asLong()));
    return new Profile(
        required(json, "model").asText(),
        required(json, "version").asText(),
        required(json, "rows").asLong(),
        instant(json, "from"),
        instant(json, "to"),
        slices,
        columns,
        "");
  }

  private static Optional<Instant> instant(JsonNode json, String key) {
    return json.has(key) ? Optional.of(Instant.parse(json.get(key).asText())) : Optional.empty();
  }

  private static ColumnProfile column(Role role, String name, JsonNode json) {
    SortedMap<String, ReferenceCounts> counts = new TreeMap<>();
    json.path("counts")
        .properties()
        .forEach(slice -> counts.put(slice.getKey(), counts(slice.getValue())));
    Map<DriftDistance, NoiseGrid> noise = new EnumMap<>(DriftDistance.class);
    json.path("noise")
        .properties()
        .forEach(
            grid ->
                noise.put(
                    DriftDistance.named(grid.getKey())
                        .orElseThrow(
                            () ->
                                new IllegalArgumentException(
                                    name + ": no distance is called " + grid.getKey())),
                    noise(grid.getValue())));
    return new ColumnProfile(
        role,
        name,
        FeatureType.valueOf(required(json, "type").asText().toUpperCase(Locale.ROOT)),
        json.path("personal").asBoolean(),
        json.has("edges")
            ? Optional.of(NumericBins.ofEdges(doubles(json.get("edges"))))
            : Optional.empty(),
        texts(json.path("categories")),
        json.path("top").asInt(),
        json.has("mean") ? Optional.of(moments(json)) : Optional.empty(),
        counts,
        noise);
  }

  private static Moments moments(JsonNode json) {
    return new Moments(
        required(json, "mean").asDouble(),
        required(json, "standard_deviation").asDouble(),
        required(json, "min").asDouble(),
        required(json, "max").asDouble());
  }

  private static ReferenceCounts counts(JsonNode json) {
    Distribution present = Distribution.ofWeighted(doubles(required(json, "bins")));
    return new ReferenceCounts(
        json.has("means") ? present.withMeans(doubles(json.get("means"))) : present,
        required(json, "missing").asLong(),
        required(json, "nan").asLong(),
        required(json, "infinite").asLong());
  }

  private static NoiseGrid noise(JsonNode json) {
    JsonNode rows = required(json, "rows");
    long[] grid = new long[rows.size()];
    for (int i = 0; i < grid.length; i++) {
      grid[i] = rows.get(i).asLong();
    }
    List<Map.Entry<String, JsonNode>> entries = List.copyOf(required(json, "levels").properties());
    double[] levels = new double[entries.size()];
    double[][] scores = new double[entries.size()][];
    for (int i = 0; i < levels.length; i++) {
      levels[i] = Double.parseDouble(entries.get(i).getKey());
      scores[i] = doubles(entries.get(i).getValue());
    }
    return NoiseGrid.of(grid, levels, scores);
  }

  private static double[] doubles(JsonNode json) {
    double[] values = new double[json.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = json.get(i).asDouble();
    }
    return values;
  }

  private static List<String> texts(JsonNode json) {
    List<String> values = new ArrayList<>();
    json.forEach(value -> values.add(value.asText()));
    return values;
  }

  private static JsonNode required(JsonNode json, String key) {
    if (!json.has(key)) {
      throw new IllegalArgumentException("the key " + key + " is missing");
    }
    return json.get(key);
  }
}
