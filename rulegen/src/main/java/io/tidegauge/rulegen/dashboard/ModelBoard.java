package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.ExporterMetrics;
import io.tidegauge.monitor.ExporterPanels;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.PanelDefinition;
import io.tidegauge.monitor.PanelDefinition.Kind;
import io.tidegauge.rulegen.dashboard.Panel.ColumnLink;
import io.tidegauge.rulegen.dashboard.Panel.Limit;
import io.tidegauge.rulegen.dashboard.Panel.Section;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.spec.ModelSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The dashboards of a model: what its alerts look at, with their limits. */
public final class ModelBoard {
  private final ModelSpec spec;
  private final List<AlertRule> rules;

  private ModelBoard(ModelSpec spec, List<AlertRule> rules) {
    this.spec = spec;
    this.rules = rules;
  }

  /**
   * The dashboard of a model as a whole.
   *
   * @param rules those of the model
   * @param more where else to read on
   * @param mark what the file says of itself
   */
  public static Board of(
      ModelSpec spec, List<AlertRule> rules, List<BoardLink> more, List<String> mark) {
    return new ModelBoard(spec, rules).whole(more, mark);
  }

  /**
   * The dashboard of one feature at a time, which is chosen on top of it.
   *
   * @param rules those of the model
   * @param mark what the file says of itself
   */
  public static Board ofFeatures(ModelSpec spec, List<AlertRule> rules, List<String> mark) {
    return new ModelBoard(spec, rules).features(mark);
  }

  private Board whole(List<BoardLink> more, List<String> mark) {
    List<String> description = new ArrayList<>();
    spec.description().ifPresent(description::add);
    description.addAll(mark);
    List<ObjectNode> links = new ArrayList<>();
    links.add(Board.link("Fleet", BoardUid.FLEET, List.of()));
    links.add(
        Board.link("Features", BoardUid.ofFeatures(spec.name()), List.of("version", "window")));
    more.forEach(link -> links.add(Board.linkTo(link.title(), link.url())));
    ModelScope scope = new ModelScope(spec, rules, Optional.empty());
    AlertSeries alerts = AlertSeries.of(spec.name(), spec.database());
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Alerts", List.of(firing(alerts), states(alerts))));
    if (!spec.objectives().isEmpty()) {
      sections.add(new Section("Objectives", ObjectivePanels.of(spec)));
    }
    spec.serving()
        .ifPresent(serving -> sections.add(new Section("Serving", ServingPanels.of(serving))));
    sections.addAll(monitored(scope, panel -> true));
    sections.add(
        new Section("Exporter", ExporterPanels.of(spec).stream().map(queries(scope)::of).toList()));
    return new Board(
        BoardUid.of(spec.name()),
        "Tidegauge / " + spec.name(),
        String.join("\n", description),
        List.of(Board.TAG, Board.MODEL_TAG),
        links,
        scope.look(),
        scope.refresh(),
        scope.variables(),
        alerts.firing(),
        sections);
  }

  private Board features(List<String> mark) {
    ModelScope scope = new ModelScope(spec, rules, Optional.of(spec.features().get(0).name()));
    AlertSeries alerts = AlertSeries.ofChosenFeature(spec.name());
    List<Section> sections = new ArrayList<>();
    sections.add(new Section("Alerts", List.of(states(alerts))));
    sections.addAll(monitored(scope, ModelBoard::isOfAFeature));
    return new Board(
        BoardUid.ofFeatures(spec.name()),
        "Tidegauge / " + spec.name() + " / Features",
        String.join("\n", mark),
        List.of(Board.TAG),
        List.of(
            Board.link("Model", BoardUid.of(spec.name()), List.of("version", "window")),
            Board.link("Fleet", BoardUid.FLEET, List.of())),
        scope.look(),
        scope.refresh(),
        scope.variables(),
        alerts.firing(),
        sections);
  }

  /** What is told of each feature. Of one alone there is no more than a line in a heatmap. */
  private static boolean isOfAFeature(PanelDefinition panel) {
    return panel.kind() != Kind.HEATMAP
        && panel.shown().stream().allMatch(shown -> shown.metric().labels().contains("feature"));
  }

  private ColumnLink toTheFeature() {
    return new ColumnLink(
        "feature",
        "All of ${__value.text}",
        "/d/"
            + BoardUid.ofFeatures(spec.name())
            + "?var-feature=${__value.raw:percentencode}&${datasource:queryparam}"
            + "&${version:queryparam}&${window:queryparam}&${__url_time_range}");
  }

  private List<Section> monitored(ModelScope scope, Predicate<PanelDefinition> wanted) {
    PanelQueries queries = queries(scope);
    ColumnLink link = toTheFeature();
    List<Section> sections = new ArrayList<>();
    for (Monitor monitor : Monitor.ALL) {
      List<Panel> panels =
          monitor.fits(spec)
              ? monitor.panels(spec).stream()
                  .filter(wanted)
                  .map(queries::of)
                  .map(panel -> panel.leading(link))
                  .toList()
              : List.of();
      if (!panels.isEmpty()) {
        sections.add(new Section(Variable.title(monitor.name()), panels));
      }
    }
    return sections;
  }

  private PanelQueries queries(ModelScope scope) {
    return new PanelQueries(
        scope,
        definitions(),
        Stream.concat(rules.stream(), AlertRule.ofExporter().stream()).toList());
  }

  private static Panel firing(AlertSeries alerts) {
    return new Panel(
        "Firing alerts",
        "How many alerts of the model, and of the database that it logs to, fire now.",
        Kind.NUMBER,
        List.of(
            new Query(
                "count(" + alerts.firing() + ") or vector(0)",
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

  private Panel states(AlertSeries alerts) {
    Set<String> labels = new LinkedHashSet<>();
    labels.add("alertname");
    definitions().forEach(alert -> labels.addAll(alert.condition().labels()));
    // They are the same in all of the model's alerts.
    labels.remove("model");
    labels.remove("slice");
    return Panel.ofStates(
        "Alerts",
        "What is wrong, since when, and what it concerns. Nothing is shown while no alert is pending"
            + " or fires.",
        new Query(alerts.states(labels), "", List.copyOf(labels), "none", Query.Role.VALUES));
  }
}
