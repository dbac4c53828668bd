package io.tidegauge.exporter.page;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.spec.SourceSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One model: what it is, what is wrong with it, and a card for each of its columns. */
final class ModelSection {
  private static final int CARDS = 60;

  private final Markup markup;
  private final Links links;
  private final Map<String, String> query;
  private final Instant now;

  ModelSection(Markup markup, Links links, Map<String, String> query, Instant now) {
    this.markup = markup;
    this.links = links;
    this.query = query;
    this.now = now;
  }

  /**
   * Renders a model.
   *
   * @param number of the section on the page, for ids
   */
  void render(ModelView model, int number) {
    String id = "model-" + number;
    markup.open("section", "class", "model", "aria-labelledby", id);
    markup.open("h2", "id", id).text(model.spec().name()).text(" ");
    StateBadge.render(markup, model.health().state());
    markup.close();
    model.collected().ifPresent(this::readAt);
    model.spec().description().ifPresent(this::description);
    sources(model.spec().sources());
    findings(model);
    Optional<Observation> observation = model.observation();
    if (observation.isPresent()) {
      columns(model, observation.get());
    } else {
      markup.leaf(
          "p",
          model.collected().isPresent()
              ? "The rows could not be read, so there is nothing to compare."
              : "No scrape has read this model yet. Opening the metrics makes one.",
          "class",
          "why");
    }
    markup.close().line();
  }

  private void readAt(Collected collected) {
    // A scrape may have been made while the page is.
    Duration age =
        collected.at().isAfter(now) ? Duration.ZERO : Duration.between(collected.at(), now);
    markup.leaf(
        "p",
        "As read at %s, %s ago, in %s."
            .formatted(
                Wording.time(collected.at()),
                Wording.duration(age),
                Wording.duration(collected.duration())),
        "class",
        "muted");
  }

  private void description(String text) {
    markup.open("div", "class", "description");
    for (String paragraph : text.strip().split("\n[ \t]*\n\\s*", -1)) {
      markup.leaf("p", paragraph);
    }
    markup.close();
  }

  private void sources(List<SourceSpec> sources) {
    if (sources.isEmpty()) {
      return;
    }
    markup.open("details").leaf("summary", "Where the data comes from").open("ul");
    for (SourceSpec source : sources) {
      String terms = source.terms().isEmpty() ? "" : "; terms: " + source.terms();
      String owner = source.owner().isEmpty() ? "" : "; owner: " + source.owner();
      markup.leaf("li", source.name() + ": " + source.origin() + owner + terms);
    }
    markup.close().close();
  }

  private void findings(ModelView model) {
    List<String> reasons = model.health().reasons();
    if (reasons.isEmpty()) {
      return;
    }
    boolean broken = !model.health().failures().isEmpty();
    markup.leaf("h3", "What is wrong").open("ol", "class", broken ? "findings failed" : "findings");
    reasons.forEach(reason -> markup.leaf("li", reason));
    markup.close();
  }

  private void columns(ModelView model, Observation observation) {
    Optional<Choice> chosen = Choice.of(model.spec(), observation, model.table(), query);
    Optional<WindowCounts> counts = chosen.flatMap(choice -> choice.counts(observation));
    if (chosen.isEmpty() || counts.isEmpty()) {
      markup.leaf("p", "No rows have been read, so there is nothing to compare.", "class", "why");
      return;
    }
    choosers(model, observation, chosen.get());
    ColumnViews views =
        new ColumnViews(observation, model.table(), model.health().findings(), counts.get());
    legend(counts.get());
    cards("Features", views.features());
    cards("Predictions", views.predictions());
  }

  private void choosers(ModelView model, Observation observation, Choice choice) {
    markup.open("nav", "class", "choosers", "aria-label", "Version, window and slice");
    chooser(
        model,
        "Version",
        Choice.versions(observation),
        choice.version(),
        choice::withVersion,
        model::versionWithRole);
    chooser(
        model,
        "Window",
        Choice.windows(observation),
        choice.window(),
        choice::withWindow,
        Function.identity());
    List<String> slices = Choice.slices(observation, choice.version());
    if (slices.size() > 1) {
      chooser(model, "Slice", slices, choice.slice(), choice::withSlice, Function.identity());
    }
    markup.close();
  }

  private void chooser(
      ModelView model,
      String what,
      List<String> options,
      String chosen,
      Function<String, Choice> choose,
      Function<String, String> label) {
    markup.open("p").leaf("span", what, "class", "what");
    for (String option : options) {
      String address = links.model(model.spec().name(), choose.apply(option));
      if (option.equals(chosen)) {
        markup.leaf("a", label.apply(option), "href", address, "aria-current", "true");
      } else {
        markup.leaf("a", label.apply(option), "href", address);
      }
    }
    markup.close();
  }

  private void legend(WindowCounts window) {
    markup.open("p", "class", "legend");
    markup.open("span").leaf("i", "", "class", "reference").text("reference").close();
    markup
        .open("span")
        .leaf("i", "", "class", "current")
        .text("%s rows in %s".formatted(Wording.count(window.counts().rows()), window.window()))
        .close();
    markup.open("span").leaf("i", "", "class", "unseen").text("unseen categories").close();
    markup.open("span").leaf("i", "", "class", "noise").text("noise").close();
    markup.open("span").leaf("i", "", "class", "limit").text("limit").close();
    markup.close().line();
  }

  private void cards(String what, List<ColumnView> views) {
    if (views.isEmpty()) {
      return;
    }
    boolean all = query.containsKey("all");
    markup.leaf("h3", what).open("div", "class", "cards").line();
    views.stream()
        .limit(all ? views.size() : CARDS)
        .forEach(view -> ColumnCard.render(markup, view));
    markup.close();
    if (!all && views.size() > CARDS) {
      String rest = "The %d worst of %d are shown; ".formatted(CARDS, views.size());
      markup
          .open("p", "class", "muted")
          .text(rest)
          .text("add all=1 to the address to see the rest.");
      markup.close();
    }
  }
}
