package io.tidegauge.exporter.explain;

import io.tidegauge.alert.Judgement;
import io.tidegauge.counts.Cell;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.collect.Era;
import io.tidegauge.exporter.collect.RowsFailure;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Monitor.Input;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.spec.DatabaseConfig;
import io.tidegauge.spec.LabelsSpec;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.TrainingSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds the numbers behind an alert of a model. */
public final class Explaining {
  /** At so many times it is looked whether the alert was due already. */
  private static final int STEPS = 48;

  private static final Duration SHORTEST = Duration.ofHours(6);
  private static final Duration LONGEST = Duration.ofDays(60);

  /** More categories than these make no statement that anyone reads. */
  private static final int MOST_CATEGORIES = 100;

  private final ModelSpec spec;
  private final Path folder;
  private final List<DatabaseConfig> databases;
  private final Duration limit;

  /**
   * Explains alerts of a model.
   *
   * @param folder the spec's folder, to which its profiles are relative
   * @param databases that of the model
   * @param limit how long each reading may take
   */
  public Explaining(ModelSpec spec, Path folder, List<DatabaseConfig> databases, Duration limit) {
    this.spec = spec;
    this.folder = folder;
    this.databases = List.copyOf(databases);
    this.limit = limit;
  }

  /**
   * Explains.
   *
   * @param at the moment at which it is looked
   * @param back how far it is looked back for when it began; where nothing is said, twice the
   *     alert's window, at least six hours and at most 60 days
   * @throws IllegalArgumentException if the model has no such alert
   */
  public Explanation of(AlertLabels wanted, Instant at, Optional<Duration> back) {
    AlertChoice choice = AlertChoice.of(spec, wanted);
    boolean past = Era.PAST.knows(choice.monitor().input());
    Duration step = step(back.orElseGet(() -> usualBack(choice)));
    List<Instant> times =
        past
            ? IntStream.rangeClosed(0, STEPS)
                .mapToObj(i -> at.minus(step.multipliedBy(STEPS - i)))
                .toList()
            : List.of(at);
    AlertWalk walk = AlertWalk.of(spec, folder, databases, choice.alert(), times, past, limit);
    SortedMap<String, String> told = new TreeMap<>(wanted.labels());
    told.keySet().retainAll(choice.alert().condition().labels());
    told.remove("model");
    List<Judgement> meant = meant(walk, at, told);
    Optional<Since> since =
        past && walk.last().failure().isEmpty()
            ? Optional.of(Since.of(due(walk, meant.isEmpty() ? told : meant.get(0).labels()), step))
            : Optional.empty();
    return explanation(choice, at, walk, told, meant, since);
  }

  /**
   * The longest window that the alert may look at: which it is, is known only with the profiles.
   */
  private Duration usualBack(AlertChoice choice) {
    Duration window = choice.alert().settings().window().orElse(spec.longestWindow());
    Duration twice = window.multipliedBy(2);
    Duration least = twice.compareTo(SHORTEST) < 0 ? SHORTEST : twice;
    return least.compareTo(LONGEST) > 0 ? LONGEST : least;
  }

  private Duration step(Duration back) {
    Duration even = Duration.ofSeconds(Math.max(1, back.toSeconds() / STEPS));
    return even.compareTo(spec.bucket()) < 0 ? spec.bucket() : even;
  }

  private static List<Judgement> meant(AlertWalk walk, Instant at, Map<String, String> told) {
    return walk.judged().getOrDefault(at, List.of()).stream()
        .filter(judged -> judged.labels().entrySet().containsAll(told.entrySet()))
        .sorted(
            Comparator.comparing((Judgement judged) -> !judged.isDue())
                .thenComparing(judged -> !judged.pastLimit())
                .thenComparing(
                    Comparator.comparingDouble(
                            (Judgement judged) -> Math.abs(judged.value() - judged.limit()))
                        .reversed()))
        .toList();
  }

  private static Map<Instant, Boolean> due(AlertWalk walk, Map<String, String> labels) {
    Map<Instant, Boolean> due = new LinkedHashMap<>();
    walk.judged()
        .forEach(
            (time, judged) ->
                due.put(
                    time,
                    judged.stream()
                        .filter(Judgement::isDue)
                        .anyMatch(one -> one.labels().entrySet().containsAll(labels.entrySet()))));
    return due;
  }

  private Explanation explanation(
      AlertChoice choice,
      Instant at,
      AlertWalk walk,
      Map<String, String> told,
      List<Judgement> meant,
      Optional<Since> since) {
    Map<String, String> labels = meant.isEmpty() ? told : meant.get(0).labels();
    Observation known = walk.last().known();
    boolean windowed = choice.alert().condition().reading().labels().contains("window");
    Duration length = windowed ? known.window(choice.alert().settings()) : spec.longestWindow();
    Instant end = at.minus(matureAfter(choice.monitor().input()));
    Optional<WindowCounts> window =
        choice.monitor().input() == Input.ROWS ? window(known, labels, length) : Optional.empty();
    Instant from = window.map(WindowCounts::from).orElse(end.minus(length));
    Instant to = window.map(WindowCounts::to).orElse(end);
    Optional<WatchedColumn> column = column(known, labels);
    return new Explanation(
        spec.name(),
        choice.alert(),
        at,
        walk.last().failure().isEmpty(),
        meant,
        meant.isEmpty() ? whyNone(choice, walk, at) : List.of(),
        windowed ? Optional.of(from) : Optional.empty(),
        windowed ? Optional.of(to) : Optional.empty(),
        since,
        column.flatMap(one -> window.map(counts -> ColumnFigures.of(known, one, counts))),
        isOfRows(choice.monitor().input())
            ? new RowsQuery(spec)
                .of(
                    choice.alert().name(),
                    labels,
                    from,
                    to,
                    known(known, labels, column),
                    choice.monitor().input() == Input.LABELS)
            : "");
  }

  private static boolean isOfRows(Input input) {
    return switch (input) {
      case SPEC, ROWS, PAIRS, LABELS -> true;
      case LIFECYCLE, UPSTREAM, TRAINING_LOG, KPIS -> false;
    };
  }

  private Duration matureAfter(Input input) {
    return switch (input) {
      case LABELS -> spec.labels().map(LabelsSpec::matureAfter).orElse(Duration.ZERO);
      case PAIRS -> spec.training().map(TrainingSpec::matureAfter).orElse(Duration.ZERO);
      case SPEC, ROWS, LIFECYCLE, UPSTREAM, TRAINING_LOG, KPIS -> Duration.ZERO;
    };
  }

  private static Optional<WindowCounts> window(
      Observation known, Map<String, String> labels, Duration length) {
    return known.windows().stream()
        .filter(window -> window.length().equals(length))
        .filter(window -> window.cell().version().equals(labels.get("version")))
        .filter(window -> window.cell().slice().equals(labels.getOrDefault("slice", Cell.ALL)))
        .findFirst();
  }

  private static Optional<WatchedColumn> column(Observation known, Map<String, String> labels) {
    String name = labels.getOrDefault("feature", labels.getOrDefault("output", ""));
    Role[] roles =
        labels.containsKey("feature")
            ? new Role[] {Role.FEATURE}
            : new Role[] {Role.SCORE, Role.OUTPUT};
    return Stream.of(roles)
        .flatMap(role -> known.columns(role).stream())
        .filter(column -> column.name().equals(name))
        .findFirst();
  }

  /** The categories of the reference that may be shown. */
  private static List<String> known(
      Observation known, Map<String, String> labels, Optional<WatchedColumn> column) {
    if (column.isEmpty() || column.get().personal()) {
      return List.of();
    }
    List<String> categories =
        column.get().values().isEmpty()
            ? known
                .profile(labels.getOrDefault("version", ""))
                .flatMap(profile -> profile.column(column.get()))
                .map(ColumnProfile::categories)
                .orElseGet(List::of)
            : column.get().values();
    return categories.size() > MOST_CATEGORIES ? List.of() : categories;
  }

  /** Why there is no reading that the labels mean. */
  private List<String> whyNone(AlertChoice choice, AlertWalk walk, Instant at) {
    List<String> why = new ArrayList<>(walk.notReady());
    Collected last = walk.last();
    last.failure().map(RowsFailure::text).ifPresent(text -> why.add("no rows: " + text));
    if (choice.alert().condition() instanceof Condition.Absent) {
      why.add("it is due when Prometheus has no readings of the model: is the exporter scraped?");
    }
    last.statuses().stream()
        .filter(
            status ->
                status.collector().equals(choice.monitor().name())
                    || (!status.success() && choice.monitor().input() == Input.SPEC))
        .forEach(
            status ->
                status
                    .absent()
                    .forEach(
                        (reason, count) ->
                            why.add(
                                status.collector()
                                    + ": "
                                    + count
                                    + " readings absent: "
                                    + reason.label().replace('_', ' '))));
    List<Judgement> all = walk.judged().getOrDefault(at, List.of());
    if (!all.isEmpty()) {
      why.add(
          "there are readings of "
              + String.join(
                  "; ", all.stream().limit(10).map(judged -> telling(judged.labels())).toList()));
    }
    if (why.isEmpty()) {
      why.add("nothing is known that it could be judged by");
    }
    return why;
  }

  /** Labels as words, without the model. */
  static String telling(Map<String, String> labels) {
    return String.join(
        " ",
        labels.entrySet().stream()
            .filter(label -> !label.getKey().equals("model"))
            .map(label -> label.getKey() + "=" + label.getValue())
            .toList());
  }
}
