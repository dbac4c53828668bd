package io.tidegauge.rulegen.generate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.dashboard.BoardLink;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.RoutingSpec;
import io.tidegauge.spec.RulegenConfig;
import io.tidegauge.spec.RulegenConfig.Style;
import io.tidegauge.spec.RulegenConfigReader;
import io.tidegauge.spec.yaml.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How what is generated reaches people: the generator's config, and what it names.
 *
 * @param file the config, for messages
 * @param alertmanager what the files for Alertmanager are made of, if any are wanted
 */
record Delivery(String file, RulegenConfig config, Optional<Alertmanager> alertmanager) {

  /** Rules, tests and dashboards; nothing that leads anywhere. */
  static final Delivery NONE = new Delivery("", RulegenConfig.NONE, Optional.empty());

  /**
   * What the files for Alertmanager are made of.
   *
   * @param base Alertmanager's config as the user has it
   */
  record Alertmanager(RoutingSpec routing, JsonNode base) {}

  /**
   * Reads a config.
   *
   * @throws InvalidSpecException if anything is wrong in it, or in Alertmanager's config
   */
  static Delivery read(Path file) throws IOException {
    RulegenConfig config = RulegenConfigReader.read(file);
    Optional<Alertmanager> alertmanager = Optional.empty();
    if (config.routing().isPresent()) {
      RoutingSpec routing = config.routing().get();
      JsonNode base = base(file.resolveSibling(routing.base()));
      alertmanager = Optional.of(new Alertmanager(routing, base));
    }
    return new Delivery(file.toString(), config, alertmanager);
  }

  private static JsonNode base(Path file) throws IOException {
    try {
      return new YAMLMapper().readTree(Files.readString(file, StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new InvalidSpecException(
          List.of(
              new Problem(
                  file.toString(),
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr(),
                  "",
                  e.getOriginalMessage())));
    }
  }

  /** The same with another style. */
  Delivery in(Style style) {
    return new Delivery(file, config.in(style), alertmanager);
  }

  /** Where to read on about a model: its runbooks, and what its exporter shows of it. */
  List<BoardLink> readOn(String model) {
    List<BoardLink> links = new ArrayList<>();
    config
        .exporter()
        .map(start -> start + "/?model=" + model)
        .ifPresent(url -> links.add(new BoardLink("Exporter", url)));
    config.runbooks().ifPresent(start -> links.add(new BoardLink("Runbooks", start + "/" + model)));
    return links;
  }

  /**
   * The annotations of an alert that lead to more.
   *
   * @param folder of the runbook
   * @param dashboard the uid of the dashboard that shows its readings
   */
  SortedMap<String, String> links(String folder, String dashboard, String alert) {
    SortedMap<String, String> links = new TreeMap<>();
    config
        .runbooks()
        .ifPresent(start -> links.put("runbook_url", start + "/" + folder + "/" + alert + ".md"));
    config.dashboards().ifPresent(start -> links.put("dashboard_url", start + "/" + dashboard));
    return links;
  }
}
