package io.tidegauge.rulegen.runbook;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.Monitor;
import io.tidegauge.monitor.PanelDefinition;
import io.tidegauge.monitor.Windows;
import io.tidegauge.rulegen.dashboard.BoardUid;
import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Clause;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.AlertsSpec;
import io.tidegauge.spec.DriftAlert;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.statistics.QualityMetric;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page to read when an alert fires: what it means, what to ask, what to do. Of an alert that is
 * critical further out there are two rules, and one page.
 */
public final class Runbook {
  private final List<AlertRule> tiers;
  private final AlertRule rule;
  private final AlertDefinition alert;
  private final Optional<ModelSpec> spec;
  private final List<String> mark;
  private final ReadingQueries readings;

  private Runbook(List<AlertRule> tiers, Optional<ModelSpec> spec, List<String> mark) {
    this.tiers = List.copyOf(tiers);
    this.rule = tiers.get(0);
    this.alert = rule.definition();
    this.spec = spec;
    this.mark = mark;
    this.readings = new ReadingQueries(rule, spec);
  }

  /**
   * The page of an alert.
   *
   * @param tiers the rules of its name, the mildest first
   * @param spec of the model; absent for the exporter's own alerts
   * @param mark what the file says of itself
   */
  public static String text(List<AlertRule> tiers, Optional<ModelSpec> spec, List<String> mark) {
    return new Runbook(tiers, spec, mark).text();
  }

  private String text() {
    String prose = RunbookTemplate.of(alert.name()).filled(this::value);
    return Markdown.comment(String.join(" ", mark))
        + ("\n# " + alert.name() + "\n\n")
        + (alert.summary() + "\n\n")
        + (facts() + "\n\n")
        + (prose.strip() + "\n\n")
        + (closing() + "\n");
  }

  private String value(String placeholder) {
    if (placeholder.startsWith("series:")) {
      return readings.series(series(placeholder.substring("series:".length())));
    }
    return switch (placeholder) {
      case "model" -> Markdown.code(spec.orElseThrow().name());
      case "window" -> "the last " + label(window());
      case "metric" -> metric().title();
      case "metric_key" -> metric().label();
      case "distance_key" -> distance();
      case "readings" -> readings.all(look());
      case "log" -> log();
      default -> throw new IllegalArgumentException("no placeholder is called " + placeholder);
    };
  }

  private String series(String name) {
    return name.endsWith("METRIC")
        ? name.replace("METRIC", metric().label() + (metric().isShare() ? "_ratio" : ""))
        : name;
  }

  private QualityMetric metric() {
    String family = RunbookTemplate.family(alert.name()).orElseThrow();
    String name = alert.name().substring(family.length());
    return Stream.of(QualityMetric.values())
        .filter(metric -> metric.label().replace("_", "").equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow();
  }

  private String distance() {
    AlertsSpec alerts = spec.orElseThrow().alerts();
    DriftAlert drift =
        alert.name().equals("MLModelFeatureDrift") ? alerts.drift() : alerts.predictionDrift();
    return drift.distance().label();
  }

  private String log() {
    String statements = spec.map(model -> new LogQueries(model, window()).of(alert)).orElse("");
    return statements.isEmpty()
        ? ""
        : "In SQL, for PostgreSQL and DuckDB (of its `files`: `read_parquet('…')` in the place of"
            + " the table):\n\n"
            + Markdown.block("sql", statements);
  }

  /** How far back the beginning is looked for; what has no window begins at once. */
  private String look() {
    return label(spec.map(model -> Look.of(window()).back()).orElse(Duration.ofHours(1)));
  }

  /** The window that the alert looks at; the shortest, where it looks at none. */
  private Duration window() {
    ModelSpec model = spec.orElseThrow();
    Optional<String> label = rule.clauses().stream().findFirst().flatMap(Clause::window);
    return model.windows().stream()
        .filter(window -> label.filter(label(window)::equals).isPresent())
        .findFirst()
        .orElse(model.windows().get(0));
  }

  private String facts() {
    List<String> facts = new ArrayList<>();
    spec.ifPresent(
        model -> {
          facts.add("Model " + Markdown.code(model.name()));
          model.owner().ifPresent(owner -> facts.add("owner " + Markdown.text(owner)));
          if (!model.consumers().isEmpty()) {
            facts.add("consumers " + Markdown.text(String.join(", ", model.consumers())));
          }
        });
    if (spec.isEmpty()) {
      facts.add("The exporter itself");
    }
    Alert settings = alert.settings();
    facts.add("severity **" + settings.severity().label() + "**");
    if (alert.condition() instanceof Condition.Past past) {
      facts.add("due " + limits(rule, past));
      rule.clauses().stream()
          .findFirst()
          .flatMap(Clause::window)
          .ifPresent(window -> facts.add("window " + window));
      past.rows().ifPresent(rows -> facts.add("from " + settings.minRows() + " rows on"));
    } else {
      facts.add("due without a series for 5m");
    }
    facts.add(settings.pending().isZero() ? "at once" : "for " + label(settings.pending()));
    if (!settings.keepFiringFor().isZero()) {
      facts.add("keep\\_firing\\_for " + label(settings.keepFiringFor()));
    }
    tiers.stream().skip(1).forEach(further -> facts.add(further(further)));
    return String.join(", ", facts) + ".";
  }

  private static String further(AlertRule further) {
    Condition.Past past = (Condition.Past) further.definition().condition();
    return "**"
        + further.definition().settings().severity().label()
        + "** "
        + limits(further, past)
        + (further.pending().isZero() ? " at once" : " for " + label(further.pending()));
  }

  private static String label(Duration length) {
    return Windows.label(length);
  }

  private static String limits(AlertRule rule, Condition.Past past) {
    String side = past.side() == Side.ABOVE ? "above " : "below ";
    List<String> limits = new ArrayList<>();
    for (Clause clause : rule.clauses()) {
      String limit = side + rule.description().format().write(clause.limit());
      limits.add(
          clause.features().others() ? limit : limit + " of " + names(clause.features().values()));
    }
    List<String> without =
        past.limits().byFeature().entrySet().stream()
            .filter(feature -> feature.getValue() == Limits.NEVER)
            .map(Map.Entry::getKey)
            .toList();
    if (!without.isEmpty()) {
      limits.add("never of " + names(without));
    }
    return String.join("; ", limits);
  }

  private static String names(Collection<String> names) {
    return names.stream().map(Markdown::code).collect(Collectors.joining(" "));
  }

  /** What is true of every alert: how it ends, how it is silenced, where more is to be seen. */
  private String closing() {
    List<String> lines = new ArrayList<>();
    lines.add("- **It ends** " + end() + ".");
    lines.add(
        "- **Silence** no more than what is known, and not for good: "
            + Markdown.code(silence())
            + ".");
    spec.ifPresent(
        model -> {
          lines.add(
              "- **More**: "
                  + Markdown.code(
                      "tidegauge explain " + alert.name() + " " + String.join(" ", labels()))
                  + " (the numbers, since when, the rows); dashboard "
                  + dashboard(model)
                  + "; exporter's page `/?model="
                  + model.name()
                  + "`; rules "
                  + link("rules", ".rules.yml")
                  + ".");
          personal(model).ifPresent(names -> lines.add("- **Personal**: " + names));
        });
    return String.join("\n", lines);
  }

  private String end() {
    Alert settings = alert.settings();
    String keeps =
        settings.keepFiringFor().isZero()
            ? "at once"
            : label(settings.keepFiringFor()) + " after that, by itself";
    boolean windowed = rule.clauses().stream().anyMatch(clause -> clause.window().isPresent());
    return windowed
        ? "when the reading is back within its limit, "
            + keeps
            + ". Bad rows count until they are older than "
            + label(window())
            + ", mended or not"
        : "when its condition ends, " + keeps;
  }

  /** The labels that tell one alert of the rule from another; dots where only the alert knows. */
  private List<String> labels() {
    List<String> matchers = new ArrayList<>();
    for (String label : alert.condition().labels()) {
      if (label.equals("model") && spec.isPresent()) {
        matchers.add("model=" + shell(spec.get().name()));
      } else if (!label.equals("window") && !alert.condition().where().containsKey(label)) {
        matchers.add(label + "=…");
      }
    }
    return matchers;
  }

  private String silence() {
    return Stream.concat(
            Stream.of("amtool silence add alertname=" + alert.name()), labels().stream())
        .collect(Collectors.joining(" ", "", " --duration=2h --comment=…"));
  }

  private static String shell(String text) {
    return text.matches("[A-Za-z0-9._-]+") ? text : Selector.quoted(text);
  }

  private String dashboard(ModelSpec model) {
    String panels =
        Monitor.ALL.stream()
            .filter(monitor -> monitor.metrics().contains(alert.condition().reading()))
            .filter(monitor -> monitor.fits(model))
            .flatMap(monitor -> monitor.panels(model).stream())
            .filter(this::shows)
            .map(PanelDefinition::title)
            .distinct()
            .map(title -> "“" + Markdown.text(title) + "”")
            .collect(Collectors.joining(", "));
    return link("dashboards", ".json")
        + (" (`/d/" + BoardUid.of(model.name()) + "`)")
        + (panels.isEmpty() ? "" : ", panel " + panels);
  }

  private boolean shows(PanelDefinition panel) {
    return panel.shown().stream()
        .anyMatch(shown -> shown.metric().equals(alert.condition().reading()));
  }

  private String link(String folder, String ending) {
    String name = spec.orElseThrow().name();
    return "[" + Markdown.text(name) + "](../../" + folder + "/" + name + ending + ")";
  }

  private static Optional<String> personal(ModelSpec model) {
    List<String> names =
        model.features().stream()
            .filter(feature -> feature.personal())
            .map(feature -> feature.name())
            .toList();
    return names.isEmpty()
        ? Optional.empty()
        : Optional.of(names(names) + ": never select its values, only aggregates.");
  }
}
