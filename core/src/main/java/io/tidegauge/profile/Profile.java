package io.tidegauge.profile;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The frozen reference profile of one version of a model.
 *
 * @param rows how many rows the reference has
 * @param from when its first row happened; absent where the rows carry no time
 * @param to when its last row happened
 * @param slices rows by slice, {@code column=value}; all rows are not in it
 * @param schema the tables that the model's spec reads, as they were when the profile was made;
 *     absent where that is not known
 * @param quality how good the reference's predictions were; absent where its labels are not known
 * @param sha256 of the profile's text, 64 hexadecimal digits
 * @param places the columns once more, to be found by what they are
 */
public record Profile(
    String model,
    String version,
    long rows,
    Optional<Instant> from,
    Optional<Instant> to,
    SortedMap<String, Long> slices,
    List<ColumnProfile> columns,
    Optional<Schema> schema,
    Optional<ReferenceQuality> quality,
    String sha256,
    Map<Place, ColumnProfile> places) {

  /** A column's name is its own among those of its role. */
  public record Place(Role role, String name) {}

  public Profile {
    columns = List.copyOf(columns);
    places = Collections.unmodifiableMap(new LinkedHashMap<>(places));
  }

  /** A profile of these columns. */
  public Profile(
      String model,
      String version,
      long rows,
      Optional<Instant> from,
      Optional<Instant> to,
      SortedMap<String, Long> slices,
      List<ColumnProfile> columns,
      Optional<Schema> schema,
      Optional<ReferenceQuality> quality,
      String sha256) {
    this(model, version, rows, from, to, slices, columns, schema, quality, sha256, places(columns));
  }

  private static Map<Place, ColumnProfile> places(List<ColumnProfile> columns) {
    Map<Place, ColumnProfile> places = new LinkedHashMap<>();
    columns.forEach(column -> places.putIfAbsent(new Place(column.role(), column.name()), column));
    return places;
  }

  /**
   * The profile of a watched column. A profile from before the column changed its type is none, nor
   * is one from before it was declared personal: that one holds values of persons.
   */
  public Optional<ColumnProfile> column(WatchedColumn column) {
    return column(column.role(), column.name())
        .filter(known -> known.type() == column.type())
        .filter(known -> known.personal() || !column.personal());
  }

  /** The profile of the column of that role and name. */
  public Optional<ColumnProfile> column(Role role, String name) {
    return Optional.ofNullable(places.get(new Place(role, name)));
  }

  /** The values of a slice column that have reference counts, the most frequent first. */
  public List<String> sliceValues(String column) {
    String prefix = Cell.slicePrefix(column);
    return slices.entrySet().stream()
        .filter(slice -> slice.getKey().startsWith(prefix))
        .sorted(SortedMap.Entry.<String, Long>comparingByValue().reversed())
        .map(slice -> slice.getKey().substring(prefix.length()))
        .toList();
  }

  /** Rows for each second of the reference's time range; empty where it carries no time. */
  public Optional<Double> rowsPerSecond() {
    if (from.isEmpty() || to.isEmpty() || !to.get().isAfter(from.get())) {
      return Optional.empty();
    }
    double seconds = Duration.between(from.get(), to.get()).toNanos() / 1e9;
    return Optional.of(rows / seconds);
  }

  /**
   * The same reference, with the tables as they are when it is made. A table that is not there yet
   * is nothing that a later one could be compared with.
   */
  public Profile withSchema(Schema tables) {
    SortedMap<String, SortedMap<String, ColumnType>> there = new TreeMap<>(tables.tables());
    there.values().removeIf(Map::isEmpty);
    Optional<Schema> known = Optional.of(new Schema(tables.engine(), there));
    return ProfileJson.sealed(
        new Profile(model, version, rows, from, to, slices, columns, known, quality, ""));
  }

  /** The same reference, with what its labels say of the predictions. */
  public Profile withQuality(ReferenceQuality known) {
    return ProfileJson.sealed(
        new Profile(
            model, version, rows, from, to, slices, columns, schema, Optional.of(known), ""));
  }

  Profile withSha256(String hash) {
    return new Profile(model, version, rows, from, to, slices, columns, schema, quality, hash);
  }
}
