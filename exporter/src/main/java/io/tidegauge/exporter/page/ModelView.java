package io.tidegauge.exporter.page;

import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.exporter.health.LeadingVersion;
import io.tidegauge.exporter.health.ModelHealth;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.ReadingTable;
import io.tidegauge.spec.ModelSpec;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** All that the page knows of one model. */
record ModelView(
    ModelSpec spec, Optional<Collected> collected, ReadingTable table, ModelHealth health) {

  private static final Comparator<ModelView> WORST_FIRST =
      Comparator.<ModelView, Enum<?>>comparing(
              view -> view.health().state(), Comparator.comparingInt(Enum::ordinal))
          .thenComparing(view -> view.health().findings().size(), Comparator.reverseOrder())
          .thenComparing(view -> view.spec().name());

  static ModelView of(ModelSpec spec, Optional<Collected> collected) {
    return new ModelView(
        spec,
        collected,
        new ReadingTable(collected.map(Collected::readings).orElse(List.of())),
        collected.map(found -> ModelHealth.of(spec, found)).orElse(ModelHealth.waiting()));
  }

  /** Every model, the worst first; one that no scrape has read is there too. */
  static List<ModelView> all(List<ModelSpec> specs, List<Collected> latest) {
    Map<String, Collected> byModel =
        latest.stream()
            .collect(Collectors.toMap(Collected::model, Function.identity(), (one, two) -> two));
    return specs.stream()
        .map(spec -> of(spec, Optional.ofNullable(byModel.get(spec.name()))))
        .sorted(WORST_FIRST)
        .toList();
  }

  Optional<Observation> observation() {
    return collected.flatMap(Collected::observation);
  }

  Optional<String> leadingVersion() {
    return LeadingVersion.of(spec, table);
  }

  /** A version with its roles: {@code champion v3}. */
  String versionWithRole(String version) {
    String roles =
        spec.predictions().versions().entrySet().stream()
            .filter(role -> role.getValue().equals(version))
            .map(Map.Entry::getKey)
            .collect(Collectors.joining(", "));
    return roles.isEmpty() ? version : roles + " " + version;
  }
}
