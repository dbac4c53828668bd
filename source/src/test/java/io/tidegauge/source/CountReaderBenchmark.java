package io.tidegauge.source;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.counts.CategoryBins;
import io.tidegauge.counts.CategoryLayout;
import io.tidegauge.counts.CountLayout;
import io.tidegauge.counts.NumericLayout;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.FeatureSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.PredictionsSpec;
import io.tidegauge.spec.TableName;
import io.tidegauge.statistics.NumericBins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A day of a million rows, 16 numeric features of 10 bins and 4 categories, by 10-minute bucket:
 * milliseconds to read and count the rows, to count them in the database, and of a bare sum of the
 * numeric columns. The median of five rounds after one. The arguments name the engines: {@code
 * postgres}, {@code duckdb}, {@code parquet}.
 */
public final class CountReaderBenchmark {
  private static final int ROWS = Integer.getInteger("rows", 1_000_000);
  private static final int NUMBERS = 16;
  private static final int[] CARDINALITIES = {5, 20, 200, 1000};
  private static final int ROUNDS = 5;
  private static final Instant FROM = Instant.parse("2026-03-01T00:00:00Z");
  private static final Instant TO = FROM.plus(Duration.ofDays(1));
  private static final Duration BUCKET = Duration.ofMinutes(10);

  private CountReaderBenchmark() {}

  /** Prints a line for each engine and way. */
  public static void main(String[] engines) throws IOException {
    for (String name : engines) {
      if (name.equals("postgres")) {
        try (PostgresEngine engine = new PostgresEngine()) {
          engine.create("log", columns(), List.of());
          engine.execute(
              insert("g FROM generate_series(0, " + (ROWS - 1) + ") g"), "VACUUM ANALYZE log");
          measure(name, engine);
        }
      } else {
        Path folder = Files.createTempDirectory("tidegauge-bench");
        try (DuckDbEngine engine = new DuckDbEngine(folder, name)) {
          engine.create("log", columns(), List.of());
          engine.execute(insert("range AS g FROM range(" + ROWS + ")"));
          engine.export("log");
          measure(name, engine);
        }
      }
    }
  }

  private static List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("ts TIMESTAMP", "version VARCHAR"));
    IntStream.range(0, NUMBERS).forEach(i -> columns.add("f" + i + " DOUBLE PRECISION"));
    IntStream.range(0, CARDINALITIES.length).forEach(i -> columns.add("c" + i + " VARCHAR"));
    return columns;
  }

  private static String insert(String rows) {
    List<String> values = new ArrayList<>();
    values.add(
        "TIMESTAMP '2026-03-01 00:00:00' + g * " + "INTERVAL '" + 86400.0 / ROWS + " seconds'");
    values.add("'v1'");
    for (int i = 0; i < NUMBERS; i++) {
      String normal = "50 + 10 * sqrt(-2 * ln(1 - random())) * cos(6.283185307179586 * random())";
      String missing = i % 2 == 0 ? "WHEN random() < 0.03 THEN NULL " : "";
      String nan = i % 4 == 3 ? "WHEN random() < 0.001 THEN CAST('NaN' AS double precision) " : "";
      values.add(
          missing.isEmpty() && nan.isEmpty()
              ? normal
              : "CASE " + missing + nan + "ELSE " + normal + " END");
    }
    for (int cardinality : CARDINALITIES) {
      values.add("'category ' || CAST(floor(random() * " + cardinality + ") AS integer)");
    }
    return "INSERT INTO log SELECT " + String.join(", ", values) + " FROM (SELECT " + rows + ") r";
  }

  private static void measure(String engine, Engine source) {
    ModelSpec spec = spec();
    WatchedColumns columns = WatchedColumns.of(spec);
    CountLayout layout = layout();
    try (Database database = Database.open(source.config())) {
      RowReader rows = new RowReader(database, spec, columns);
      CountReader counts = new CountReader(database, spec, columns);
      String sums =
          IntStream.range(0, NUMBERS)
              .mapToObj(i -> "sum(f" + i + ")")
              .collect(Collectors.joining(", "));
      String table = database.table(TableName.of("log"));
      Sql sum =
          new Sql(
              "floor",
              "SELECT " + sums + " FROM " + table + " WHERE ts >= ? AND ts < ?",
              List.of(
                  LocalDateTime.ofInstant(FROM, ZoneOffset.UTC),
                  LocalDateTime.ofInstant(TO, ZoneOffset.UTC)));
      report(engine, "sum", () -> database.query(sum, 1, late(), result -> result.next()));
      report(
          engine,
          "rows",
          () ->
              rows.read(
                  FROM,
                  TO,
                  late(),
                  () ->
                      new BucketedCounts(columns.slices(), BUCKET, version -> Optional.of(layout)),
                  BucketedCounts::add));
      report(
          engine,
          "in-database",
          () -> counts.read(FROM, TO, BUCKET, late(), version -> Optional.of(layout)));
    }
  }

  private static Deadline late() {
    return Deadline.after(Duration.ofMinutes(2));
  }

  private static void report(String engine, String way, Runnable work) {
    work.run();
    double[] millis = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      work.run();
      millis[round] = (System.nanoTime() - start) / 1e6;
    }
    Arrays.sort(millis);
    System.out.printf(
        Locale.ROOT,
        "%s %s %.1f ms (%.1f to %.1f)%n",
        engine,
        way,
        millis[ROUNDS / 2],
        millis[0],
        millis[ROUNDS - 1]);
  }

  private static ModelSpec spec() {
    List<FeatureSpec> features = new ArrayList<>();
    IntStream.range(0, NUMBERS).forEach(i -> features.add(Specs.number("f" + i)));
    IntStream.range(0, CARDINALITIES.length).forEach(i -> features.add(Specs.category("c" + i)));
    PredictionsSpec log =
        new PredictionsSpec(
            TableName.of("log"),
            Optional.empty(),
            Specs.time("ts"),
            Optional.empty(),
            Optional.of("version"),
            Map.of(),
            PredictionKind.BINARY,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            0.5,
            Optional.empty(),
            Optional.empty(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            false,
            List.of());
    return Specs.model(log, features.toArray(FeatureSpec[]::new));
  }

  private static CountLayout layout() {
    double[] values = new Random(1).doubles(10_000).map(x -> 20 + 60 * x).toArray();
    NumericLayout number =
        new NumericLayout(
            Optional.of(NumericBins.fromValues(values, 10)),
            Optional.empty(),
            50,
            true,
            Boolean.getBoolean("spread"),
            false,
            false);
    List<CategoryLayout> texts = new ArrayList<>();
    for (int cardinality : CARDINALITIES) {
      List<String> known = IntStream.range(0, cardinality).mapToObj(i -> "category " + i).toList();
      texts.add(CategoryLayout.of(Optional.of(CategoryBins.of(known, 50))));
    }
    return new CountLayout(Collections.nCopies(NUMBERS, number), texts, Map.of());
  }
}
