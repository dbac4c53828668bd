package io.tidegauge.source;

import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.CategoryLayout;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.FeatureSpec.Range;
import io.tidegauge.spec.FeatureTableSpec;
import io.tidegauge.spec.LatencyColumn;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.Operand;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.SliceSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import io.tidegauge.spec.ValuePattern;
import io.tidegauge.statistics.NumericBins;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A log, perhaps with a table of features, of random columns, types and hostile values, and what is
 * watched of it: all of it the seed's.
 */
final class RandomTable {
  private static final String LOG = "log";
  private static final String FEATURES = "features";

  private static final List<Instant> STARTS =
      List.of(
          Instant.parse("2026-03-01T00:00:00Z"),
          // Clocks change in Paris an hour later.
          Instant.parse("2026-03-29T00:00:00Z"),
          Instant.parse("2026-10-25T00:00:00Z"),
          Instant.parse("1969-12-31T23:00:00.000001Z"),
          Instant.parse("1905-05-05T05:05:05Z"));

  private static final List<Duration> BUCKETS =
      List.of(
          Duration.ofSeconds(1),
          Duration.ofSeconds(90),
          Duration.ofMinutes(7),
          Duration.ofMinutes(10),
          Duration.ofHours(1),
          Duration.ofHours(6),
          Duration.ofNanos(1_234_567_000));

  private static final double[] HOSTILE = {
    0,
    -0.0,
    1,
    10,
    10.000000000000002,
    0.1,
    1e-300,
    -1e-170,
    Double.MIN_VALUE,
    -1e300,
    1e160,
    1e307,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    37.21
  };

  private static final List<String> NUMBER_TEXTS =
      List.of(
          "12",
          " 12.5 ",
          "NaN",
          "nan",
          "abc",
          "",
          "1e5",
          "1_000",
          "inf",
          "-Infinity",
          "0x10",
          "1e400",
          "-0",
          "12,5",
          "1d",
          "٣",
          "0.1");

  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "a",
          "A",
          "a ",
          "it''s",
          "\"",
          "two\nlines",
          "😀",
          "null",
          "é",
          "\\",
          "?",
          ":p",
          "(unseen)",
          "true",
          "yes",
          "T",
          " y\t",
          "0");

  private final Random random;
  private final int rows;
  private final Instant start;
  private final Duration span;
  private final Duration bucket;
  private final List<String> columns = new ArrayList<>();
  private final List<List<String>> cells = new ArrayList<>();
  private final List<String> farColumns = new ArrayList<>();
  private final List<List<String>> farCells = new ArrayList<>();
  private final Map<String, List<String>> literals = new TreeMap<>();
  private final ModelSpec spec;
  private final WatchedColumns watched;

  RandomTable(long seed) {
    this.random = new Random(seed);
    this.rows = random.nextInt(20) == 0 ? random.nextInt(3) : 40 + random.nextInt(160);
    this.start = pick(STARTS);
    this.span = Duration.ofMinutes(pick(List.of(3L, 60L, 300L)));
    this.bucket = span.toMinutes() > 60 ? BUCKETS.get(2 + random.nextInt(4)) : pick(BUCKETS);
    boolean joined = random.nextInt(4) == 0;
    TimeColumn time = time();
    Optional<String> version = oneOf(Optional.of(label("version")), Optional.empty());
    Optional<String> failed = oneOf(Optional.of(flag("failed")), Optional.empty());
    List<SliceSpec> slices = new ArrayList<>();
    for (int i = random.nextInt(3); i > 0; i--) {
      slices.add(new SliceSpec(label("slice" + i), List.of(), 3));
    }
    Optional<LatencyColumn> latency =
        oneOf(
            Optional.of(
                new LatencyColumn(
                    number("took", joined ? 3 : 2),
                    pick(List.of(1.0, 1e-3)),
                    List.of(0.001, 0.007, 1.0, 35.0),
                    Optional.empty())),
            Optional.empty());
    Optional<Operand> score =
        oneOf(Optional.of(new Operand.Column(number("points", 8))), Optional.empty());
    Optional<FeatureTableSpec> far = joined ? Optional.of(features()) : Optional.empty();
    List<FeatureSpec> features = new ArrayList<>();
    List<String> ddl = joined ? farColumns : columns;
    List<List<String>> values = joined ? farCells : cells;
    for (int i = random.nextInt(5); i >= 0; i--) {
      String name = "n" + i;
      Operand column = numeric(name, ddl, values);
      features.add(Specs.feature(name, FeatureType.NUMERIC, column, missingValues(name)));
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      String name = "c" + i;
      add(ddl, values, name, pick(TYPES), values.size() == 0 ? rows : values.get(0).size());
      Operand column = new Operand.Column(name);
      features.add(Specs.feature(name, FeatureType.CATEGORY, column, missingValues(name)));
      if (random.nextInt(4) == 0) {
        features.add(Specs.feature(name + "b", FeatureType.CATEGORY, column));
      }
    }
    PredictionsSpec log =
        new PredictionsSpec(
            TableName.of(LOG),
            oneOf(Optional.of("1 = 1 -- all"), Optional.empty()),
            time,
            joined ? Optional.of("id") : Optional.empty(),
            version,
            Map.of(),
            PredictionKind.BINARY,
            score,
            Optional.empty(),
            Optional.empty(),
            0.5,
            Optional.empty(),
            latency,
            List.of(),
            Optional.empty(),
            failed,
            Optional.empty(),
            false,
            false,
            false,
            slices);
    this.spec = Specs.model(log, far, Optional.empty(), features.toArray(FeatureSpec[]::new));
    this.watched = WatchedColumns.of(spec);
  }

  /** Types of columns; decimals without a scale differ from row to row on PostgreSQL. */
  private static final List<String> TYPES =
      List.of(
          "DOUBLE PRECISION",
          "DOUBLE PRECISION",
          "REAL",
          "BIGINT",
          "SMALLINT",
          "BOOLEAN",
          "DECIMAL(12,3)",
          "DECIMAL",
          "VARCHAR",
          "CHAR(4)");

  private <T> T pick(List<T> all) {
    return all.get(random.nextInt(all.size()));
  }

  private <T> T oneOf(T first, T second) {
    return random.nextBoolean() ? first : second;
  }

  private Operand numeric(String name, List<String> ddl, List<List<String>> values) {
    add(ddl, values, name, pick(TYPES), values.isEmpty() ? rows : values.get(0).size());
    return new Operand.Column(name);
  }

  /** Some of a column's values, often none, that count as missing. */
  private String[] missingValues(String name) {
    List<String> some = new ArrayList<>();
    if (random.nextInt(3) == 0) {
      List<String> all = new ArrayList<>(texts(name));
      all.addAll(List.of("0", "1", "true", "NaN", "Infinity", "1e300", "1e-300", ""));
      Collections.shuffle(all, random);
      some.addAll(all.subList(0, 1 + random.nextInt(4)));
    }
    return some.toArray(String[]::new);
  }

  /** A number column of the log: of the first so many types. */
  private String number(String name, int types) {
    add(columns, cells, name, TYPES.get(random.nextInt(types)), rows);
    return name;
  }

  private String flag(String name) {
    add(
        columns,
        cells,
        name,
        pick(List.of("BOOLEAN", "SMALLINT", "DOUBLE PRECISION", "VARCHAR")),
        rows);
    return name;
  }

  private String label(String name) {
    String type = pick(TYPES);
    List<String> few = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      few.add(literal(type, 0));
    }
    List<String> column = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      column.add(pick(few));
    }
    columns.add(Engine.quoted(name) + " " + type);
    cells.add(column);
    literals.put(name, column);
    return name;
  }

  private void add(
      List<String> ddl, List<List<String>> values, String name, String type, int number) {
    int temper = random.nextInt(6);
    List<String> column = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      column.add(literal(type, temper));
    }
    ddl.add(Engine.quoted(name) + " " + type);
    values.add(column);
    literals.put(name, column);
  }

  private String literal(String type, int temper) {
    if (random.nextInt(12) == 0) {
      return "NULL";
    }
    String text =
        switch (type) {
          case "DOUBLE PRECISION" -> Double.toString(real(temper));
          case "REAL" -> Float.toString((float) real(temper));
          case "BIGINT" -> Long.toString(random.nextLong() >> random.nextInt(64));
          case "SMALLINT" -> Integer.toString(random.nextInt(7) - 3);
          case "BOOLEAN" -> Boolean.toString(random.nextBoolean());
          case "DECIMAL(12,3)" ->
              new BigDecimal(random.nextInt(2_000_000) - 1_000_000).movePointLeft(3).toString();
          case "DECIMAL" ->
              new BigDecimal(random.nextInt(2000)).movePointLeft(random.nextInt(4)).toString();
          case "CHAR(4)" -> pick(List.of("a", "ab", "a  ", "12", ""));
          default -> temper < 3 ? pick(TEXTS) : pick(NUMBER_TEXTS);
        };
    return "CAST('" + text + "' AS " + type + ")";
  }

  private double real(int temper) {
    return switch (temper) {
      case 0 -> random.nextInt(5) - 1;
      case 1 -> 50 + 10 * random.nextGaussian();
      case 2 -> 1e6 + random.nextGaussian();
      case 3 -> 1e-170 * random.nextGaussian();
      case 4 ->
          random.nextInt(5) == 0 ? HOSTILE[random.nextInt(HOSTILE.length)] : random.nextGaussian();
      default -> HOSTILE[random.nextInt(HOSTILE.length)];
    };
  }

  private TimeColumn time() {
    record Kind(TimeUnit unit, String type, String zone) {}
    Kind kind =
        pick(
            List.of(
                new Kind(TimeUnit.TIMESTAMP, "TIMESTAMP", "UTC"),
                new Kind(TimeUnit.TIMESTAMP, "TIMESTAMP", "Europe/Paris"),
                new Kind(TimeUnit.TIMESTAMP, "TIMESTAMP", "Europe/Paris"),
                new Kind(TimeUnit.TIMESTAMP, "TIMESTAMP", "Asia/Tokyo"),
                new Kind(TimeUnit.TIMESTAMP, "TIMESTAMPTZ", "UTC"),
                new Kind(TimeUnit.TIMESTAMP, "DATE", "Europe/Paris"),
                new Kind(TimeUnit.EPOCH_S, "INTEGER", "UTC"),
                new Kind(TimeUnit.EPOCH_S, "DOUBLE PRECISION", "UTC"),
                new Kind(TimeUnit.EPOCH_S, "DECIMAL(20,6)", "UTC"),
                new Kind(TimeUnit.EPOCH_MS, "BIGINT", "UTC"),
                new Kind(TimeUnit.EPOCH_MS, "DOUBLE PRECISION", "UTC"),
                new Kind(TimeUnit.EPOCH_US, "BIGINT", "UTC"),
                new Kind(TimeUnit.EPOCH_NS, "BIGINT", "UTC"),
                new Kind(TimeUnit.EPOCH_NS, "DECIMAL(25,4)", "UTC")));
    List<String> column = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      column.add(
          random.nextInt(40) == 0
              ? "NULL"
              : "CAST('" + timeText(kind.unit(), kind.type()) + "' AS " + kind.type() + ")");
    }
    columns.add("\"at\" " + kind.type());
    cells.add(column);
    return new TimeColumn("at", kind.unit(), ZoneId.of(kind.zone()), Optional.empty());
  }

  private String timeText(TimeUnit unit, String type) {
    long micros = random.nextLong(span.toNanos() / 1000);
    if (random.nextInt(3) == 0) {
      micros -= micros % (bucket.toNanos() / 1000);
    }
    Instant time = start.plusNanos(micros * 1000);
    long seconds = time.getEpochSecond();
    BigDecimal exact = BigDecimal.valueOf(seconds).add(BigDecimal.valueOf(time.getNano(), 9));
    int power =
        switch (unit) {
          case TIMESTAMP, EPOCH_S -> 0;
          case EPOCH_MS -> 3;
          case EPOCH_US -> 6;
          case EPOCH_NS -> 9;
        };
    if (unit == TimeUnit.TIMESTAMP) {
      return type.equals("TIMESTAMPTZ")
          ? LocalDateTime.ofInstant(time, ZoneOffset.UTC).toString().replace('T', ' ') + "+00"
          : LocalDateTime.ofInstant(time, ZoneId.of("Europe/Paris")).toString().replace('T', ' ');
    }
    BigDecimal units = exact.movePointRight(power);
    return type.equals("INTEGER") || type.equals("BIGINT")
        ? units.toBigInteger().toString()
        : units.toPlainString();
  }

  private FeatureTableSpec features() {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      ids.add(random.nextInt(20) == 0 ? "NULL" : Integer.toString(random.nextInt(rows)));
    }
    columns.add("\"id\" INTEGER");
    cells.add(ids);
    List<String> far = new ArrayList<>();
    for (int i = 0; i < rows; i++) {
      if (random.nextInt(10) > 0) {
        far.add(Integer.toString(i));
      }
    }
    farColumns.add("\"key\" INTEGER");
    farCells.add(far);
    return new FeatureTableSpec(
        TableName.of(FEATURES), "key", Optional.empty(), Optional.empty(), Duration.ZERO);
  }

  void create(Engine engine) {
    engine.create(LOG, columns, tuples(cells, 1));
    if (!farColumns.isEmpty()) {
      engine.create(FEATURES, farColumns, tuples(farCells, 4));
    }
  }

  /** Some rows are there twice: which of them is taken makes no difference. */
  private static List<String> tuples(List<List<String>> cells, int nthTwice) {
    List<String> tuples = new ArrayList<>();
    for (int row = 0; row < cells.get(0).size(); row++) {
      List<String> values = new ArrayList<>();
      for (List<String> column : cells) {
        values.add(column.get(row));
      }
      String tuple = "(" + String.join(", ", values) + ")";
      tuples.add(tuple);
      if (nthTwice > 1 && row % nthTwice == 0) {
        tuples.add(tuple);
      }
    }
    return tuples;
  }

  ModelSpec spec() {
    return spec;
  }

  WatchedColumns watched() {
    return watched;
  }

  Duration bucket() {
    return bucket;
  }

  /** A range, often one whose ends are in the midst of the rows. */
  Instant from() {
    return start.plusNanos(random.nextInt(3) == 0 ? random.nextLong(span.toNanos() / 2) : 0);
  }

  Instant to() {
    return start.plus(
        random.nextInt(3) == 0 ? span.minusNanos(random.nextLong(span.toNanos() / 2)) : span);
  }

  /** How a version's rows are counted: the same each time for the same version. */
  CountLayout layout(String version) {
    Random own = new Random(version.hashCode() + rows);
    Map<String, Set<String>> slices = new TreeMap<>();
    watched.slices().forEach(slice -> slices.put(slice.column(), sliceValues(slice.column(), own)));
    return new CountLayout(
        watched.numbers().stream()
            .map(column -> numeric(((Operand.Column) column.operand()).name(), own))
            .toList(),
        watched.texts().stream()
            .map(column -> category(((Operand.Column) column.operand()).name(), own))
            .toList(),
        slices);
  }

  private static String text(String literal) {
    return literal
        .substring(literal.indexOf('\'') + 1, literal.lastIndexOf('\''))
        .replace("''", "'");
  }

  private List<String> texts(String column) {
    return literals.getOrDefault(column, List.of()).stream()
        .filter(literal -> !literal.equals("NULL"))
        .map(RandomTable::text)
        .distinct()
        .toList();
  }

  private Set<String> sliceValues(String column, Random own) {
    Set<String> values = new TreeSet<>(List.of("nowhere", "1", "0", "a   "));
    texts(column).stream().filter(text -> own.nextInt(3) > 0).forEach(values::add);
    return values;
  }

  private NumericLayout numeric(String column, Random own) {
    List<Double> values = new ArrayList<>();
    for (String text : texts(column)) {
      Numbers.parse(text).ifPresent(values::add);
      if (text.equals("true")) {
        values.add(1.0);
      }
    }
    values.removeIf(value -> !Double.isFinite(value));
    Optional<NumericBins> bins =
        own.nextInt(4) == 0 ? Optional.empty() : Optional.of(bins(values, own));
    Collections.shuffle(values, own);
    double shift = values.isEmpty() || own.nextInt(3) == 0 ? 0 : values.get(0);
    Optional<Range> range =
        own.nextInt(3) == 0
            ? Optional.of(new Range(values.isEmpty() ? -1 : Math.min(0, values.get(0)), 1.5))
            : Optional.empty();
    return new NumericLayout(
        bins, range, shift, own.nextInt(4) > 0, own.nextBoolean(), false, false);
  }

  private static NumericBins bins(List<Double> values, Random own) {
    double[] all = values.stream().mapToDouble(value -> value).toArray();
    if (own.nextBoolean()) {
      return NumericBins.fromValues(all, 1 + own.nextInt(12));
    }
    double[] edges =
        Arrays.stream(all)
            .filter(value -> own.nextInt(10) == 0)
            .map(value -> value + 0.0)
            .toArray();
    return NumericBins.ofEdges(Arrays.stream(edges).sorted().distinct().toArray());
  }

  private CategoryLayout category(String column, Random own) {
    Optional<CategoryBins> bins = categories(column, own);
    return own.nextBoolean()
        ? CategoryLayout.of(bins)
        : new CategoryLayout(
            bins, Optional.of(new ValuePattern("(?s)[a-z ]*|.")), own.nextBoolean());
  }

  private Optional<CategoryBins> categories(String column, Random own) {
    List<String> known =
        new ArrayList<>(
            texts(column).stream().filter(text -> own.nextBoolean()).limit(30).toList());
    int top = 1 + own.nextInt(5);
    return switch (own.nextInt(3)) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(CategoryBins.of(known, top));
      default ->
          Optional.of(
              CategoryBins.ofHashes(
                  known.stream().map(text -> CategoryBins.hash("salt", text)).toList(),
                  top,
                  "salt"));
    };
  }

  @Override
  public String toString() {
    return columns + " " + farColumns + " from " + start + " for " + span + " by " + bucket;
  }
}
