package io.tidegauge.demo.bank;

import io.tidegauge.demo.parquet.Column;
import io.tidegauge.demo.parquet.GrowingFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes {@code predictions.parquet}, {@code labels.parquet} and {@code reference.parquet} of the
 * bank example from {@code bank-additional-full.csv} of the UCI archive (doi 10.24432/C5K306):
 * dates each call, scores it with the example's three models, and tells when its outcome was known.
 */
public final class PrepareBank {
  static final String SHA256 = "74adfc578bf77a7ff4bb1ba4a9f8709d9e3c6907342959c2c8416847e0afb4d8";

  private static final List<String> VERSIONS = List.of("v1", "v2", "v3");

  /** The first day on which each version answers. */
  private static final Map<String, LocalDate> SERVED_FROM =
      Map.of(
          "v1", LocalDate.of(2008, 6, 2),
          "v2", LocalDate.of(2008, 10, 17),
          "v3", LocalDate.of(2009, 6, 1));

  private static final List<Column> PREDICTIONS =
      List.of(
          Column.text("request_id"),
          Column.time("ts"),
          Column.text("model_version"),
          Column.whole("age"),
          Column.text("job"),
          Column.text("marital"),
          Column.text("education"),
          Column.text("default"),
          Column.text("housing"),
          Column.text("loan"),
          Column.text("contact"),
          Column.whole("campaign"),
          Column.number("pdays"),
          Column.whole("previous"),
          Column.text("poutcome"),
          Column.number("prediction"));

  private static final List<Column> LABELS =
      List.of(Column.text("request_id"), Column.time("label_ts"), Column.whole("label"));

  private final Path folder;
  private final List<BankModel> models;

  private PrepareBank(Path folder, List<BankModel> models) {
    this.folder = folder;
    this.models = models;
  }

  /** Prepares the tables: {@code PrepareBank bank-additional-full.csv FOLDER}. */
  public static void main(String[] args) throws Exception {
    if (args.length != 2) {
      System.err.println("Usage: PrepareBank bank-additional-full.csv FOLDER");
      System.exit(2);
    }
    Path csv = Path.of(args[0]);
    String hash = sha256(csv);
    if (!hash.equals(SHA256)) {
      System.err.printf("%s is not the archive's: its SHA-256 is %s, not %s%n", csv, hash, SHA256);
      System.exit(1);
    }
    prepare(csv, Path.of(args[1]));
  }

  /** Prepares the tables from a CSV whose bytes nobody looks at. */
  static void prepare(Path csv, Path folder) throws IOException, SQLException {
    Files.createDirectories(folder);
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:")) {
      List<BankModel> models = new ArrayList<>();
      for (String version : VERSIONS) {
        models.add(model(connection, version, folder));
      }
      new PrepareBank(folder, models).write(CallsCsv.read(csv));
    }
  }

  private void write(List<Call> calls) throws IOException {
    List<Instant> times = Calendar.times(calls);
    List<List<@Nullable Object>> predictions = new ArrayList<>();
    List<List<@Nullable Object>> reference = new ArrayList<>();
    List<List<@Nullable Object>> labels = new ArrayList<>();
    for (int i = 0; i < calls.size(); i++) {
      String id = "c%05d".formatted(i + 1);
      LocalDate day = LocalDate.ofInstant(times.get(i), ZoneOffset.UTC);
      for (BankModel model : models) {
        List<@Nullable Object> row = row(id, times.get(i), model, calls.get(i));
        if (!day.isBefore(servedFrom(model))) {
          predictions.add(row);
        }
        if (model.trainedOn(day)) {
          List<@Nullable Object> labelled = new ArrayList<>(row);
          labelled.add(calls.get(i).label());
          reference.add(labelled);
        }
      }
      if (!day.isBefore(servedFrom(models.get(0)))) {
        labels.add(Arrays.asList(id, labelTime(id, day), calls.get(i).label()));
      }
    }
    save("predictions", PREDICTIONS, predictions);
    save("labels", LABELS, labels);
    List<Column> columns = new ArrayList<>(PREDICTIONS);
    columns.add(Column.whole("y"));
    save("reference", columns, reference);
  }

  private static List<@Nullable Object> row(String id, Instant time, BankModel model, Call call) {
    return Arrays.asList(
        id,
        time,
        model.version(),
        call.whole("age"),
        call.category("job").orElse(null),
        call.category("marital").orElse(null),
        call.category("education").orElse(null),
        call.category("default").orElse(null),
        call.category("housing").orElse(null),
        call.category("loan").orElse(null),
        call.category("contact").orElse(null),
        call.whole("campaign"),
        call.daysSinceEarlierCall().orElse(null),
        call.whole("previous"),
        call.category("poutcome").orElse(null),
        model.score(call));
  }

  /**
   * The outcome is known three to seven days later, at six in the evening; which day, is made up.
   */
  private static Instant labelTime(String id, LocalDate day) {
    byte[] digest = digest().digest(id.getBytes(StandardCharsets.UTF_8));
    long hash = Long.parseLong(HexFormat.of().formatHex(digest, 0, 4), 16);
    return day.plusDays(3 + hash % 5).atTime(18, 0).toInstant(ZoneOffset.UTC);
  }

  private void save(String name, List<Column> columns, List<List<@Nullable Object>> rows)
      throws IOException {
    GrowingFile file = new GrowingFile(columns);
    file.append(rows);
    Files.write(folder.resolve(name + ".parquet"), file.toBytes());
  }

  private static LocalDate servedFrom(BankModel model) {
    LocalDate day = SERVED_FROM.get(model.version());
    if (day == null) {
      throw new IllegalStateException("nobody knows since when " + model.version() + " answers");
    }
    return day;
  }

  private static BankModel model(Connection connection, String version, Path folder)
      throws IOException, SQLException {
    String name = "/bank-marketing/model_" + version + ".json";
    Path copy = folder.resolve("model_" + version + ".json");
    try (InputStream in = PrepareBank.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new NoSuchFileException(name);
      }
      Files.write(copy, in.readAllBytes());
      return BankModel.read(connection, copy.toString());
    } finally {
      Files.deleteIfExists(copy);
    }
  }

  private static String sha256(Path file) throws IOException {
    return HexFormat.of().formatHex(digest().digest(Files.readAllBytes(file)));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
