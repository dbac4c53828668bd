package io.tidegauge.exporter.init;

import io.tidegauge.profile.ColumnType.Kind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Guesses which column has which role: by its type, by its values, and among those that these allow
 * by its name.
 */
final class RoleGuesses {
  /** Rows of so many versions at once are none: it is an id. */
  private static final int MOST_VERSIONS = 20;

  private static final int MOST_CLASSES = 50;

  /** Of ids nearly all differ; a few may come twice by mistake, which is worth an alert. */
  private static final double UNIQUE = 0.98;

  private static final double NEARLY_NONE = 0.01;

  private static final List<Pattern> VERSIONS =
      ColumnName.patterns(
          "^(model_?version(_?(id|name|tag))?|mdl_?(ver|version))$",
          "^(version|ver|model_?ver)$",
          "<version|variant|revision|release>",
          "^model(_?(id|name|tag|hash))?$");

  private static final List<Pattern> IDS =
      ColumnName.patterns(
          "^(request|prediction|inference|score|transaction|event|row|example|entity|record|case)_?(id|uuid|key|no|nr)$",
          "^(id|uuid|guid|uid|key|pk|row_?id|index|instant)$",
          "<id|uuid|guid|key|nr|no|number|ref>");

  private static final List<Pattern> LATENCIES =
      ColumnName.patterns(
          "<latency|elapsed|took|response_(time|ms|s)|(inference|predict|prediction)_(time|ms|s)>",
          "<(processing|serving|scoring)_(time|ms|s)|duration_(ms|us|ns)>");

  private static final List<Pattern> FAILURES =
      ColumnName.patterns("^((has_|is_)?(failed|error|errored)|failure|has_failure)$");

  private static final List<Pattern> SCORES =
      ColumnName.patterns(
          "^(score|probability|proba|prob|pred_?proba|y_?hat|y_?score|y_?pred|p_?hat)$",
          "<(prediction|risk|model|predicted|pred)_(score|value|probability|proba|prob)>",
          "^(prediction|predicted|pred|forecast|estimate|estimated|fitted)(_value)?$",
          "<score|proba|prob|probability|prediction|predicted|pred|forecast|likelihood>",
          "^(expected|estimated|projected)_|_(expected|estimated|projected)$",
          "^(confidence|output|p)$",
          "^p_\\w+$");

  static final List<Pattern> LABELS =
      ColumnName.patterns(
          "^(label|target|actual|actuals|truth|ground_truth|y_true|y|outcome|observed)(_value)?$",
          "<label|actual|truth|target|outcome|observed>",
          "^((is|was|has)_)?(fraud|fraudulent|churn|churned|default|defaulted|click|clicked|spam)$",
          "^((is|was|has)_)?(converted|repaid|purchased|bought|chargeback|delayed|subscribed)$");

  /** Names from this place on are words of a trade, which inputs have as often as labels. */
  private static final int WORDS_OF_A_TRADE = 2;

  private static final List<Pattern> LABEL_TIMES =
      ColumnName.patterns(
          "<(label|labell?ed|outcome|actual|target|truth)_(at|on|ts|time|timestamp|date)>",
          "<labell?ed|reported|observed|resolved|settled|closed|confirmed>");

  private static final List<Pattern> OUTPUTS =
      ColumnName.patterns(
          "^(decision|verdict|(predicted|pred|prediction)_(class|label|category|outcome))$",
          "^(prediction|predicted|pred|y_?pred|output|class_pred|recommendation|action)$",
          "<decision|predicted|prediction|verdict|approved>");

  /** Names of what the model says are no names of what really happened. */
  private static final Pattern SAID = Pattern.compile("pred|score|proba|y_?hat");

  private final Answers answers;
  private final List<ColumnFacts> free;
  private final Map<Role, Guess> found = new EnumMap<>(Role.class);

  private RoleGuesses(List<ColumnFacts> columns, Answers answers) {
    this.answers = answers;
    this.free = new ArrayList<>(columns);
  }

  /** The roles of these columns: what is known of them, and what can be guessed of the others. */
  static Roles of(List<ColumnFacts> columns, Answers answers) {
    RoleGuesses guesses = new RoleGuesses(columns, answers);
    guesses.take();
    return new Roles(guesses.found, guesses.free);
  }

  private void take() {
    answers.single().forEach((role, column) -> column.ifPresent(name -> known(role, name)));
    set(Role.TIME, TimeGuess.best(guessable(Role.TIME, column -> true)));
    set(
        Role.VERSION,
        VERSIONS,
        column ->
            column.kind() != Kind.TIME
                && column.missing() <= NEARLY_NONE
                && column.distinct() > 0
                && column.distinct() <= MOST_VERSIONS,
        "few values, and the name");
    set(Role.ID, IDS, this::identifies, "no value comes twice, and the name");
    set(
        Role.LATENCY,
        LATENCIES,
        column -> column.kind() == Kind.NUMBER && column.isNumeric() && column.least() >= 0,
        "a number that is never below 0, and the name");
    set(Role.FAILED, FAILURES, ColumnFacts::isFlag, "yes or no, and the name");
    set(Role.LABEL_TIME, LABEL_TIMES, TimeGuess::canBe, "a time, and the name");
    set(
        Role.LABEL,
        LABELS,
        column ->
            column.kind() != Kind.TIME
                && column.present() > 0
                && !SAID.matcher(ColumnName.snake(column.name())).find()
                && (column.isNumeric() || column.distinct() <= MOST_CLASSES),
        "the name");
    set(
        Role.SCORE,
        SCORES,
        column ->
            column.kind() == Kind.NUMBER
                && column.isNumeric()
                && !column.isFlag()
                && (column.isShare() || rank(column, SCORES) < SCORES.size() - 1),
        "a number, and the name");
    set(
        Role.OUTPUT,
        OUTPUTS,
        column ->
            column.kind() != Kind.TIME
                && column.distinct() > 0
                && column.distinct() <= MOST_CLASSES
                && (column.kind() != Kind.NUMBER || column.isWhole()),
        "few values, and the name");
  }

  private void known(Role role, String name) {
    free.stream()
        .filter(column -> column.name().equals(name))
        .findFirst()
        .ifPresent(column -> set(role, Optional.of(new Guess(column, role, ""))));
  }

  private void set(Role role, List<Pattern> names, Predicate<ColumnFacts> allowed, String reason) {
    set(
        role,
        guessable(role, allowed).stream()
            .filter(column -> ColumnName.rank(column.name(), names).isPresent())
            .min(Comparator.comparingInt(column -> rank(column, names)))
            .map(column -> new Guess(column, role, reason)));
  }

  /** Whether a column is called like something that many models foretell, and others are told. */
  static boolean mayBeInput(ColumnFacts label) {
    return rank(label, LABELS) >= WORDS_OF_A_TRADE;
  }

  private static int rank(ColumnFacts column, List<Pattern> names) {
    OptionalInt rank = ColumnName.rank(column.name(), names);
    return rank.orElse(names.size());
  }

  private void set(Role role, Optional<Guess> guess) {
    if (!found.containsKey(role) && guess.isPresent()) {
      found.put(role, guess.get());
      String taken = guess.get().column().name();
      free.removeIf(column -> column.name().equals(taken));
    }
  }

  /** The columns that may have a role of which nobody has said anything. */
  private List<ColumnFacts> guessable(Role role, Predicate<ColumnFacts> allowed) {
    return answers.single().containsKey(role)
        ? List.of()
        : free.stream().filter(column -> !answers.speakOf(column.name())).filter(allowed).toList();
  }

  /** A shadow answers the same request: what differs is the pair of id and version. */
  private boolean identifies(ColumnFacts column) {
    boolean written =
        column.kind() == Kind.TEXT
            || column.type().name().equals("uuid")
            || (column.kind() == Kind.NUMBER && column.isWhole());
    if (!written || column.present() == 0 || column.missing() > NEARLY_NONE) {
      return false;
    }
    Guess version = found.get(Role.VERSION);
    return column.distinctShare() >= UNIQUE
        || (version != null && column.distinctShareWith(version.column()) >= UNIQUE);
  }
}
