package io.tidegauge.exporter.health;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.exporter.rows.LogInMemory;
import io.tidegauge.exporter.rows.RowHistory.Known;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Readings;
import io.tidegauge.monitor.VersionStages;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** A model with a reference and with rows, both made up, and what a scrape would find. */
public final class Scene {
  /** When everything happens. */
  public static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  /** Makes the values of a row; a column that is not named is NULL. */
  @FunctionalInterface
  public interface Maker {
    /** The values of a row by column. */
    Map<String, Object> row(int index, Random random);
  }

  private final ModelSpec spec;
  private final WatchedColumns columns;
  private final TreeMap<String, Profile> profiles = new TreeMap<>();
  private final List<Row> rows = new ArrayList<>();
  private final List<VersionStages> stages = new ArrayList<>();
  private final List<Reading> extra = new ArrayList<>();
  private final Map<String, Reason> failed = new HashMap<>();
  private Set<String> unreadable = Set.of();
  private Instant now = NOW;

  private Scene(ModelSpec spec) {
    this.spec = spec;
    this.columns = WatchedColumns.of(spec);
  }

  private Optional<Known> known = Optional.empty();

  /** A model without reference and rows. */
  public static Scene of(String yaml) {
    return new Scene(ModelSpecReader.read("model.yaml", yaml));
  }

  /** The model's spec. */
  public ModelSpec spec() {
    return spec;
  }

  /** Gives a version a reference of so many rows over so long a time. */
  public Scene reference(String version, int count, Duration over, Maker maker) {
    RowStream stream =
        consumer -> {
          Random random = new Random(1);
          for (int i = 0; i < count; i++) {
            Instant time =
                NOW.minus(Duration.ofDays(30)).plus(over.multipliedBy(i).dividedBy(count));
            consumer.accept(row(version, time, maker.row(i, random)));
          }
        };
    profiles.put(version, new ProfileBuilder(spec).build(version, stream, true));
    return this;
  }

  /** Gives a version so many rows, evenly over the last of this time. */
  public Scene rows(String version, int count, Duration over, Maker maker) {
    Random random = new Random(2);
    for (int i = 0; i < count; i++) {
      Instant time = NOW.minus(over).plus(over.multipliedBy(i).dividedBy(count));
      rows.add(row(version, time, maker.row(i, random)));
    }
    return this;
  }

  /** Says how much of the longest window is filled, 0 to 1. */
  public Scene filledTo(double share) {
    known = Optional.of(new Known(List.of(), Set.of(), 0, share, 0));
    return this;
  }

  /** Says when a version passed a stage. */
  public Scene stage(String version, String stage, Instant when) {
    stages.add(new VersionStages(version, new TreeMap<>(Map.of(stage, when)), true));
    return this;
  }

  /** Adds a reading, as if a monitor had taken it. */
  public Scene reading(Reading reading) {
    extra.add(reading);
    return this;
  }

  /** Makes a monitor fail. */
  public Scene failing(String collector, Reason reason) {
    failed.put(collector, reason);
    return this;
  }

  /** Scrapes later than {@link #NOW}. */
  public Scene now(Instant later) {
    this.now = later;
    return this;
  }

  /** Makes columns unreadable. */
  public Scene unreadable(String... names) {
    unreadable = Set.of(names);
    return this;
  }

  private Row row(String version, Instant time, Map<String, Object> values) {
    Row row = new Row(columns);
    row.version(version);
    row.timeMicros(time.toEpochMilli() * 1000);
    for (int i = 0; i < columns.numbers().size(); i++) {
      if (value(values, columns.numbers().get(i)) instanceof Number number) {
        row.number(i, number.doubleValue());
      }
    }
    for (int i = 0; i < columns.texts().size(); i++) {
      if (value(values, columns.texts().get(i)) instanceof String text) {
        row.text(i, text);
      }
    }
    for (int i = 0; i < columns.slices().size(); i++) {
      if (values.get(columns.slices().get(i).column()) instanceof String text) {
        row.slice(i, text);
      }
    }
    return row;
  }

  private static Object value(Map<String, Object> values, WatchedColumn column) {
    return values.getOrDefault(column.name(), "");
  }

  /** What a scrape that reads the rows finds. */
  public Collected read() {
    List<WindowCounts> windows =
        LogInMemory.windows(spec, version -> Optional.ofNullable(profiles.get(version)), rows, now);
    Optional<Instant> last =
        rows.stream()
            .map(row -> Instant.ofEpochMilli(row.timeMicros() / 1000))
            .max(Instant::compareTo);
    Observation observation =
        new Observation(spec, columns, unreadable, now, profiles, windows, List.of(), stages, last);
    return collected(observation, Optional.empty());
  }

  /** What a scrape whose rows cannot be read finds. */
  public Collected fail(Reason reason, String message) {
    Monitor.ALL.stream()
        .filter(monitor -> monitor.input() == Monitor.Input.ROWS)
        .forEach(monitor -> failed.put(monitor.name(), reason));
    return collected(
        new Observation(
            spec, columns, Set.of(), now, profiles, List.of(), List.of(), stages, Optional.empty()),
        Optional.of(message));
  }

  private Collected collected(Observation observation, Optional<String> failure) {
    List<Reading> readings = new ArrayList<>(extra);
    List<CollectorStatus> statuses = new ArrayList<>();
    for (Monitor monitor : Monitor.ALL) {
      if (!monitor.fits(spec)) {
        continue;
      }
      Readings taken = new Readings(spec.name());
      Map<Reason, Integer> absent = new EnumMap<>(Reason.class);
      boolean success = !failed.containsKey(monitor.name());
      if (success) {
        monitor.read(observation, taken);
        absent.putAll(taken.absent());
        readings.addAll(taken.readings());
      } else {
        absent.put(failed.get(monitor.name()), 1);
      }
      statuses.add(
          new CollectorStatus(
              monitor.name(),
              success,
              absent,
              Duration.ofMillis(12),
              success ? Optional.of(NOW) : Optional.empty()));
    }
    return new Collected(
        spec.name(),
        now,
        Duration.ofMillis(37),
        readings,
        statuses,
        observation,
        known,
        failure.map(text -> new RowsFailure(Reason.DATABASE, false, text)));
  }
}
