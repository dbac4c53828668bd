package io.tidegauge.spec;

import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.RoutingSpec.InhibitionSpec;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** The section {@code routing} of the generator's config. */
final class RoutingSection {
  private static final Shape ALERTS =
      ListShape.unique(
          TextShape.of("^([A-Z]+[a-z0-9]+)+$", "an alert's name in CamelCase"), 1, 100);

  private static final Shape INHIBITION =
      ObjectShape.of(
          Field.required("sources", ALERTS, "the alerts that explain others"),
          Field.required("targets", ALERTS, "the alerts that nobody is told of meanwhile"),
          Field.withDefault(
              "equal",
              ListShape.unique(TextShape.of("^[a-z_]+$", "a label's name"), 1, 10),
              List.of("model"),
              "the labels that the two have in common"));

  static final ObjectShape SHAPE =
      ObjectShape.of(
          Field.withDefault(
              "base",
              TextShape.ANY,
              "alertmanager/base.yml",
              "Alertmanager's config with the receivers and the root route; what is generated is"
                  + " added to it"),
          Field.required(
              "receivers",
              receivers(true),
              "who is told, by severity; where info has no receiver nobody is told of it"),
          Field.withDefault(
              "owners",
              new MapShape(new Regex("^[\\s\\S]+$"), "an owner", receivers(false), 0, 1000),
              new TreeMap<>(),
              "the receivers of owners that have their own"),
          Field.optional(
              "retrain",
              TextShape.ANY,
              "the receiver that starts a training, of alerts with retrain: true"),
          Field.optional(
              "watchdog", TextShape.ANY, "the receiver that misses the alert that always fires"),
          Field.withDefault(
              "inhibitions",
              ListShape.of(INHIBITION, 0, 100),
              List.of(),
              "alerts that nobody is told of while others fire, beside those that always hold"));

  private RoutingSection() {}

  private static ObjectShape receivers(boolean all) {
    return ObjectShape.of(
        receiver("critical", all), receiver("warning", all), receiver("info", false));
  }

  private static Field receiver(String severity, boolean required) {
    String meaning = "the receiver of " + severity + " alerts";
    return required
        ? Field.required(severity, TextShape.ANY, meaning)
        : Field.optional(severity, TextShape.ANY, meaning);
  }

  static RoutingSpec bind(Cursor cursor) {
    SortedMap<String, SortedMap<Severity, String>> owners = new TreeMap<>();
    cursor.at("owners").values().forEach(owner -> owners.put(owner.name(), bySeverity(owner)));
    return new RoutingSpec(
        cursor.at("base").text(),
        bySeverity(cursor.at("receivers")),
        owners,
        cursor.find("retrain").map(Cursor::text),
        cursor.find("watchdog").map(Cursor::text),
        cursor.at("inhibitions").items().stream().map(RoutingSection::inhibition).toList());
  }

  private static SortedMap<Severity, String> bySeverity(Cursor cursor) {
    SortedMap<Severity, String> receivers = new TreeMap<>();
    for (Severity severity : Severity.values()) {
      cursor
          .find(Words.word(severity))
          .ifPresent(receiver -> receivers.put(severity, receiver.text()));
    }
    return receivers;
  }

  private static InhibitionSpec inhibition(Cursor cursor) {
    return new InhibitionSpec(
        cursor.tree().position(),
        cursor.path().text(),
        cursor.at("sources").texts(),
        cursor.at("targets").texts(),
        cursor.at("equal").texts());
  }
}
