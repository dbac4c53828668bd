package io.tidegauge.exporter.page;

import io.tidegauge.counts.Cell;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.monitor.FeatureDrift;
import io.tidegauge.monitor.Staleness;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;

/** All models as one table, the worst first. */
final class Overview {
  private static final int REASONS = 4;
  private static final List<String> HEADS =
      List.of("Model", "State", "Why", "Versions", "Rows", "Newest row", "Drifted", "Age");

  private Overview() {}

  static void render(Markup markup, List<ModelView> models, Links links, Instant now) {
    markup.open("section", "aria-labelledby", "models");
    markup.leaf("h2", models.size() == 1 ? "1 model" : models.size() + " models", "id", "models");
    markup.open("table", "class", "models").open("thead").open("tr");
    HEADS.forEach(head -> markup.leaf("th", head, "scope", "col"));
    markup.close().close().open("tbody").line();
    models.forEach(model -> row(markup, model, links, now));
    markup.close().close().close().line();
  }

  private static void row(Markup markup, ModelView model, Links links, Instant now) {
    markup.open("tr");
    markup.open("th", "scope", "row", "data-head", "Model");
    markup.leaf("a", model.spec().name(), "href", links.model(model.spec().name()));
    model.spec().owner().ifPresent(owner -> markup.leaf("span", owner, "class", "owner"));
    markup.close();
    markup.open("td", "data-head", "State");
    StateBadge.render(markup, model.health().state());
    markup.close();
    reasons(markup, model);
    cell(markup, "Versions", versions(model));
    cell(markup, "Rows", rows(model));
    cell(markup, "Newest row", newest(model, now));
    cell(markup, "Drifted", drifted(model));
    cell(markup, "Age", age(model));
    markup.close().line();
  }

  private static void reasons(Markup markup, ModelView model) {
    List<String> reasons = model.health().reasons();
    markup.open("td", "data-head", "Why", "class", "reasons");
    if (reasons.isEmpty()) {
      markup.leaf("span", model.health().state().meaning(), "class", "muted");
    } else {
      markup.open("ul");
      reasons.stream().limit(REASONS).forEach(reason -> markup.leaf("li", reason));
      if (reasons.size() > REASONS) {
        markup.leaf("li", "and " + (reasons.size() - REASONS) + " more", "class", "muted");
      }
      markup.close();
    }
    markup.close();
  }

  private static void cell(Markup markup, String head, List<String> lines) {
    markup.open("td", "data-head", head);
    if (lines.isEmpty()) {
      markup.leaf("span", "–", "class", "muted");
    }
    lines.forEach(line -> markup.leaf("div", line));
    markup.close();
  }

  private static List<String> versions(ModelView model) {
    List<String> seen = model.observation().map(Choice::versions).orElse(List.of());
    List<String> all =
        seen.isEmpty() ? List.copyOf(model.spec().predictions().versions().values()) : seen;
    return all.stream().distinct().map(model::versionWithRole).toList();
  }

  /** Rows of all versions together, by window. */
  private static List<String> rows(ModelView model) {
    if (model.observation().isEmpty()) {
      return List.of();
    }
    return model.spec().windows().stream()
        .map(
            window ->
                Wording.count(
                        model.observation().get().windows().stream()
                            .filter(counts -> counts.cell().isAll())
                            .filter(counts -> counts.length().equals(window))
                            .mapToLong(counts -> counts.counts().rows())
                            .sum())
                    + " in "
                    + Windows.label(window))
        .toList();
  }

  private static List<String> newest(ModelView model, Instant now) {
    return model
        .observation()
        .flatMap(observation -> observation.lastRow())
        .map(row -> List.of(Wording.duration(Duration.between(row, now)) + " ago"))
        .orElse(List.of());
  }

  private static List<String> drifted(ModelView model) {
    if (model.observation().isEmpty() || model.leadingVersion().isEmpty()) {
      return List.of();
    }
    ModelSpec spec = model.spec();
    String version = model.leadingVersion().get();
    String window = Windows.label(model.observation().get().window(spec.alerts().drift().alert()));
    OptionalDouble drifted = model.table().value(FeatureDrift.DRIFTED, version, window, Cell.ALL);
    OptionalDouble scored = model.table().value(FeatureDrift.SCORED, version, window, Cell.ALL);
    return drifted.isEmpty() || scored.isEmpty()
        ? List.of()
        : List.of(
            Wording.number(drifted.getAsDouble())
                + " of "
                + Wording.number(scored.getAsDouble())
                + " in "
                + window);
  }

  private static List<String> age(ModelView model) {
    return model
        .leadingVersion()
        .map(version -> model.table().value(Staleness.AGE, version))
        .filter(OptionalDouble::isPresent)
        .map(age -> List.of(Wording.seconds(age.getAsDouble())))
        .orElse(List.of());
  }
}
