package io.tidegauge.exporter.init;

import io.tidegauge.exporter.health.Wording;
import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.source.Database;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.LabelDelays;
import io.tidegauge.source.QueryFailedException;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Guesses where the labels of a model are, and after how long they have come. */
final class LabelGuesses {
  private static final List<Pattern> IDS =
      ColumnName.patterns(
          "<(request|prediction|inference|transaction|event)_?id>", "<id|uuid|key>");

  private static final Duration USUAL = Duration.ofDays(7);
  private static final double NEARLY_ALL = 0.99;
  private static final int ROWS = 2000;

  private final Database database;
  private final Duration limit;
  private final List<String> notes = new ArrayList<>();

  LabelGuesses(Database database, Duration limit) {
    this.database = database;
    this.limit = limit;
  }

  /** What could not be found out. */
  List<String> notes() {
    return List.copyOf(notes);
  }

  /** The labels in a column of the log. */
  LabelsDraft inLog(TableLook log, ColumnFacts label, Guess time, Optional<Guess> labelTime) {
    Optional<ColumnFacts> came = labelTime.map(Guess::column);
    if (came.isPresent()) {
      List<Double> delays = delays(time.column(), came.get());
      return draft(Optional.empty(), Optional.empty(), label, came, delays);
    }
    boolean atOnce = log.newest(label.name()).filter(newest -> newest.missing() == 0).isPresent();
    return new LabelsDraft(
        Optional.empty(),
        Optional.empty(),
        label,
        Optional.empty(),
        TimeUnit.TIMESTAMP,
        atOnce ? Duration.ZERO : USUAL,
        atOnce
            ? "guessed: the newest rows have one already"
            : "not known: after how long has nearly every row its label?");
  }

  private static List<Double> delays(ColumnFacts made, ColumnFacts came) {
    List<Double> delays = new ArrayList<>();
    TimeUnit madeIn = TimeGuess.unit(made).orElse(TimeUnit.TIMESTAMP);
    TimeUnit cameIn = TimeGuess.unit(came).orElse(TimeUnit.TIMESTAMP);
    for (int row = 0; row < made.values().size(); row++) {
      String from = made.values().get(row);
      String to = came.values().get(row);
      if (from != null && to != null) {
        Instant begin = Traffic.time(madeIn, from);
        delays.add(Duration.between(begin, Traffic.time(cameIn, to)).toMillis() / 1e3);
      }
    }
    return delays;
  }

  /**
   * The labels in a table of their own.
   *
   * @param wanted the columns that are known, by their roles: id, label and label time
   * @throws UnusableTableException if it has no columns that could be id, label and time
   */
  LabelsDraft inTable(TableLook log, Roles roles, TableName table, Answers wanted) {
    Guess logId =
        roles
            .find(Role.ID)
            .orElseThrow(
                () ->
                    new UnusableTableException(
                        "labels of another table are joined by id, and no column of "
                            + log.table()
                            + " looks like one: name it with --column NAME=id"));
    Guess logTime = roles.find(Role.TIME).orElseThrow();
    List<ColumnFacts> columns =
        new ArrayList<>(TableLook.of(database, table, Optional.empty(), limit).spread());
    ColumnFacts id =
        take(
            columns,
            wanted,
            Role.ID,
            table,
            meeting(columns, logId.column()).orElse(logId.column().name()),
            IDS,
            column -> true);
    Optional<String> timeName =
        wanted
            .single()
            .getOrDefault(Role.LABEL_TIME, Optional.empty())
            .or(() -> TimeGuess.best(columns).map(guess -> guess.column().name()));
    ColumnFacts time =
        take(
            columns,
            wanted,
            Role.LABEL_TIME,
            table,
            timeName.orElse(""),
            List.of(),
            TimeGuess::canBe);
    ColumnFacts value =
        take(
            columns,
            wanted,
            Role.LABEL,
            table,
            "",
            RoleGuesses.LABELS,
            column -> column.kind() != Kind.TIME && !PersonalData.identifies(column));
    return draft(
        Optional.of(table),
        Optional.of(id.name()),
        value,
        Optional.of(time),
        delays(log, logId, logTime, table, id, time));
  }

  /** The column that has most of the log's ids, as far as the two samples meet. */
  private static Optional<String> meeting(List<ColumnFacts> columns, ColumnFacts ids) {
    return columns.stream()
        .filter(column -> column.kind() != Kind.TIME && column.distinct() > ColumnFacts.FEW)
        .filter(column -> common(column, ids) > 0)
        .max(Comparator.comparingLong(column -> common(column, ids)))
        .map(ColumnFacts::name);
  }

  private static long common(ColumnFacts one, ColumnFacts other) {
    return one.frequencies().keySet().stream().filter(other.frequencies()::containsKey).count();
  }

  /**
   * Takes the column that is named, or that has this name, or the best name, or is the only one.
   */
  private static ColumnFacts take(
      List<ColumnFacts> columns,
      Answers wanted,
      Role role,
      TableName table,
      String likely,
      List<Pattern> names,
      java.util.function.Predicate<ColumnFacts> allowed) {
    Optional<String> named = wanted.single().getOrDefault(role, Optional.empty());
    List<ColumnFacts> possible = columns.stream().filter(allowed).toList();
    Optional<ColumnFacts> found =
        named.isPresent()
            ? columns.stream().filter(column -> column.name().equals(named.get())).findFirst()
            : possible.stream()
                .filter(column -> column.name().equals(likely))
                .findFirst()
                .or(
                    () ->
                        possible.stream()
                            .filter(column -> ColumnName.rank(column.name(), names).isPresent())
                            .min(
                                Comparator.comparingInt(
                                    column -> ColumnName.rank(column.name(), names).orElseThrow())))
                .or(() -> possible.stream().filter(column -> possible.size() == 1).findFirst());
    ColumnFacts column =
        found.orElseThrow(
            () ->
                new UnusableTableException(
                    "no column of "
                        + table
                        + " is known to be the "
                        + role.word().replace('-', ' ')
                        + " of labels: name it with --label-column NAME="
                        + role.word()
                        + "; there are "
                        + String.join(", ", columns.stream().map(ColumnFacts::name).toList())));
    columns.removeIf(other -> other.name().equals(column.name()));
    return column;
  }

  private List<Double> delays(
      TableLook log,
      Guess logId,
      Guess logTime,
      TableName table,
      ColumnFacts id,
      ColumnFacts time) {
    try {
      List<Double> delays =
          new LabelDelays(
                  database, log.table(), logId.column().name(), timeColumn(logTime.column()))
              .read(table, id.name(), timeColumn(time), ROWS, Deadline.after(limit));
      if (delays.isEmpty()) {
        notes.add(
            "no "
                + id.name()
                + " of a sample of "
                + table
                + " is a "
                + logId.column().name()
                + " of "
                + log.table()
                + ": are these the same ids?");
      }
      return delays;
    } catch (QueryFailedException e) {
      notes.add("how long labels take is not known: " + e.reason());
      return List.of();
    }
  }

  private static TimeColumn timeColumn(ColumnFacts column) {
    TimeUnit unit = TimeGuess.unit(column).orElse(TimeUnit.TIMESTAMP);
    return new TimeColumn(column.name(), unit, ZoneOffset.UTC, Optional.empty());
  }

  private static LabelsDraft draft(
      Optional<TableName> table,
      Optional<String> id,
      ColumnFacts value,
      Optional<ColumnFacts> time,
      List<Double> delays) {
    List<Double> sorted = delays.stream().sorted().toList();
    int last = (int) Math.floor(NEARLY_ALL * (sorted.size() - 1));
    Optional<Duration> late =
        sorted.isEmpty()
            ? Optional.empty()
            : Optional.of(Duration.ofMillis((long) Math.max(0, sorted.get(last) * 1e3)));
    return new LabelsDraft(
        table,
        id,
        value,
        time.map(ColumnFacts::name),
        time.flatMap(TimeGuess::unit).orElse(TimeUnit.TIMESTAMP),
        late.map(RoundNumbers::up).orElse(USUAL),
        late.map(length -> "guessed: 99 of 100 labels came within " + Wording.duration(length))
            .orElse("not known: after how long has nearly every prediction its label?"));
  }
}
