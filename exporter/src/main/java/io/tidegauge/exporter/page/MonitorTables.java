package io.tidegauge.exporter.page;

import io.tidegauge.exporter.collect.CollectorStatus;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.profile.Profile;
import io.tidegauge.statistics.Reason;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How the monitors fared, and what the models are held against. */
final class MonitorTables {
  private MonitorTables() {}

  static void render(Markup markup, List<ModelView> models) {
    markup.open("section", "class", "monitors", "aria-labelledby", "monitors");
    markup.leaf("h2", "Monitors", "id", "monitors");
    table(
        markup,
        List.of("Model", "Monitor", "Result", "Readings that are absent", "Took", "Last success"));
    for (ModelView model : models) {
      model
          .collected()
          .ifPresent(
              collected ->
                  collected.statuses().forEach(status -> row(markup, model.spec().name(), status)));
    }
    markup.close().close();
    if (models.stream().anyMatch(MonitorTables::hasProfiles)) {
      markup.leaf("h2", "Reference profiles");
      table(markup, List.of("Model", "Version", "Rows", "From", "To", "SHA-256"));
      models.forEach(model -> profiles(markup, model));
      markup.close().close();
    }
    markup.close().line();
  }

  private static void table(Markup markup, List<String> heads) {
    markup.open("table", "class", "plain").open("thead").open("tr");
    heads.forEach(head -> markup.leaf("th", head, "scope", "col"));
    markup.close().close().open("tbody").line();
  }

  private static void row(Markup markup, String model, CollectorStatus status) {
    markup.open("tr").leaf("td", model, "data-head", "Model");
    markup.leaf("th", Wording.words(status.collector()), "scope", "row", "data-head", "Monitor");
    markup.open("td", "data-head", "Result");
    markup.leaf(
        "span",
        status.success() ? "ok" : "failed",
        "class",
        status.success() ? "badge ok" : "badge failed");
    markup.close();
    markup.leaf("td", absent(status.absent()), "data-head", "Absent");
    markup.leaf("td", Wording.duration(status.duration()), "data-head", "Took");
    markup.leaf(
        "td", status.lastSuccess().map(Wording::time).orElse("never"), "data-head", "Last success");
    markup.close().line();
  }

  private static String absent(Map<Reason, Integer> absent) {
    if (absent.isEmpty()) {
      return "none";
    }
    return absent.entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(entry -> Wording.reason(entry.getKey()) + " " + Wording.count(entry.getValue()))
        .collect(Collectors.joining(", "));
  }

  private static boolean hasProfiles(ModelView model) {
    return model.observation().filter(observation -> !observation.profiles().isEmpty()).isPresent();
  }

  private static void profiles(Markup markup, ModelView model) {
    if (model.observation().isEmpty()) {
      return;
    }
    for (Profile profile : model.observation().get().profiles().values()) {
      markup.open("tr").leaf("td", model.spec().name(), "data-head", "Model");
      markup.leaf("th", profile.version(), "scope", "row", "data-head", "Version");
      markup.leaf("td", Wording.count(profile.rows()), "data-head", "Rows");
      markup.leaf("td", profile.from().map(Wording::time).orElse("–"), "data-head", "From");
      markup.leaf("td", profile.to().map(Wording::time).orElse("–"), "data-head", "To");
      markup.open("td", "data-head", "SHA-256").leaf("code", profile.sha256()).close();
      markup.close().line();
    }
  }
}
