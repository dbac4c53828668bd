package io.tidegauge.spec;

import io.tidegauge.spec.SignalSpec.Kind;
import io.tidegauge.spec.SignalSpec.Name;
import io.tidegauge.spec.SignalSpec.Series;
import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.EitherShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.TextShape;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The signals of a part of the section {@code serving}, and of its presets. */
final class SignalSection {
  static final Regex METRIC_NAME = new Regex("^[a-zA-Z_:][a-zA-Z0-9_:]*$");

  static final TextShape LABEL = TextShape.of("^[a-zA-Z_][a-zA-Z0-9_]*$", "a label's name");

  private static final TextShape METRIC =
      TextShape.of("^[a-zA-Z_:][a-zA-Z0-9_:]*$", "a metric's name");

  /** So that the tests of the rules can have a series that it is true of, and one that not. */
  private static final Shape PATTERN =
      TextShape.of(
          "^!?[A-Za-z0-9_./ -]+(\\|[A-Za-z0-9_./ -]+)*$",
          "letters, digits, _, /, - and dots for any character, with | between alternatives; ! for"
              + " all others");

  private static final Shape SERIES =
      EitherShape.of(
          METRIC,
          ObjectShape.of(
              Field.required("metric", METRIC, "the metric"),
              Field.required(
                  "where",
                  new MapShape(
                      new Regex("^[a-zA-Z_][a-zA-Z0-9_]*$"), "a label's name", PATTERN, 1, 10),
                  "a pattern for each label")));

  private static final Shape SIGNAL =
      ObjectShape.of(
          Field.required("kind", Words.choice("kind", Kind.values()), "how its value is made"),
          Field.required("of", SERIES, "the series that it is made of"),
          Field.optional(
              "to", ListShape.of(SERIES, 1, 5), "what a ratio is taken of, added up if several"),
          Field.withDefault(
              "unit",
              ChoiceShape.of("unit", "s", "ms", "us", "ns", "percent", "none"),
              "none",
              "the unit of the series; its value is in seconds, or a share"),
          Field.withDefault("by", ListShape.unique(LABEL, 0, 10), List.of(), "labels that stay"),
          Field.withDefault(
              "ignoring",
              ListShape.unique(LABEL, 0, 10),
              List.of(),
              "labels of the part that these series do not have"));

  static final Shape ALL = ObjectShape.of(fields());

  private SignalSection() {}

  private static Field[] fields() {
    return Arrays.stream(Name.values())
        .map(name -> Field.optional(name.key(), SIGNAL, "signal: " + name.key()))
        .toArray(Field[]::new);
  }

  /** What a kind needs beside its series. */
  static void check(Cursor signals, Problems problems) {
    for (Cursor signal : signals.values()) {
      boolean needed =
          signal
              .find("kind")
              .map(kind -> Words.constant(Kind.values(), kind.text()))
              .map(
                  kind ->
                      switch (kind) {
                        case RATIO, MEAN, USED, FREE -> true;
                        case RATE, QUANTILE, IDLE, LEVEL -> false;
                      })
              .orElse(signal.declares("to"));
      if (needed != signal.declares("to")) {
        signal.refuse(
            problems,
            needed
                ? "needs to: what it is a share or a mean of"
                : "is of a kind that has no to; take it out");
      }
    }
  }

  static List<SignalSpec> bind(Cursor signals) {
    return Stream.of(Name.values())
        .flatMap(name -> signals.find(name.key()).map(signal -> bind(name, signal)).stream())
        .toList();
  }

  private static SignalSpec bind(Name name, Cursor signal) {
    return new SignalSpec(
        name,
        Words.constant(Kind.values(), signal.at("kind").text()),
        series(signal.at("of")),
        signal.find("to").stream()
            .flatMap(to -> to.items().stream())
            .map(SignalSection::series)
            .toList(),
        switch (signal.at("unit").text()) {
          case "ms" -> 1e-3;
          case "us" -> 1e-6;
          case "ns" -> 1e-9;
          case "percent" -> 0.01;
          default -> 1;
        },
        signal.at("by").texts(),
        signal.at("ignoring").texts());
  }

  private static Series series(Cursor cursor) {
    SortedMap<String, String> where = new TreeMap<>();
    if (!cursor.isMap()) {
      return new Series(cursor.text(), where);
    }
    cursor.at("where").values().forEach(label -> where.put(label.name(), label.text()));
    return new Series(cursor.at("metric").text(), where);
  }
}
