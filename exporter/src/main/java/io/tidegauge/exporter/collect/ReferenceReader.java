package io.tidegauge.exporter.collect;

import io.tidegauge.counts.CohortColumns;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.monitor.TableUse;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.ReferenceQuality;
import io.tidegauge.profile.ReferenceQualityBuilder;
import io.tidegauge.profile.Schema;
import io.tidegauge.source.Database;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.source.ReferenceRows;
import io.tidegauge.source.SchemaReader;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ReferenceSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads what belongs into a version's profile: the reference's rows, their labels, and the tables
 * as they are now.
 */
public final class ReferenceReader {
  private final Database database;
  private final ModelSpec spec;
  private final ReferenceSpec.Rows rows;
  private final Duration limit;

  /**
   * Reads the reference of a model.
   *
   * @param limit how long each statement may take
   */
  public ReferenceReader(
      Database database, ModelSpec spec, ReferenceSpec.Rows rows, Duration limit) {
    this.database = database;
    this.spec = spec;
    this.rows = rows;
    this.limit = limit;
  }

  /**
   * A profile.
   *
   * @param notes what is not in it, and why
   */
  public record Result(Profile profile, List<String> notes) {}

  /**
   * The profile of a version. What the labels say, and the tables, may be missing in it.
   *
   * @throws QueryFailedException if the rows cannot be read
   * @throws io.tidegauge.profile.UnfitReferenceException if no profile can be made of them
   */
  public Result read(String version, ProfileBuilder builder) {
    List<String> notes = new ArrayList<>();
    ReferenceRows reference =
        new ReferenceRows(database, rows, WatchedColumns.of(spec), Optional.of(version), limit);
    reference
        .failedColumns()
        .forEach(
            column ->
                notes.add(column.column().name() + " is not in the reference: " + column.reason()));
    Profile profile =
        builder.build(version, reference, rows.time().isPresent()).withSchema(schema(notes));
    return new Result(
        quality(version, notes).map(profile::withQuality).orElse(profile), List.copyOf(notes));
  }

  /** The tables that the spec reads, not that of the reference: they are looked at when served. */
  private Schema schema(List<String> notes) {
    SchemaReader.Result tables = new SchemaReader(database, TableUse.tables(spec)).read(limit);
    tables
        .failed()
        .forEach(
            (table, failure) ->
                notes.add("the columns of " + table + " are not kept: " + failure.reason()));
    return tables.schema();
  }

  private Optional<ReferenceQuality> quality(String version, List<String> notes) {
    if (spec.labels().isEmpty()) {
      return Optional.empty();
    }
    Optional<LabelsSpec> labels = labels(spec.labels().get());
    if (labels.isEmpty()) {
      notes.add(
          "the quality of the reference is not known: name the column of "
              + rows.table()
              + " that holds the labels, \"label\" of the spec's reference or --label");
      return Optional.empty();
    }
    CohortColumns columns = CohortColumns.of(spec, labels.get());
    ReferenceRows cohort =
        ReferenceRows.ofCohort(
            database,
            rows,
            labels.get(),
            spec.predictions().id(),
            columns.read(),
            Optional.of(version),
            limit);
    try {
      cohort
          .failedColumns()
          .forEach(
              column ->
                  notes.add(
                      column.column().name()
                          + " is not in the reference's quality: "
                          + column.reason()));
      Optional<ReferenceQuality> quality = new ReferenceQualityBuilder(spec, columns).build(cohort);
      if (quality.isEmpty()) {
        notes.add("the quality of the reference is not known: none of its rows has a label");
      }
      return quality;
    } catch (QueryFailedException e) {
      notes.add("the quality of the reference is not known: " + e.getMessage());
      return Optional.empty();
    }
  }

  /** Where the labels of the reference stand; empty where nothing says so. */
  private Optional<LabelsSpec> labels(LabelsSpec declared) {
    if (rows.label().isPresent()) {
      return rows.label().map(declared::inColumn);
    }
    boolean log = rows.table().equals(spec.predictions().table());
    return log || declared.table().isEmpty() ? Optional.of(declared) : Optional.empty();
  }
}
