package io.tidegauge.exporter.init;

import io.tidegauge.profile.ColumnType.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Guesses what columns are to the model that have no role of their own. */
final class FeatureGuesses {
  private static final List<Pattern> KEYS = ColumnName.patterns("<id|uuid|guid|key|hash|token>");

  private static final List<Pattern> CODES =
      ColumnName.patterns(
          "<type|code|class|kind|category|group|segment|channel|status|level|grade|cluster|band>",
          "<weekday|day_of_week|month|season|hour|flag|is|has|weather\\w*|country|region>");

  private static final List<Pattern> ANSWERS =
      ColumnName.patterns("<prediction|predicted|pred|score|proba|prob|y_?hat|decision>");

  private static final List<Pattern> TRUTHS =
      ColumnName.patterns("<label|labell?ed|actual|truth|target|outcome|y_true>");

  private static final List<Pattern> WEIGHTS =
      ColumnName.patterns("<(sampling|sample|inverse_probability)_(weight|rate)>");

  private static final int MOST_CODES = 12;

  /** From this share of distinct values on a text is an id, or written by hand. */
  private static final double FREE = 0.5;

  private static final int MANY = 200;

  private final Answers answers;
  private final UnaryOperator<ColumnFacts> withNewest;
  private final SlowColumns slow;
  private final Set<String> names = new LinkedHashSet<>();

  /**
   * Guesses for columns of a sample of the whole table.
   *
   * @param withNewest adds what the newest rows say of a column
   * @param slow tells which columns say the same for long
   */
  FeatureGuesses(Answers answers, UnaryOperator<ColumnFacts> withNewest, SlowColumns slow) {
    this.answers = answers;
    this.withNewest = withNewest;
    this.slow = slow;
  }

  List<FeatureDraft> of(List<ColumnFacts> columns) {
    List<FeatureDraft> drafts = new ArrayList<>();
    columns.forEach(column -> drafts.add(draft(column)));
    return drafts;
  }

  private FeatureDraft draft(ColumnFacts column) {
    Optional<Role> known = Optional.ofNullable(answers.others().get(column.name()));
    Optional<String> no =
        known.isPresent() ? Optional.empty() : unfit(column).or(() -> noInput(column));
    if (known.equals(Optional.of(Role.IGNORE))) {
      return FeatureDraft.leftOut(column, "as you said");
    }
    return no.map(reason -> FeatureDraft.leftOut(column, reason))
        .orElseGet(() -> feature(column, known));
  }

  /** Why nothing can be measured of it. */
  private static Optional<String> unfit(ColumnFacts column) {
    if (column.kind() == Kind.OTHER) {
      return Optional.of(
          "of type "
              + column.type().name()
              + ": a feature made of it is an expression, such as {type: numeric, expr: \"…\"}");
    }
    if (column.kind() == Kind.TIME) {
      return Optional.of("a time; the time since then would be an expression");
    }
    if (column.present() == 0) {
      return Optional.of("no row of the sample has a value");
    }
    return column.isConstant()
        ? Optional.of("constant: one value in all " + column.present() + " rows of the sample")
        : Optional.empty();
  }

  /** Why it is none of the model's inputs. */
  private static Optional<String> noInput(ColumnFacts column) {
    if (PersonalData.identifies(column)) {
      return Optional.of("tells persons apart, and is no feature");
    }
    if (is(column, WEIGHTS)) {
      return Optional.of(
          "by its name a sampling weight: if the log is a sample, name it in predictions.weight");
    }
    if (is(column, ANSWERS)) {
      return Optional.of("by its name something that the model says, and no input");
    }
    if (is(column, TRUTHS)) {
      return Optional.of("by its name what really happened, and no input");
    }
    boolean key = is(column, KEYS) && (column.isWhole() || column.kind() == Kind.TEXT);
    if (key && column.distinct() > ColumnFacts.FEW) {
      return Optional.of("an id, by its name and " + column.distinct() + " different values");
    }
    boolean free =
        column.kind() == Kind.TEXT
            && !column.isNumeric()
            && column.distinct() > MANY
            && column.distinctShare() > FREE;
    return free
        ? Optional.of("nearly every row has a text of its own: an id, or written by hand")
        : Optional.empty();
  }

  private static boolean is(ColumnFacts column, List<Pattern> patterns) {
    return ColumnName.rank(column.name(), patterns).isPresent();
  }

  private FeatureDraft feature(ColumnFacts spread, Optional<Role> known) {
    ColumnFacts all = withNewest.apply(spread);
    boolean numeric =
        known.filter(role -> role != Role.PERSONAL).map(Role.NUMERIC::equals).orElse(isNumber(all));
    boolean personal =
        known.map(Role.PERSONAL::equals).orElseGet(() -> PersonalData.describes(all));
    String name = name(spread.name());
    FeatureEntry entry =
        new FeatureEntry(spread, all, name, numeric, personal, slow.has(all.name()));
    return new FeatureDraft(spread.name(), name, entry.text(), entry.reason());
  }

  /** A few whole numbers with the name of a code are names, as 0 and 1 are. */
  private static boolean isNumber(ColumnFacts column) {
    return column.isNumeric()
        && !column.isFlag()
        && (column.kind() == Kind.NUMBER || column.distinct() > ColumnFacts.FEW)
        && !(column.isWhole() && column.distinct() <= MOST_CODES && is(column, CODES));
  }

  /** The column's own name where it is one of a feature; else what letters it has. */
  private String name(String column) {
    String name =
        column.matches("[A-Za-z_][A-Za-z0-9_.-]{0,127}")
            ? column
            : ColumnName.snake(column).replaceAll("[^a-z0-9_]", "_");
    name = name.matches("[A-Za-z_].*") ? name : "f_" + name;
    String free = name.substring(0, Math.min(name.length(), 120));
    for (int i = 2; !names.add(free); i++) {
      free = name.substring(0, Math.min(name.length(), 120)) + "_" + i;
    }
    return free;
  }

  /**
   * Which columns say the same for as long as a window, as a day of the week does.
   *
   * @param window the shortest window
   */
  record SlowColumns(List<ColumnFacts> newest, List<Instant> times, Duration window) {
    /** With fewer rows no alert says that a column is constant. */
    private static final int MANY_ROWS = 100;

    SlowColumns {
      newest = List.copyOf(newest);
      times = List.copyOf(times);
    }

    boolean has(String name) {
      return newest.stream()
          .filter(column -> column.name().equals(name))
          .anyMatch(column -> longestRun(column).compareTo(window) >= 0);
    }

    /** For how long at the most many rows had one and the same value; the newest is the first. */
    private Duration longestRun(ColumnFacts column) {
      Duration longest = Duration.ZERO;
      int rows = Math.min(times.size(), column.values().size());
      for (int start = 0, i = 1; i < rows; i++) {
        if (Objects.equals(column.values().get(i), column.values().get(start))) {
          Duration run = Duration.between(times.get(i), times.get(start));
          longest = i - start >= MANY_ROWS && run.compareTo(longest) > 0 ? run : longest;
        } else {
          start = i;
        }
      }
      return longest;
    }
  }
}
