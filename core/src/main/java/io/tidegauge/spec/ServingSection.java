package io.tidegauge.spec;

import io.tidegauge.spec.ServingSpec.Part;
import io.tidegauge.spec.SignalSpec.Kind;
import io.tidegauge.spec.SignalSpec.Name;
import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import io.tidegauge.spec.yaml.TextShape;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The section {@code serving}. */
final class ServingSection {
  private static final List<String> PARTS = List.of("host", "container");

  private static final Shape LIMITS =
      ObjectShape.of(
          Field.optional(
              "latency", DurationShape.between("1ms", "1h"), "the slowest that is borne"),
          Field.optional(
              "queue", NumberShape.NOT_NEGATIVE, "as many requests as may wait, or be in work"),
          share("errors", "0.05", "requests that fail"),
          share("cpu", "0.9", "the processors' time, where it is a share"),
          share("throttling", "0.25", "the periods in which a container is throttled"),
          share("memory", "0.9", "the memory"),
          share("disk", "0.85", "each file system"));

  static final Shape SHAPE =
      part(ServingPreset.SERVERS)
          .and(
              Field.optional(
                  "host", part(ServingPreset.HOSTS), "what is scraped of the host it runs on"),
              Field.optional(
                  "container", part(ServingPreset.CONTAINERS), "what is scraped of its container"),
              Field.withDefault("limits", LIMITS, new TreeMap<>(), "above which an alert is due"),
              Field.withDefault(
                  "share",
                  NumberShape.between("0.5", "0.9999"),
                  new BigDecimal("0.99"),
                  "of a latency with a histogram: the share of requests that must be quicker"),
              Field.withDefault(
                  "min_requests",
                  NumberShape.integer(1, 1_000_000),
                  20,
                  "with fewer requests in five minutes nobody is told of errors and latency"));

  private ServingSection() {}

  private static Field share(String name, String usual, String meaning) {
    return Field.withDefault(
        name, new ShareShape(), new BigDecimal(usual), "the largest share of " + meaning);
  }

  private static ObjectShape part(List<String> presets) {
    return ObjectShape.of(
        Field.optional(
            "preset", new ChoiceShape("preset", presets), "what exports it: its names are known"),
        Field.optional(
            "signals", SignalSection.ALL, "what its series say; in the place of the preset's"),
        Field.required("job", TextShape.ANY, "the job of Prometheus that scrapes it"),
        Field.optional(
            "labels",
            new MapShape(
                new Regex("^[a-zA-Z_][a-zA-Z0-9_]*$"), "a label's name", TextShape.ANY, 1, 10),
            "labels of the target, where the job has others too"));
  }

  /** What a part needs, and which limits can be passed. */
  static void check(Cursor root, Problems problems) {
    root.find("serving")
        .ifPresent(
            serving -> {
              List<Cursor> parts = parts(serving);
              parts.forEach(part -> checkPart(part, problems));
              if (parts.stream().allMatch(ServingSection::isRead)) {
                limitsCanBePassed(serving, parts, problems);
              }
            });
  }

  private static List<Cursor> parts(Cursor serving) {
    return Stream.concat(
            Stream.of(serving), PARTS.stream().flatMap(part -> serving.find(part).stream()))
        .toList();
  }

  private static void checkPart(Cursor part, Problems problems) {
    if (!part.declares("preset") && !part.declares("signals")) {
      part.refuse(problems, "needs a preset, or signals of its own");
    }
    part.find("signals").ifPresent(signals -> SignalSection.check(signals, problems));
  }

  private static boolean isRead(Cursor part) {
    return Stream.of("preset", "signals")
        .allMatch(key -> part.declares(key) == part.find(key).isPresent());
  }

  private static void limitsCanBePassed(Cursor serving, List<Cursor> parts, Problems problems) {
    Set<Name> there = EnumSet.noneOf(Name.class);
    parts.forEach(part -> there.addAll(limited(part)));
    serving
        .find("limits")
        .filter(Cursor::declared)
        .ifPresent(
            limits -> {
              for (Cursor limit : limits.values()) {
                if (limit.declared() && !there.contains(name(limit.name()))) {
                  limit.refuse(
                      problems,
                      "is a limit of what no preset and no signal here says; declare a signal that"
                          + " is not a rate, or take this out");
                }
              }
            });
  }

  private static Name name(String key) {
    return Words.constant(Name.values(), key);
  }

  /** What a part says that can be past a limit; a signal of which a problem is told is one. */
  private static Set<Name> limited(Cursor part) {
    Set<Name> names = EnumSet.noneOf(Name.class);
    part.find("preset")
        .ifPresent(
            preset ->
                ServingPreset.named(preset.text()).signals().stream()
                    .filter(signal -> signal.kind() != Kind.RATE)
                    .forEach(signal -> names.add(signal.name())));
    part.find("signals")
        .ifPresent(
            own ->
                Stream.of(Name.values())
                    .filter(name -> own.declares(name.key()))
                    .filter(name -> !isRate(own, name))
                    .forEach(names::add));
    return names;
  }

  private static boolean isRate(Cursor signals, Name name) {
    return signals
        .find(name.key())
        .flatMap(signal -> signal.find("kind"))
        .filter(kind -> Words.constant(Kind.values(), kind.text()) == Kind.RATE)
        .isPresent();
  }

  private static List<SignalSpec> signals(Cursor part) {
    Map<Name, SignalSpec> signals = new EnumMap<>(Name.class);
    part.find("preset")
        .ifPresent(
            preset ->
                ServingPreset.named(preset.text())
                    .signals()
                    .forEach(signal -> signals.put(signal.name(), signal)));
    part.find("signals")
        .ifPresent(
            own -> SignalSection.bind(own).forEach(signal -> signals.put(signal.name(), signal)));
    return List.copyOf(signals.values());
  }

  static ServingSpec bind(Cursor cursor) {
    Cursor limits = cursor.at("limits");
    Map<Name, Double> values = new EnumMap<>(Name.class);
    limits.find("latency").ifPresent(it -> values.put(Name.LATENCY, AlertsSection.seconds(it)));
    limits.find("queue").ifPresent(it -> values.put(Name.QUEUE, it.number()));
    for (Name name : List.of(Name.ERRORS, Name.CPU, Name.THROTTLING, Name.MEMORY, Name.DISK)) {
      values.put(name, limits.at(name.key()).share());
    }
    return new ServingSpec(
        bindPart(cursor),
        cursor.find("host").map(ServingSection::bindPart),
        cursor.find("container").map(ServingSection::bindPart),
        values,
        cursor.at("share").number(),
        cursor.at("min_requests").integer());
  }

  private static Part bindPart(Cursor cursor) {
    SortedMap<String, String> labels = new TreeMap<>();
    Optional<Cursor> declared = cursor.find("labels");
    declared.ifPresent(
        found -> found.values().forEach(label -> labels.put(label.name(), label.text())));
    return new Part(cursor.at("job").text(), labels, signals(cursor));
  }
}
