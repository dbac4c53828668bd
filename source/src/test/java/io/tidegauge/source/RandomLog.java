package io.tidegauge.source;

import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A small table of hostile values, as SQL literals and as the lines that reading it must give.
 *
 * @param time the kind of time column: the seed's
 */
record RandomLog(String table, TimeColumn time, String timeType, List<Entry> entries) {
  private static final List<String> NAMES =
      List.of("amount", "Größe \"x\"", "select", "日本; --", "a.b", "int");
  private static final List<String> CATEGORIES =
      List.of(
          "",
          " ",
          "a",
          "A",
          "a ",
          "it's",
          "\"",
          "; DROP TABLE x; --",
          "two\nlines",
          "😀",
          "null",
          "NULL",
          "x,y",
          "é",
          "x".repeat(5000),
          "\\",
          "t",
          "?",
          ":p",
          "<b>",
          "${x}");
  private static final double[] NUMBERS = {
    0,
    -0.0,
    1,
    10,
    10.000000000000002,
    0.1,
    1e-300,
    -1e300,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    37.21
  };

  /** One row. */
  record Entry(
      @Nullable Instant time,
      @Nullable String version,
      @Nullable Boolean failed,
      List<@Nullable Double> numbers,
      @Nullable Long whole,
      List<@Nullable String> texts) {}

  static RandomLog of(long seed, int rows) {
    Random random = new Random(seed);
    TimeColumn time =
        switch ((int) seed) {
          case 1 -> Specs.time("Zeit", ZoneId.of("Asia/Tokyo"));
          case 2 -> Specs.time("Zeit");
          case 3 -> Specs.time("Zeit", TimeUnit.EPOCH_S);
          case 4 -> Specs.time("Zeit", TimeUnit.EPOCH_MS);
          case 5 -> Specs.time("Zeit", TimeUnit.EPOCH_NS);
          default -> Specs.time("Zeit", TimeUnit.EPOCH_S);
        };
    String type =
        switch ((int) seed) {
          case 1 -> "TIMESTAMP";
          case 2 -> "TIMESTAMPTZ";
          case 3 -> "INTEGER";
          case 6 -> "DOUBLE PRECISION";
          default -> "BIGINT";
        };
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      entries.add(entry(random, seed == 3));
    }
    return new RandomLog("Log von \"heute\" " + seed, time, type, entries);
  }

  private static Entry entry(Random random, boolean wholeSeconds) {
    long millis = random.nextInt(3_600_000) - 1000L;
    Instant time =
        DialectContractTest.START.plusMillis(wholeSeconds ? millis / 1000 * 1000 : millis);
    return new Entry(
        random.nextInt(50) == 0 ? null : time,
        random.nextInt(10) == 0 ? null : "v" + random.nextInt(3),
        random.nextInt(5) == 0 ? null : random.nextInt(4) == 0,
        Arrays.asList(number(random), number(random), number(random)),
        random.nextInt(5) == 0 ? null : random.nextLong() >> random.nextInt(64),
        Arrays.asList(text(random), text(random)));
  }

  private static @Nullable Double number(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> null;
      case 1, 2, 3 -> NUMBERS[random.nextInt(NUMBERS.length)];
      default -> random.nextGaussian() * Math.exp(20 * random.nextGaussian());
    };
  }

  private static @Nullable String text(Random random) {
    return random.nextInt(6) == 0 ? null : CATEGORIES.get(random.nextInt(CATEGORIES.size()));
  }

  List<String> columns() {
    List<String> columns = new ArrayList<>();
    columns.add("\"Zeit\" " + timeType);
    columns.add("\"version\" VARCHAR");
    columns.add("\"failed\" BOOLEAN");
    for (int i = 0; i < NAMES.size(); i++) {
      String type = i < 3 ? "DOUBLE PRECISION" : i == 5 ? "BIGINT" : "VARCHAR";
      columns.add(Engine.quoted(NAMES.get(i)) + " " + type);
    }
    return columns;
  }

  List<String> literals() {
    return entries.stream().map(this::literal).toList();
  }

  private String literal(Entry entry) {
    List<String> values = new ArrayList<>();
    values.add(timeLiteral(entry.time()));
    values.add(quoted(entry.version()));
    values.add(String.valueOf(entry.failed()));
    entry.numbers().forEach(number -> values.add(doubleLiteral(number)));
    entry.texts().forEach(text -> values.add(quoted(text)));
    values.add(entry.whole() == null ? "NULL" : "CAST('" + entry.whole() + "' AS BIGINT)");
    return "(" + String.join(", ", values) + ")";
  }

  private static String doubleLiteral(@Nullable Double value) {
    return value == null ? "NULL" : "CAST('" + value + "' AS DOUBLE PRECISION)";
  }

  private String timeLiteral(@Nullable Instant instant) {
    if (instant == null) {
      return "NULL";
    }
    long millis = instant.toEpochMilli();
    return switch (time.unit()) {
      case TIMESTAMP ->
          timeType.equals("TIMESTAMP")
              ? "CAST('" + LocalDateTime.ofInstant(instant, time.zone()) + "' AS TIMESTAMP)"
              : "CAST('" + instant.atOffset(ZoneOffset.ofHours(7)) + "' AS TIMESTAMPTZ)";
      case EPOCH_S ->
          timeType.equals("INTEGER")
              ? Long.toString(millis / 1000)
              : "CAST('" + millis / 1000.0 + "' AS DOUBLE PRECISION)";
      case EPOCH_MS -> Long.toString(millis);
      case EPOCH_US -> millis + "000";
      case EPOCH_NS -> millis + "000000";
    };
  }

  private static String quoted(@Nullable String text) {
    return text == null ? "NULL" : "'" + text.replace("'", "''") + "'";
  }

  ModelSpec spec() {
    List<FeatureSpec> features = new ArrayList<>();
    for (int i = 0; i < NAMES.size(); i++) {
      FeatureType type = i < 3 || i == 5 ? FeatureType.NUMERIC : FeatureType.CATEGORY;
      features.add(Specs.feature("f" + i, type, new Operand.Column(NAMES.get(i))));
    }
    return Specs.model(
        Specs.predictions(table, time, "id", "version", "failed", "a.b"),
        Optional.empty(),
        Optional.empty(),
        features.toArray(FeatureSpec[]::new));
  }

  List<String> expected(Instant from, Instant to) {
    List<String> lines = new ArrayList<>();
    for (Entry entry : entries) {
      Instant time = entry.time();
      if (time != null && !time.isBefore(from) && time.isBefore(to)) {
        lines.add(line(time, entry));
      }
    }
    return lines;
  }

  private static String line(Instant time, Entry entry) {
    List<String> parts = new ArrayList<>();
    parts.add(time.toString());
    parts.add(String.valueOf(entry.version()));
    parts.add(String.valueOf(Boolean.TRUE.equals(entry.failed())));
    entry.numbers().forEach(number -> parts.add(String.valueOf(number)));
    parts.add(entry.whole() == null ? "null" : Double.toString((double) entry.whole()));
    entry.texts().forEach(text -> parts.add(String.valueOf(text)));
    parts.add(String.valueOf(entry.texts().get(1)));
    return String.join("|", parts);
  }
}
