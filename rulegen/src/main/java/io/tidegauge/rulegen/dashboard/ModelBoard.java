package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.ExporterPanels;
import io.tidegauge.monitor.FeatureInvariants;
import io.tidegauge.monitor.Identity;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.PanelDefinition;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.monitor.Volume;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.dashboard.Panel.Section;
import io.tidegauge.rulegen.dashboard.Panel.State;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The dashboard of a model: what its alerts look at, with their limits. */
public final class ModelBoard {
  private static final String ANY = ".+";

  private static final Duration SHORTEST_LOOK = Duration.ofMinutes(30);
  private static final Duration LONGEST_LOOK = Duration.ofDays(14);
  private static final Duration LIVE = Duration.ofMinutes(30);

  private final ModelSpec spec;
  private final List<AlertRule> rules;
  private final Scope scope = this::choose;

  private ModelBoard(ModelSpec spec, List<AlertRule> rules) {
    this.spec = spec;
    this.rules = rules;
  }

  /**
   * The dashboard of a model.
   *
   * @param rules those of the model
   * @param mark what the file says of itself
   */
  public static Board of(ModelSpec spec, List<AlertRule> rules, List<String> mark) {
    return new ModelBoard(spec, rules).board(mark);
  }

  private Board board(List<String> mark) {
    List<String> description = new ArrayList<>();
    spec.description().ifPresent(description::add);
    description.addAll(mark);
    ObjectNode fleet = Board.link("Fleet", "link");
    fleet.put("url", "/d/" + BoardUid.FLEET + "?${datasource:queryparam}");
    return new Board(
        BoardUid.of(spec.name()),
        "Tidegauge / " + spec.name(),
        String.join("\n", description),
        List.of(Board.TAG, Board.MODEL_TAG),
        fleet,
        Windows.label(look()),
        spec.windows().get(0).compareTo(LIVE) < 0 ? "10s" : "1m",
        variables(),
        alerts().firing(),
        sections());
  }

  /** Twice the longest window shows what it was before; much more Prometheus seldom keeps. */
  private Duration look() {
    Duration look = spec.longestWindow().multipliedBy(2);
    if (look.compareTo(SHORTEST_LOOK) < 0) {
      return SHORTEST_LOOK;
    }
    return look.compareTo(LONGEST_LOOK) > 0 ? LONGEST_LOOK : look;
  }

  private AlertSeries alerts() {
    return AlertSeries.of(spec.name(), spec.database());
  }

  private Selector choose(Selector selector, String label) {
    return switch (label) {
      case "model" -> selector.with(label, spec.name());
      case "version", "feature" -> selector.withVariable(label, label);
      case "window" -> selector.withChoice(label, label);
      case "slice" ->
          isSliced() ? selector.withChoice(label, label) : selector.with(label, Cell.ALL);
      default -> selector;
    };
  }

  private boolean isSliced() {
    return !spec.predictions().slices().isEmpty();
  }

  private List<Variable> variables() {
    Selector model = ofModel(Identity.MODEL);
    Selector rows = ofModel(Volume.ROWS).ofChosenTargets();
    List<Variable> variables = new ArrayList<>();
    variables.add(Variable.datasource());
    variables.add(Variable.all("job", model, ANY));
    variables.add(Variable.all("instance", model.ofChosenJobs(), ANY));
    variables.add(Variable.all("version", rows, ANY));
    variables.add(
        Variable.of("window", spec.windows().stream().map(Windows::label).toList(), usualWindow()));
    if (isSliced()) {
      variables.add(Variable.one("slice", rows, Cell.ALL));
    }
    variables.add(
        Variable.all("feature", ofModel(FeatureInvariants.MISSING_RATIO).ofChosenTargets(), ANY));
    return variables;
  }

  private Selector ofModel(MetricDefinition metric) {
    return Selector.of(metric).with("model", spec.name());
  }

  /** The window that most of the model's alerts look at; of several, the shortest. */
  private String usualWindow() {
    Map<String, Integer> uses = new TreeMap<>();
    rules.stream()
        .flatMap(rule -> rule.clauses().stream())
        .map(Clause::window)
        .flatMap(Optional::stream)
        .forEach(window -> uses.merge(window, 1, Integer::sum));
    List<String> windows = spec.windows().stream().map(Windows::label).toList();
    int most = uses.isEmpty() ? 0 : Collections.max(uses.values());
    return windows.stream()
        .filter(window -> uses.getOrDefault(window, 0) == most)
        .findFirst()
        .orElseThrow();
  }

  private List<Section> sections() {
    PanelQueries queries =
        new PanelQueries(
            scope,
            definitions(),
            Stream.concat(rules.stream(), AlertRule.ofExporter().stream()).toList());
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Alerts", List.of(firing(), alertStates())));
    if (!spec.objectives().isEmpty()) {
      sections.add(new Section("Objectives", ObjectivePanels.of(spec)));
    }
    spec.serving()
        .ifPresent(serving -> sections.add(new Section("Serving", ServingPanels.of(serving))));
    for (Monitor monitor : Monitor.ALL) {
      List<PanelDefinition> panels = monitor.fits(spec) ? monitor.panels(spec) : List.of();
      if (!panels.isEmpty()) {
        sections.add(
            new Section(Variable.title(monitor.name()), panels.stream().map(queries::of).toList()));
      }
    }
    sections.add(
        new Section("Exporter", ExporterPanels.of(spec).stream().map(queries::of).toList()));
    return sections;
  }

  private Panel firing() {
    return new Panel(
        "Firing alerts",
        "How many alerts of the model, and of the database that it logs to, fire now.",
        Kind.NUMBER,
        List.of(
            new Query(
                "count(" + alerts().firing() + ") or vector(0)",
                "firing",
                List.of(),
                "short",
                Query.Role.VALUES)),
        Optional.of(new Limit(1, Side.ABOVE)),
        List.of());
  }

  private List<AlertDefinition> definitions() {
    return Stream.concat(
            Monitor.ALL.stream()
                .filter(monitor -> monitor.fits(spec))
                .flatMap(monitor -> monitor.alerts(spec).stream()),
            ExporterMetrics.ALERTS.stream())
        .toList();
  }

  private Panel alertStates() {
    Set<String> labels = new LinkedHashSet<>();
    labels.add("alertname");
    definitions().forEach(alert -> labels.addAll(alert.condition().labels()));
    // They are the same in all of the model's alerts.
    labels.remove("model");
    labels.remove("slice");
    return new Panel(
        "Alerts",
        "What is wrong, since when, and what it concerns. Nothing is shown while no alert is pending"
            + " or fires.",
        Kind.STATES,
        List.of(
            new Query(alerts().states(labels), "", List.copyOf(labels), "none", Query.Role.VALUES)),
        Optional.empty(),
        List.of(new State(2, "firing", "red"), new State(1, "pending", "orange")));
  }
}
