package io.tidegauge.exporter.init;

import io.tidegauge.profile.ColumnType.Kind;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Guesses which column says when a row happened, and how it holds a time. */
final class TimeGuess {
  private static final List<Pattern> NAMES =
      ColumnName.patterns(
          "<(predict(ed|ion)?|scor(ed|ing)|infer(red|ence)|serv(ed|ing)|request(ed)?)_(at|on|ts|time|timestamp|datetime|date)>",
          "^(ts|time|timestamp|event_(time|ts|timestamp)|datetime|date_time|at|occurred_at|when)$",
          "<logged|created|inserted|received|recorded|ingested>",
          "<ts|time|timestamp|at|datetime|date|day|epoch|utc|ms>");

  /** What happens to a row later, or happened to a person long before. */
  private static final List<Pattern> OTHER_TIMES =
      ColumnName.patterns(
          "<label|labell?ed|outcome|actual|reported|updated|modified|deleted|birth|born|dob|birthday>",
          "<expir\\w*|trained|deployed|due|resolved|settled|closed|hire\\w*|join\\w*|start|end>");

  private static final double FIRST = Instant.parse("2000-01-01T00:00:00Z").getEpochSecond();
  private static final double LAST = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
  private static final double NEARLY_NONE = 0.01;

  private TimeGuess() {}

  static Optional<Guess> best(List<ColumnFacts> columns) {
    return columns.stream()
        .filter(TimeGuess::canBe)
        .min(Comparator.comparingInt(TimeGuess::doubt))
        .map(column -> new Guess(column, Role.TIME, reason(column)));
  }

  /** Whether the column holds times, as far as values and name tell. */
  static boolean canBe(ColumnFacts column) {
    return column.kind() == Kind.TIME
        || (unit(column).isPresent() && ColumnName.rank(column.name(), NAMES).isPresent());
  }

  /** How the column holds a time, if it can. */
  static Optional<TimeUnit> unit(ColumnFacts column) {
    if (column.kind() == Kind.TIME) {
      return Optional.of(TimeUnit.TIMESTAMP);
    }
    if (column.kind() != Kind.NUMBER || !column.isNumeric()) {
      return Optional.empty();
    }
    double perSecond = 1;
    for (TimeUnit unit :
        List.of(TimeUnit.EPOCH_S, TimeUnit.EPOCH_MS, TimeUnit.EPOCH_US, TimeUnit.EPOCH_NS)) {
      if (column.least() >= FIRST * perSecond && column.greatest() < LAST * perSecond) {
        return Optional.of(unit);
      }
      perSecond *= 1000;
    }
    return Optional.empty();
  }

  private static int doubt(ColumnFacts column) {
    int doubt = ColumnName.rank(column.name(), NAMES).orElse(NAMES.size());
    if (ColumnName.rank(column.name(), OTHER_TIMES).isPresent()) {
      doubt += 10;
    }
    if (column.missing() > NEARLY_NONE) {
      doubt += 20;
    }
    if (column.type().name().equals("date")) {
      doubt += 3;
    }
    return column.kind() == Kind.TIME ? doubt : doubt + 1;
  }

  private static String reason(ColumnFacts column) {
    String type =
        column.kind() == Kind.TIME
            ? "a " + column.type().name()
            : "a number of the size of seconds since 1970, or parts of them";
    return column.missing() == 0 ? type + " that is never missing" : type;
  }
}
