package io.tidegauge.profile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnProfile.Moments;
import io.tidegauge.profile.ColumnProfile.ReferenceCounts;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.Estimate;
import io.tidegauge.statistics.NoiseGrid;
import io.tidegauge.statistics.QualityMetric;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The text of a profile: canonical JSON, the same bytes for the same profile on every machine. Keys
 * stand in a fixed order, numbers in their shortest form (by Jackson's own writer, since {@code
 * Double.toString} differs between JDK 17 and 19).
 */
public final class ProfileJson {
  /** What a reference has columns of: labels are no part of it. */
  static final List<Role> ROLES = List.of(Role.FEATURE, Role.SCORE, Role.OUTPUT, Role.LATENCY);

  private static final int FORMAT = 1;
  private static final JsonFactory FACTORY =
      JsonFactory.builder().enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER).build();
  private static final Pattern HALF_PAIR = Pattern.compile("[\\ud800-\\udfff]");

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
    // Half a pair of surrogates has no bytes of its own in UTF-8, hence is written as an escape.
    return HALF_PAIR
            .matcher(text.toString())
            .replaceAll(half -> "\\\\u%04x".formatted(half.group().codePointAt(0)))
        + "\n";
  }

  /**
   * Reads a profile.
   *
   * @throws UnfitReferenceException if the text is not a profile
   */
  public static Profile read(String text) {
    return ProfileReader.read(text, FORMAT).withSha256(sha256(text));
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
    for (Role role : ROLES) {
      json.writeObjectFieldStart(roleKey(role));
      for (ColumnProfile column : profile.columns()) {
        if (column.role() == role) {
          json.writeFieldName(column.name());
          write(column, json);
        }
      }
      json.writeEndObject();
    }
    if (profile.schema().isPresent()) {
      json.writeFieldName("schema");
      write(profile.schema().get(), json);
    }
    if (profile.quality().isPresent()) {
      json.writeFieldName("quality");
      write(profile.quality().get(), json);
    }
    json.writeEndObject();
  }

  private static void write(ReferenceQuality quality, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("rows", quality.rows());
    json.writeNumberField("labelled", quality.labelled());
    json.writeObjectFieldStart("metrics");
    for (Map.Entry<QualityMetric, Estimate> metric : quality.metrics().entrySet()) {
      writeDoubles(metric.getKey().label(), numbers(metric.getValue()), json);
    }
    json.writeEndObject();
    if (quality.scores().isPresent()) {
      ReferenceScores scores = quality.scores().get();
      json.writeObjectFieldStart("scores");
      writeLongs("positive", scores.positives(), json);
      writeLongs("negative", scores.negatives(), json);
      writeLongs("predicted_positive", scores.predicted(), json);
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  /** The value, and the standard error where there is one. */
  private static double[] numbers(Estimate estimate) {
    return Stream.of(estimate.value(), estimate.standardError())
        .flatMapToDouble(outcome -> outcome.asOptional().stream())
        .toArray();
  }

  private static void writeLongs(String key, long[] values, JsonGenerator json) throws IOException {
    json.writeFieldName(key);
    json.writeArray(values, 0, values.length);
  }

  private static void write(Schema schema, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("engine", schema.engine());
    json.writeObjectFieldStart("tables");
    for (Map.Entry<String, SortedMap<String, ColumnType>> table : schema.tables().entrySet()) {
      json.writeObjectFieldStart(table.getKey());
      for (Map.Entry<String, ColumnType> column : table.getValue().entrySet()) {
        json.writeArrayFieldStart(column.getKey());
        json.writeString(column.getValue().kind().name().toLowerCase(Locale.ROOT));
        json.writeString(column.getValue().name());
        json.writeEndArray();
      }
      json.writeEndObject();
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  static String roleKey(Role role) {
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
      if (!moments.quantiles().isEmpty()) {
        json.writeObjectFieldStart("quantiles");
        for (Map.Entry<Double, Double> quantile : moments.quantiles().entrySet()) {
          json.writeNumberField(
              NumberOutput.toString(quantile.getKey(), true), quantile.getValue());
        }
        json.writeEndObject();
      }
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
    writeLongs("rows", noise.rows(), json);
    json.writeObjectFieldStart("levels");
    for (double level : noise.levels()) {
      writeDoubles(NumberOutput.toString(level, true), noise.scores(level), json);
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  private static void writeDoubles(String key, double[] values, JsonGenerator json)
      throws IOException {
    json.writeFieldName(key);
    json.writeArray(values, 0, values.length);
  }
}
