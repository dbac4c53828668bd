package io.tidegauge.exporter.init;

import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.source.TableList;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Proposes a spec for a table: looks at it once, and guesses anew with each answer. */
public final class Proposal {
  private static final Pattern LABEL_TABLES =
      Pattern.compile("(label|outcome|truth|actual|feedback|verdict)", Pattern.CASE_INSENSITIVE);

  private static final int MOST_LABEL_TABLES = 3;

  private final Database database;
  private final Duration limit;
  private final TableLook look;
  private final List<String> notes = new ArrayList<>();

  private Proposal(Database database, TableLook look, Duration limit) {
    this.database = database;
    this.look = look;
    this.limit = limit;
  }

  /**
   * Looks at a table.
   *
   * @param where a condition that the model's rows meet, in a table of several models
   * @param limit how long each statement may take
   * @throws QueryFailedException if the table cannot be read
   * @throws UnusableTableException if it has no rows
   */
  public static Proposal of(
      Database database, TableName table, Optional<String> where, Duration limit) {
    TableLook look = TableLook.of(database, table, where, limit);
    if (look.rows() == 0) {
      throw new UnusableTableException(
          table
              + (where.isPresent() ? " has no rows that --where lets through" : " has no rows")
              + ": there is nothing to guess from; start again when the model has logged some");
    }
    return new Proposal(database, look, limit);
  }

  /** How many rows the guesses rest on. */
  public int rows() {
    return look.rows();
  }

  /** The columns of the table. */
  public List<String> columns() {
    return look.spread().stream().map(ColumnFacts::name).toList();
  }

  /** The column that has a role, as far as is known or can be guessed. */
  public Optional<String> guess(Role role, Answers answers) {
    return RoleGuesses.of(look.spread(), answers).column(role).map(ColumnFacts::name);
  }

  /** What could not be found out, and what would help. */
  public List<String> notes() {
    return List.copyOf(notes);
  }

  /**
   * The spec that is proposed.
   *
   * @param labelTable where the labels are, if that is known
   * @param labelAnswers what is known of that table's columns
   * @throws UnusableTableException if there cannot be one
   */
  public SpecDraft draft(
      String model, Answers answers, Optional<TableName> labelTable, Answers labelAnswers) {
    notes.clear();
    Roles guessed = RoleGuesses.of(look.spread(), answers);
    Guess time = guessed.find(Role.TIME).orElseThrow(this::noTime);
    TimeUnit unit = TimeGuess.unit(time.column()).orElseThrow(() -> noTime(time.column()));
    TableLook whole = look.withNewest(database, time.column().name(), limit);
    notes.addAll(whole.notes());
    Traffic traffic =
        Traffic.of(time.column(), whole.newest(time.column().name()).orElse(time.column()))
            .orElseThrow(this::noTime);
    Optional<LabelsDraft> beside =
        labelTable.isEmpty() && isDoubtful(guessed, answers)
            ? likelyTable(whole, guessed, labelAnswers)
            : Optional.empty();
    // What was taken for the label then is an input like any other.
    Roles roles =
        beside.isPresent() || (labelTable.isPresent() && !answers.single().containsKey(Role.LABEL))
            ? RoleGuesses.of(look.spread(), answers.without(Role.LABEL))
            : guessed;
    Optional<LabelsDraft> labels = beside.or(() -> labels(whole, roles, labelTable, labelAnswers));
    ModelKind kind =
        ModelKind.of(
            roles.column(Role.SCORE).map(whole::all),
            roles.column(Role.OUTPUT).map(whole::all),
            labels.map(LabelsDraft::value).or(() -> roles.column(Role.LABEL)));
    List<Duration> windows = traffic.windows(time.column().type().name().equals("date"));
    FeatureGuesses guesses =
        new FeatureGuesses(answers, whole::all, slow(whole, time, unit, windows.get(0)));
    List<FeatureDraft> features = guesses.of(roles.others());
    SpecDraft draft =
        new SpecDraft(
            model,
            database.name(),
            look.table(),
            look.where(),
            look.rows(),
            versioned(roles, whole),
            unit,
            kind,
            labels,
            features,
            traffic,
            timesByVersion(roles, time, unit),
            windows,
            Optional.empty());
    if (draft.watched() == 0) {
      throw new UnusableTableException(
          "no column of "
              + look.table()
              + " looks like an input of the model: name one with --column NAME=numeric or"
              + " NAME=category");
    }
    return draft;
  }

  /** What is guessed to be the label by a name that inputs have, too, and without a time. */
  private static boolean isDoubtful(Roles roles, Answers answers) {
    return roles.column(Role.LABEL).filter(RoleGuesses::mayBeInput).isPresent()
        && roles.find(Role.LABEL_TIME).isEmpty()
        && !answers.single().containsKey(Role.LABEL);
  }

  /** The version is that of the newest rows, where these are known. */
  private static Roles versioned(Roles roles, TableLook whole) {
    Roles newest = new Roles(roles.single(), roles.others());
    roles
        .find(Role.VERSION)
        .ifPresent(
            guess ->
                whole
                    .newest(guess.column().name())
                    .filter(column -> column.present() > 0)
                    .ifPresent(
                        column ->
                            newest
                                .single()
                                .put(
                                    Role.VERSION,
                                    new Guess(column, guess.role(), guess.reason()))));
    return newest;
  }

  /** The times of the sample's rows by version, rising. */
  private static Map<String, List<Instant>> timesByVersion(Roles roles, Guess time, TimeUnit unit) {
    Map<String, List<Instant>> times = new TreeMap<>();
    roles
        .column(Role.VERSION)
        .ifPresent(
            version -> {
              for (int row = 0; row < version.values().size(); row++) {
                String name = version.values().get(row);
                String at = time.column().values().get(row);
                if (name != null && at != null) {
                  times
                      .computeIfAbsent(name, unused -> new ArrayList<>())
                      .add(Traffic.time(unit, at));
                }
              }
            });
    times.values().forEach(Collections::sort);
    return times;
  }

  private static FeatureGuesses.SlowColumns slow(
      TableLook whole, Guess time, TimeUnit unit, Duration window) {
    List<Instant> times =
        whole.newest(time.column().name()).stream()
            .flatMap(column -> column.values().stream())
            .filter(Objects::nonNull)
            .map(value -> Traffic.time(unit, value))
            .toList();
    return new FeatureGuesses.SlowColumns(whole.newest(), times, window);
  }

  private Optional<LabelsDraft> labels(
      TableLook whole, Roles roles, Optional<TableName> table, Answers answers) {
    LabelGuesses guesses = new LabelGuesses(database, limit);
    boolean answered = roles.find(Role.SCORE).isPresent() || roles.find(Role.OUTPUT).isPresent();
    Optional<LabelsDraft> labels;
    if (!answered) {
      if (table.isPresent() || roles.find(Role.LABEL).isPresent()) {
        notes.add(
            "labels are left out: no column looks like the model's answer, which they would judge;"
                + " name it with --column NAME=score or NAME=output");
      }
      return Optional.empty();
    }
    if (table.isPresent()) {
      labels = Optional.of(guesses.inTable(whole, roles, table.get(), answers));
    } else if (roles.find(Role.LABEL).isPresent()) {
      labels =
          roles
              .column(Role.LABEL)
              .map(
                  label ->
                      guesses.inLog(
                          whole,
                          label,
                          roles.find(Role.TIME).orElseThrow(),
                          roles.find(Role.LABEL_TIME)));
    } else {
      return likelyTable(whole, roles, answers);
    }
    notes.addAll(guesses.notes());
    return labels;
  }

  /** A table whose name says so, and whose ids are those of the log. */
  private Optional<LabelsDraft> likelyTable(TableLook whole, Roles roles, Answers answers) {
    if (roles.find(Role.ID).isEmpty()) {
      return Optional.empty();
    }
    try {
      for (TableName table :
          TableList.read(database, Deadline.after(limit)).stream()
              .filter(table -> LABEL_TABLES.matcher(table.toString()).find())
              .filter(table -> !table.equals(look.table()))
              .limit(MOST_LABEL_TABLES)
              .toList()) {
        LabelGuesses guesses = new LabelGuesses(database, limit);
        Optional<LabelsDraft> draft = attempt(guesses, whole, roles, table, answers);
        if (draft.isPresent() && guesses.notes().isEmpty()) {
          notes.add(
              "labels are taken to be in " + table + ", which has the ids of " + look.table());
          return draft;
        }
      }
    } catch (QueryFailedException e) {
      notes.add("no table of labels was looked for: " + e.reason());
    }
    return Optional.empty();
  }

  private static Optional<LabelsDraft> attempt(
      LabelGuesses guesses, TableLook whole, Roles roles, TableName table, Answers answers) {
    try {
      return Optional.of(guesses.inTable(whole, roles, table, answers));
    } catch (UnusableTableException | QueryFailedException e) {
      return Optional.empty();
    }
  }

  private UnusableTableException noTime() {
    return new UnusableTableException(
        "no column of "
            + look.table()
            + " says when a row happened: name one with --column NAME=time, or give the table one,"
            + " such as ALTER TABLE … ADD COLUMN predicted_at timestamptz DEFAULT now(). It has "
            + String.join(", ", columns()));
  }

  private UnusableTableException noTime(ColumnFacts column) {
    return new UnusableTableException(
        column.name()
            + " of "
            + look.table()
            + " is of type "
            + column.type().name()
            + " and holds no times that can be read: it must be a timestamp, a date, or a number"
            + " of seconds, milliseconds, microseconds or nanoseconds since 1970; a view may CAST"
            + " it");
  }
}
