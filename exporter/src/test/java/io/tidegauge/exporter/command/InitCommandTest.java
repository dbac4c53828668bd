package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.command.Site.Ran;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new user's tables on PostgreSQL, which nobody made for us. */
class InitCommandTest {
  private static final AtomicInteger SCHEMAS = new AtomicInteger();

  private final Postgres postgres = Postgres.shared();
  private final String schema = "init" + SCHEMAS.incrementAndGet();

  @TempDir private Path folder;

  @BeforeEach
  void create() {
    postgres.execute("CREATE SCHEMA " + schema);
  }

  @AfterEach
  void drop() {
    postgres.execute("DROP SCHEMA " + schema + " CASCADE");
  }

  private void execute(String... statements) {
    postgres.execute("SET search_path TO " + schema + ";" + String.join(";", statements));
  }

  private String url() {
    return "jdbc:postgresql://127.0.0.1:" + postgres.port() + "/postgres?currentSchema=" + schema;
  }

  private Ran init(String... more) {
    return run(true, more);
  }

  private Ran run(boolean silent, String... more) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "init",
                "--config.file=" + folder.resolve("tidegauge.yaml"),
                "--url=" + url(),
                "--user=postgres"));
    if (silent) {
      arguments.add("--yes");
    }
    arguments.addAll(List.of(more));
    return Site.runAsIs(arguments.toArray(String[]::new));
  }

  private Ran command(String... arguments) {
    List<String> all = new ArrayList<>(List.of(arguments));
    all.add("--config.file=" + folder.resolve("tidegauge.yaml"));
    return Site.runAsIs(all.toArray(String[]::new));
  }

  private String read(String name) {
    try {
      return Files.readString(folder.resolve(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All that is written, and all that is said. */
  private String everything(Ran ran) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return ran.out()
          + ran.err()
          + files
              .filter(Files::isRegularFile)
              .map(file -> read(folder.relativize(file).toString()))
              .collect(Collectors.joining());
    }
  }

  private void assertWatched(Ran ran) {
    assertThat(ran.status()).as(ran.err()).isZero();
    Ran check = command("check");
    assertThat(check.err()).isEmpty();
    assertThat(check.out()).contains("1 models, 1 databases: no problem found");
  }

  /** Rows every 20 seconds of a table with odd names, and outcomes a day or two later. */
  private void oddTables() {
    execute(
        "CREATE TABLE \"Loan Requests\" (\"Request No.\" INTEGER, \"decidedAt\" TIMESTAMPTZ,"
            + " \"Mdl Ver\" TEXT, \"P_Default\" DOUBLE PRECISION, verdict TEXT,"
            + " \"Größe €\" NUMERIC(12, 2), purpose TEXT, \"debt\"\"ratio\" REAL, customer_age INT,"
            + " email TEXT, gender CHAR(1), days_since INT, country TEXT, notes TEXT, raw JSONB,"
            + " took_ms INT, updated_at TIMESTAMP)",
        "INSERT INTO \"Loan Requests\" SELECT i, now() - (20000 - i) * INTERVAL '20 seconds',"
            + " CASE WHEN i < 12000 THEN 'a1' ELSE 'a2' END, (i * 37 % 1000) / 1000.0,"
            + " CASE WHEN i * 37 % 1000 > 700 THEN 'refuse' ELSE 'grant' END, i * 13 % 40000,"
            + " (ARRAY['car', 'house', 'travel', 'other: \"x\", # y'])[1 + i % 4],"
            + " (i % 97) / 10.0, 77700 + i % 50, 'someone' || i || '@example.com',"
            + " substr('QZ', 1 + i % 2, 1), CASE WHEN i % 5 = 0 THEN -999 ELSE i % 300 END, 'PT',"
            + " 'a long text of number ' || i, '{}', 20 + i % 30, now()"
            + " FROM generate_series(1, 20000) AS g(i)",
        "CREATE INDEX ON \"Loan Requests\" (\"decidedAt\")",
        "CREATE TABLE final_outcomes (loan INTEGER, closed_on TIMESTAMPTZ, repaid TEXT)",
        "INSERT INTO final_outcomes SELECT i, now() - (20000 - i) * INTERVAL '20 seconds'"
            + " + (i % 40) * INTERVAL '1 hour', CASE WHEN i % 9 = 0 THEN 'lost' ELSE 'fine' END"
            + " FROM generate_series(1, 12000) AS g(i)");
  }

  @Test
  void aTableWithOddNames() throws Exception {
    oddTables();

    Ran ran = init("--table=\"Loan Requests\"", "--model=loans");

    assertWatched(ran);
    String spec = read("models/loans.yaml");
    assertThat(spec)
        .contains("model: loans\n", "  table: [\"Loan Requests\"]\n")
        .containsPattern("  time: decidedAt +# guessed: a timestamptz that is never missing\n")
        .containsPattern("  id: \"Request No.\" +# guessed: ")
        .containsPattern("  version: \"Mdl Ver\" +# guessed: ")
        .containsPattern("  kind: binary +# guessed: the score is a number between 0 and 1\n")
        .containsPattern("  score: P_Default +# guessed: ")
        .containsPattern("  output: verdict +# guessed: ")
        .containsPattern("  positive: refuse +# guessed: ")
        .contains("  latency: {column: took_ms, unit: ms}", "#   slices: [purpose] ")
        .contains("column: \"Größe €\", range: [0, 100000]}")
        .contains("column: \"debt\\\"ratio\", range: [0, 20]}")
        .contains(
            "  purpose: {type: category, values: [car, house, \"other: \\\"x\\\", # y\", travel]}")
        .contains("  customer_age: {type: numeric, range: [0, 120], personal: true}")
        .contains("  gender: {type: category, personal: true}")
        .contains("missing_values: [-999], missing: 30%")
        .contains("#     email: tells persons apart, and is no feature\n")
        .contains("#     country: constant: one value in all 10000 rows of the sample\n")
        .contains("#     notes: nearly every row has a text of its own")
        .contains("#     raw: of type jsonb: ")
        .contains("#     updated_at: a time")
        .contains("  table: final_outcomes\n  id: loan\n  value: repaid\n  positive: lost ")
        .contains("  time: closed_on\n")
        .containsPattern(
            "  mature_after: 2d +# guessed: 99 of 100 labels came within 1 d 1[45] h\n")
        .containsPattern("windows: \\[6h, 24h] +# guessed: 4,320 rows a day lately");
    assertThat(ran.out())
        .contains("loans: a binary model, 6 features, windows of 6h and 24h, by 10,000 rows")
        .contains("MLModelFeatureDrift", " --model=loans --model-version=a2 --from=")
        .contains(" check", "generate ", "promtool check rules rules/loans.rules.yml", " serve");
    assertThat(ran.err())
        .isEqualTo(
            "note: labels are taken to be in final_outcomes, which has the ids of Loan Requests\n");
    // Values of personal columns, which occur nowhere else.
    assertThat(everything(ran))
        .doesNotContain("@example", "someone", "777", "\"Q\"", "\"Z\"", "[Q");
  }

  /** The commands that are printed are carried out as they stand. */
  @Test
  void theNextStepsLeadToReadings() {
    oddTables();
    Ran ran = init("--table=\"Loan Requests\"", "--model=loans");

    List<String> profiles =
        ran.out().lines().filter(line -> line.contains(" profile --config.file=")).toList();
    assertThat(profiles).hasSize(2); // of the newest 10,000 rows 8,001 are of a2
    Ran profiled = Site.runAsIs(profiles.get(0).replaceAll("^java -jar \\S+ ", "").split(" "));
    assertThat(profiled.err()).isEmpty();
    assertThat(profiled.out()).contains("models/reference/loans/a2.json: ", " rows, 8 columns");

    Ran once = command("once");
    assertThat(once.err()).isEmpty();
    Exposition scrape = Exposition.of(once.out());
    assertThat(scrape.all("ml_feature_drift_psi")).isNotEmpty();
    assertThat(scrape.all("ml_quality_roc_auc")).isNotEmpty();
  }

  @Test
  void aTableThatSaysNothingOfTheModelsAnswer() {
    execute(
        "CREATE TABLE inputs (ts BIGINT, a INT, b TEXT, label INT)",
        "INSERT INTO inputs SELECT 1760000000000 + i * 60000, i % 70, 'x' || i % 3, i % 2"
            + " FROM generate_series(1, 3000) AS g(i)");

    Ran ran = init("--table=inputs");

    assertWatched(ran);
    assertThat(read("models/inputs.yaml"))
        .contains("  time: {column: ts, unit: epoch_ms}")
        .contains("not known: no column looks like the model's answer")
        .contains("# labels: ")
        .contains("reference: {profile: reference/inputs/profile.json}")
        .contains("  a: {type: numeric, range: [0, 200]}");
    assertThat(ran.err()).contains("note: labels are left out: no column looks like the model's");
    // A log of the past is looked at by its own clock.
    assertThat(ran.out()).contains("--model-version=default ", " serve ", " --clock=2025-10-11T");
  }

  @Test
  void labelsInTheTableItself() {
    execute(
        "CREATE TABLE rides (id UUID, ride_date TIMESTAMP, predicted_minutes FLOAT8, distance FLOAT8,"
            + " rain BOOLEAN, actual_minutes FLOAT8, actual_at TIMESTAMP)",
        "INSERT INTO rides SELECT gen_random_uuid(), now() - (5000 - i) * INTERVAL '1 minute',"
            + " i % 50, i % 30, i % 4 = 0, CASE WHEN i < 4900 THEN i % 51 END,"
            + " CASE WHEN i < 4900 THEN now() - (5000 - i) * INTERVAL '1 minute' + INTERVAL '50 minutes'"
            + " END FROM generate_series(1, 5000) AS g(i)");

    assertWatched(init("--table=rides"));

    assertThat(read("models/rides.yaml"))
        .containsPattern("  time: ride_date .*it names no zone: UTC, unless")
        .containsPattern("  kind: regression +# guessed: the score is not always between 0 and 1")
        .contains("labels:\n  value: actual_minutes\n  time: actual_at\n")
        .containsPattern("  mature_after: 1h +# guessed: 99 of 100 labels came within 50 min\n");
  }

  @Test
  void severalClassesAndAVersionThatAShadowShares() {
    execute(
        "CREATE TABLE tickets (ticket_id INT, created_at TIMESTAMPTZ, model_version INT,"
            + " predicted_class TEXT, confidence FLOAT8, words INT, channel_code INT, true_label TEXT)",
        "INSERT INTO tickets SELECT i / 2, now() - (6000 - i) * INTERVAL '30 seconds', 1 + i % 2,"
            + " 'team' || i % 5, 0.5 + (i % 50) / 100.0, i % 400, i % 3, 'team' || i % 6"
            + " FROM generate_series(1, 6000) AS g(i)");

    assertWatched(init("--table=tickets"));

    assertThat(read("models/tickets.yaml"))
        .containsPattern("  id: ticket_id +#")
        .containsPattern("  kind: multiclass +# guessed: the output has 5 values")
        .contains("  channel_code: {type: category, values: [\"0\", \"1\", \"2\"]}")
        .containsPattern("  mature_after: 0s +# guessed: the newest rows have one already");
  }

  @Test
  void whatIsKnownIsNotGuessed() {
    oddTables();

    Ran ran =
        init(
            "--table=\"Loan Requests\"",
            "--model=loans",
            "--column=Mdl Ver=category",
            "--column=took_ms=numeric",
            "--column=customer_age=numeric",
            "--column=purpose=ignore",
            "--column=verdict=personal",
            "--column=P_Default=score",
            "--labels-table=final_outcomes",
            "--label-column=loan=id",
            "--label-column=repaid=label");

    assertWatched(ran);
    assertThat(read("models/loans.yaml"))
        .doesNotContain("  version:", "  output:", "latency")
        .contains("  mdl_ver: {type: category, column: \"Mdl Ver\"", "  took_ms: {type: numeric")
        .contains(
            "  customer_age: {type: numeric, range: [0, 200000]}",
            "  verdict: {type: category, personal: true}")
        .contains("#     purpose: as you said\n");
    assertThat(init("--table=\"Loan Requests\"", "--force", "--column=verdct=output").err())
        .contains(
            "there is no column \"verdct\" (did you mean \"verdict\"?); there are Request No., ");
    assertThat(init("--table=\"Loan Requests\"", "--force", "--column=verdict=outptu").err())
        .contains("\"outptu\" is no role; one of time, version, ");
  }

  @Test
  void tablesOfWhichNothingCanBeProposed() {
    execute(
        "CREATE TABLE none (ts TIMESTAMPTZ, a INT)",
        "CREATE TABLE timeless (a INT, b TEXT)",
        "INSERT INTO timeless VALUES (1, 'x'), (2, 'y')",
        "CREATE TABLE told (at TEXT, a INT)",
        "INSERT INTO told VALUES ('noon', 1), ('late', 2)",
        "CREATE TABLE bare (ts TIMESTAMPTZ, id INT)",
        "INSERT INTO bare SELECT now(), i FROM generate_series(1, 100) AS g(i)");

    assertRefused(init("--table=none"), "init: none has no rows: there is nothing to guess from");
    assertRefused(
        init("--table=timeless"),
        "init: no column of timeless says when a row happened: name one with --column NAME=time, or"
            + " give the table one, such as ALTER TABLE … ADD COLUMN predicted_at timestamptz DEFAULT"
            + " now(). It has a, b");
    assertRefused(
        init("--table=told", "--column=at=time"),
        "init: at of told is of type text and holds no times that can be read: ");
    assertRefused(init("--table=bare"), "no column of bare looks like an input of the model");
    assertRefused(
        init("--table=timles"),
        "there is no table timles (did you mean \"timeless\"?); there are bare, none, timeless, told");
    assertRefused(init(), "--table is missing; there are bare, none, timeless, told");
    assertThat(folder).isEmptyDirectory();
  }

  private static void assertRefused(Ran ran, String message) {
    assertThat(ran.err()).contains(message);
    assertThat(ran.status()).isEqualTo(2);
  }

  @Test
  void nothingThatIsThereIsWrittenOver() throws Exception {
    oddTables();
    Path config = folder.resolve("tidegauge.yaml");
    Files.writeString(
        config,
        "# ours\ndatabases:\n  # the lake\n  lake: {url: \"jdbc:duckdb:\"}\nmodels: [models/*.yaml]\n");
    Path spec = Files.createDirectories(folder.resolve("models")).resolve("loans.yaml");
    Files.writeString(spec, "# ours\n");
    String[] arguments = {"--table=\"Loan Requests\"", "--model=loans", "--database=shop"};

    Ran noDatabase = init(arguments);
    assertRefused(noDatabase, "is there and has no such database; add it under databases, or let");
    assertThat(noDatabase.err()).contains("  shop:\n    url: \"jdbc:postgresql://127.0.0.1:");
    Files.writeString(config, "databases: {shop: {url: \"" + url() + "\", user: postgres}}\n");
    assertRefused(init(arguments), "loans.yaml is there already: --force writes over it");
    assertThat(spec).hasContent("# ours\n");

    Files.writeString(
        config,
        "# ours\ndatabases:\n  # the lake\n  lake: {url: \"jdbc:duckdb:\"}\nmodels: [models/*.yaml]\n");
    assertThat(
            init("--table=\"Loan Requests\"", "--model=loans", "--database=shop", "--force")
                .status())
        .isZero();
    assertThat(config)
        .content()
        .startsWith("# ours\ndatabases:\n  # the lake\n  shop:\n    url: \"jdbc:postgresql:")
        .contains("\n  lake: {url: \"jdbc:duckdb:\"}\nmodels: [models/*.yaml]\n");
    assertThat(command("check").out()).contains("1 models, 2 databases: no problem found");
  }

  @Test
  void passwordsAreNowhere() throws Exception {
    Ran ran =
        Site.runAsIs(
            "init",
            "--yes",
            "--config.file=" + folder.resolve("tidegauge.yaml"),
            "--url=jdbc:postgresql://me:hunter2@127.0.0.1/x",
            "--table=log");
    assertRefused(ran, "databases.x.url: the URL holds a password");
    assertThat(everything(ran)).doesNotContain("hunter2");

    oddTables();
    Files.writeString(folder.resolve("secret"), "hunter2\n");
    Ran good =
        init(
            "--table=\"Loan Requests\"",
            "--model=loans",
            "--password-file=" + folder.resolve("secret"));
    assertThat(good.status()).as(good.err()).isZero();
    assertThat(read("tidegauge.yaml")).contains("    password_file: " + folder.resolve("secret"));
    Files.delete(folder.resolve("secret"));
    assertThat(everything(good)).doesNotContain("hunter2");
  }

  @Test
  void answersOfAUser() {
    oddTables();
    String answers =
        String.join(
            "\n",
            "Loan Requests", // table
            "lending", // model
            "", // time
            "", // id
            "-", // version
            "P_Defalt", // score, misspelt
            "P_Default",
            "-", // output
            "", // latency
            "-", // label
            "y",
            "");
    InputStream before = System.in;
    Ran ran;
    try {
      System.setIn(new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)));
      ran = run(false, "--interactive");
    } finally {
      System.setIn(before);
    }

    assertWatched(ran);
    assertThat(ran.out())
        .contains("tables: Loan Requests, final_outcomes", "model's name [Loan-Requests]: ")
        .contains(
            "time column (- for none) [decidedAt]: ", "version column (- for none) [Mdl Ver]: ")
        .contains("  there is no \"P_Defalt\" (did you mean \"P_Default\"?)\n")
        .contains("Write " + folder.resolve("models/lending.yaml") + "? [yes]: ");
    assertThat(read("models/lending.yaml"))
        .contains("model: lending\n")
        .doesNotContain("  version:", "  output:");
  }

  @Test
  void whoeverSaysNoGetsNothing() {
    oddTables();
    InputStream before = System.in;
    try {
      System.setIn(new ByteArrayInputStream("\n\n\n\n\n\n\nno\n".getBytes(StandardCharsets.UTF_8)));
      Ran ran = run(false, "--interactive", "--table=\"Loan Requests\"", "--model=loans");
      assertThat(ran.status()).isEqualTo(1);
    } finally {
      System.setIn(before);
    }
    assertThat(folder).isEmptyDirectory();
  }

  /** Of a view there is no sample of pages, and its newest rows may take too long. */
  @Test
  void aViewThatIsSlowToSort() {
    oddTables();
    execute(
        "DROP TABLE final_outcomes",
        "CREATE VIEW slow AS SELECT * FROM \"Loan Requests\""
            + " WHERE \"Request No.\" < 10500 OR pg_sleep(0.001) IS NULL");

    Ran ran = init("--table=slow", "--timeout=5s");

    assertWatched(ran);
    assertThat(ran.err())
        .contains(
            "note: the newest rows of slow cannot be read (not done at its deadline): is there")
        .contains("an index on decidedAt?");
  }

  /** More features than the usual budget of series has room for. */
  @Test
  void aWideTable() {
    String columns =
        IntStream.rangeClosed(1, 250)
            .mapToObj(i -> "f" + i + " FLOAT8")
            .collect(Collectors.joining(", "));
    String values =
        IntStream.rangeClosed(1, 250)
            .mapToObj(i -> "i % " + (i + 50))
            .collect(Collectors.joining(", "));
    execute(
        "CREATE TABLE wide (ts TIMESTAMPTZ, score FLOAT8, " + columns + ")",
        "INSERT INTO wide SELECT now() - i * INTERVAL '1 minute', (i % 10) / 10.0, "
            + values
            + " FROM generate_series(1, 2000) AS g(i)");

    assertWatched(init("--table=wide"));

    assertThat(read("models/wide.yaml")).containsPattern("series_budget: [0-9]{4,}\n");
  }
}
