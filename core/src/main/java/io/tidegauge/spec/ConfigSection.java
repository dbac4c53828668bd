package io.tidegauge.spec;

import io.tidegauge.spec.yaml.BooleanShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.List;
import java.util.TreeMap;

/** The exporter's whole config: its keys, and how they become an {@link ExporterConfig}. */
final class ConfigSection {
  private static final Shape SCRAPE =
      ObjectShape.of(
          Field.withDefault(
              "timeout",
              DurationShape.between("100ms", "10m"),
              "10s",
              "how long a scrape may take where the request does not say"),
          Field.withDefault(
              "offset",
              DurationShape.between("0s", "1m"),
              "500ms",
              "what is kept back of the time that Prometheus gives"));

  private static final Shape BACKGROUND =
      ObjectShape.of(
          Field.withDefault(
              "every",
              DurationShape.between("1s", "1d"),
              "1m",
              "how often skew, lifecycle and the like are read anew"),
          Field.withDefault(
              "fill",
              new ShareShape(),
              "20%",
              "the share of a connection's time in which windows are filled after a start"),
          Field.withDefault(
              "recount",
              new ShareShape(),
              "2%",
              "the share of a connection's time in which old rows are counted again, to find late"
                  + " and changed ones"));

  static final ObjectShape SHAPE =
      ObjectShape.of(
          Field.required(
              "databases",
              new MapShape(
                  ModelSection.NAME.regex(),
                  ModelSection.NAME.wanted(),
                  DatabaseSection.SHAPE,
                  1,
                  100),
              "the connections, by name"),
          Field.withDefault(
              "models",
              ListShape.unique(TextShape.ANY, 1, 10_000),
              List.of("models/*.yaml"),
              "file names or globs of model specs, relative to the config's folder"),
          Field.withDefault("scrape", SCRAPE, new TreeMap<>(), "the time of a scrape"),
          Field.withDefault("background", BACKGROUND, new TreeMap<>(), "the work between scrapes"),
          Field.withDefault(
              "alert_limits",
              new BooleanShape(),
              false,
              "whether the limits of alerts are published as series, as rules of rulegen's style"
                  + " generic need them"));

  private ConfigSection() {}

  static ExporterConfig bind(Cursor cursor) {
    return new ExporterConfig(
        cursor.at("databases").values().stream().map(DatabaseSection::bind).toList(),
        cursor.at("models").texts(),
        cursor.at("scrape").at("timeout").duration(),
        cursor.at("scrape").at("offset").duration(),
        cursor.at("background").at("every").duration(),
        cursor.at("background").at("fill").share(),
        cursor.at("background").at("recount").share(),
        cursor.at("alert_limits").flag());
  }
}
