package io.tidegauge.monitor;

import io.tidegauge.counts.DependencyState;
import io.tidegauge.counts.DependencyState.Change;
import io.tidegauge.monitor.PanelDefinition.Shown;
import io.tidegauge.profile.ColumnType;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.Schema;
import io.tidegauge.profile.TableDiff;
import io.tidegauge.profile.TableDiff.Retyped;
import io.tidegauge.spec.DependencySpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.Reason;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the model stands on and others change: the columns of the tables that it reads, held against
 * the reference profile, and the declared versions of code, libraries and data.
 *
 * <p>Nothing is remembered from one reading to the next: a restart is not a change, and hides none.
 */
public final class Dependencies implements Monitor {
  /** Where everything is missing, some names say it as well as all of them. */
  private static final int NAMED_COLUMNS = 20;

  private static final String GONE = "missing";
  private static final String AGAINST = " against the reference profile of a version.";

  private static final MetricDefinition COLUMNS =
      MetricDefinition.gauge(
          "ml_schema_columns", "Columns of a table that the model stands on.", "table");
  private static final MetricDefinition FINGERPRINT =
      MetricDefinition.info(
          "ml_schema_info",
          "A table that the model stands on; the fingerprint changes with its columns and types.",
          "table",
          "fingerprint");
  private static final MetricDefinition MISSING =
      compared("ml_schema_missing_columns", "Columns that are missing" + AGAINST);
  private static final MetricDefinition NEW =
      compared("ml_schema_new_columns", "Columns that are new" + AGAINST);
  private static final MetricDefinition RETYPED =
      compared("ml_schema_retyped_columns", "Columns that have another type" + AGAINST);
  private static final MetricDefinition BROKEN =
      MetricDefinition.gauge(
          "ml_schema_column_broken",
          "1 for a column that the spec reads, or of an upstream table, and that is missing or has"
              + " another type; twenty of a version at the most.",
          "version",
          "table",
          "column",
          "from",
          "to");
  private static final MetricDefinition CONSUMER =
      MetricDefinition.info(
          "ml_model_consumer_info", "Who relies on the model's answers.", "consumer");
  private static final MetricDefinition DEPENDENCY =
      MetricDefinition.info(
          "ml_dependency_info",
          "A declared dependency, the team that answers for it and what it is at.",
          "dependency",
          "upstream_owner",
          "value");
  private static final MetricDefinition CHANGED =
      MetricDefinition.gauge(
          "ml_dependency_changed_timestamp_seconds",
          "When a dependency last changed, as far as its source tells.",
          "dependency");
  private static final MetricDefinition CHANGE_AGE =
      MetricDefinition.gauge(
          "ml_dependency_change_age_seconds",
          "Time since a dependency last changed, and from what to what, computed when served.",
          "dependency",
          "upstream_owner",
          "from",
          "to");

  private static MetricDefinition compared(String name, String help) {
    return MetricDefinition.gauge(name, help, "version", "table");
  }

  @Override
  public String name() {
    return "dependencies";
  }

  @Override
  public String description() {
    return "Holds the columns of every table against the reference, and says which dependency"
        + " changed when.";
  }

  @Override
  public Input input() {
    return Input.UPSTREAM;
  }

  @Override
  public List<MetricDefinition> metrics() {
    return List.of(
        COLUMNS,
        FINGERPRINT,
        MISSING,
        NEW,
        RETYPED,
        BROKEN,
        CONSUMER,
        DEPENDENCY,
        CHANGED,
        CHANGE_AGE);
  }

  @Override
  public boolean fits(ModelSpec spec) {
    return true;
  }

  @Override
  public long series(ModelSpec spec, SeriesScope scope) {
    long tables = TableUse.of(spec).size();
    long compared = spec.reference().isPresent() ? 3 * tables + NAMED_COLUMNS : 0;
    return 2 * tables
        + scope.versions() * compared
        + spec.consumers().size()
        + 3L * values(spec).size();
  }

  private static List<DependencySpec> values(ModelSpec spec) {
    return spec.dependencies().stream().filter(one -> one.table().isEmpty()).toList();
  }

  @Override
  public List<AlertDefinition> alerts(ModelSpec spec) {
    List<AlertDefinition> alerts = new ArrayList<>();
    if (spec.reference().isPresent()) {
      alerts.add(
          new AlertDefinition(
              "MLModelSchemaBroken",
              "A column that the model stands on is missing or has another type.",
              "{column} of {table} was {from}, is {to}",
              "{column} of {table} was {from} when the reference of {model} {version} was made. Now"
                  + " it is {to}.",
              Condition.above(BROKEN, Limits.of(0)),
              spec.alerts().schema()));
    }
    if (!values(spec).isEmpty()) {
      alerts.add(
          new AlertDefinition(
              "MLModelDependencyChanged",
              "Something that the model stands on has changed.",
              "{dependency} changed from {from} to {to} {value} ago",
              "{dependency}, on which {model} stands, changed from {from} to {to} {value} ago.",
              Condition.below(CHANGE_AGE, spec.alerts().dependency().above()),
              spec.alerts().dependency()));
    }
    return alerts;
  }

  @Override
  public List<PanelDefinition> panels(ModelSpec spec) {
    List<PanelDefinition> panels = new ArrayList<>();
    if (!values(spec).isEmpty()) {
      panels.add(
          PanelDefinition.table(
              "Changes of dependencies",
              "What changed last of what the model stands on, from what to what: does it explain the"
                  + " readings since?",
              Shown.of(CHANGE_AGE, "dependency", "from", "to").called("Age")));
      panels.add(
          PanelDefinition.table(
              "Dependencies",
              "What each dependency is at, since when, and who answers for it.",
              Shown.of(DEPENDENCY, "dependency", "value", "upstream_owner").called("At"),
              Shown.of(CHANGED, "dependency").called("Since")));
    }
    if (spec.reference().isPresent()) {
      panels.add(
          PanelDefinition.states(
              "Column is missing or has another type",
              "Columns that the model stands on and that are not as they were when the reference was"
                  + " made: what reads them reads something else than was learned from.",
              Shown.of(BROKEN, "table", "column", "version").zeroWhere(MISSING)));
    }
    List<Shown> shown = new ArrayList<>();
    shown.add(Shown.of(FINGERPRINT, "table", "fingerprint").called("Fingerprint"));
    shown.add(Shown.of(COLUMNS, "table").called("Columns"));
    if (spec.reference().isPresent()) {
      shown.add(Shown.of(MISSING, "table", "version").called("Missing"));
      shown.add(Shown.of(NEW, "table", "version").called("New"));
      shown.add(Shown.of(RETYPED, "table", "version").called("Retyped"));
    }
    panels.add(
        PanelDefinition.table(
            "Tables",
            "The tables that the model stands on. A fingerprint changes with a table's columns and"
                + " their types.",
            shown.toArray(Shown[]::new)));
    return panels;
  }

  @Override
  public void read(Observation observation, Readings readings) {
    ModelSpec spec = observation.spec();
    spec.consumers().forEach(consumer -> readings.add(CONSUMER, 1, consumer));
    Schema schema = observation.upstream().schema();
    Map<String, Integer> named = new TreeMap<>();
    for (TableUse use : TableUse.of(spec)) {
      String table = use.table().toString();
      Optional<SortedMap<String, ColumnType>> columns = schema.table(table);
      if (columns.isPresent()) {
        readings.add(COLUMNS, columns.get().size(), table);
        readings.add(FINGERPRINT, 1, table, schema.fingerprint(table));
        observation
            .profiles()
            .forEach((version, profile) -> compare(use, schema, profile, readings, named));
      }
    }
    observation.upstream().dependencies().forEach(state -> read(state, observation, readings));
    observation.upstream().absent().forEach(readings::absent);
  }

  /**
   * Holds a table against a profile.
   *
   * @param named how many broken columns were named of each version
   */
  private static void compare(
      TableUse use, Schema now, Profile profile, Readings readings, Map<String, Integer> named) {
    String table = use.table().toString();
    String version = profile.version();
    Optional<Schema> before = profile.schema().filter(known -> known.tables().containsKey(table));
    if (before.isEmpty()) {
      readings.absent(Reason.NO_REFERENCE);
      return;
    }
    TableDiff diff = now.diff(before.get(), table);
    readings.add(MISSING, diff.missing().size(), version, table);
    readings.add(NEW, diff.added().size(), version, table);
    readings.add(RETYPED, diff.retyped().size(), version, table);
    SortedMap<String, Retyped> broken = new TreeMap<>(diff.retyped());
    diff.missing().forEach((column, type) -> broken.put(column, new Retyped(type, GONE)));
    broken.keySet().removeIf(column -> !use.reads(column));
    broken.forEach(
        (column, types) -> {
          if (named.merge(version, 1, Integer::sum) <= NAMED_COLUMNS) {
            readings.add(BROKEN, 1, version, table, column, types.from(), types.to());
          }
        });
  }

  private static void read(DependencyState state, Observation observation, Readings readings) {
    String name = state.spec().name();
    String owner = state.spec().owner().orElse("");
    readings.add(DEPENDENCY, 1, name, owner, state.value());
    if (state.change().isPresent()) {
      Change change = state.change().get();
      double age = Duration.between(change.at(), observation.now()).toMillis() / 1e3;
      readings.add(CHANGED, change.at().toEpochMilli() / 1e3, name);
      readings.add(CHANGE_AGE, age, name, owner, change.from(), state.value());
    }
  }
}
