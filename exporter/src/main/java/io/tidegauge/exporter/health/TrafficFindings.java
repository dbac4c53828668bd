package io.tidegauge.exporter.health;

import io.tidegauge.exporter.health.Finding.Kind;
import io.tidegauge.monitor.Reading;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.LifecycleSpec;
import io.tidegauge.spec.ModelSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/**
 * Too few rows, none at all, a model that is too old, features that training computes otherwise.
 */
final class TrafficFindings {
  private final ModelSpec spec;
  private final ReadingTable table;

  TrafficFindings(ModelSpec spec, ReadingTable table) {
    this.spec = spec;
    this.table = table;
  }

  /** No row for longer than the spec's largest gap. */
  Optional<Finding> freshness() {
    Alert alert = spec.alerts().freshness();
    OptionalDouble silence = table.value(Names.SILENCE);
    Optional<Duration> gap = spec.traffic().largestGap();
    if (!alert.enabled() || gap.isEmpty() || silence.isEmpty()) {
      return Optional.empty();
    }
    double limit = gap.get().toMillis() / 1e3;
    if (silence.getAsDouble() <= limit) {
      return Optional.empty();
    }
    String text =
        "no row for %s (limit %s)"
            .formatted(Wording.seconds(silence.getAsDouble()), Wording.duration(gap.get()));
    return Optional.of(
        new Finding(
            Kind.FRESHNESS,
            alert.severity(),
            Optional.empty(),
            Optional.empty(),
            Finding.timesLimit(silence.getAsDouble(), limit),
            text));
  }

  /**
   * Fewer rows than the reference's traffic gives. Versions with a role are judged; of a model
   * without roles the one with the most rows, as the others are on their way in or out.
   */
  List<Finding> volume(JudgedWindows windows) {
    Alert alert = spec.alerts().volume();
    if (!alert.enabled()) {
      return List.of();
    }
    Collection<String> roles = spec.predictions().versions().values();
    Stream<String> versions =
        roles.isEmpty() ? LeadingVersion.of(spec, table).stream() : roles.stream().distinct();
    return versions.flatMap(version -> volume(windows, alert, version).stream()).toList();
  }

  private Optional<Finding> volume(JudgedWindows windows, Alert alert, String version) {
    String window = Windows.label(windows.length(version, alert));
    OptionalDouble traffic = table.value(Names.TRAFFIC, version, window);
    if (traffic.isEmpty() || traffic.getAsDouble() >= alert.above()) {
      return Optional.empty();
    }
    String text =
        "%s of the reference's traffic (limit %s)%s"
            .formatted(
                Wording.share(traffic.getAsDouble()),
                Wording.share(alert.above()),
                JudgedWindows.in(window, version));
    return Optional.of(
        new Finding(
            Kind.VOLUME,
            alert.severity(),
            Optional.of(version),
            Optional.empty(),
            Finding.timesLimit(alert.above(), traffic.getAsDouble()),
            text));
  }

  /** Versions in production that are older than the spec allows. */
  List<Finding> age() {
    Alert alert = spec.alerts().age();
    Optional<Duration> limit = spec.lifecycle().flatMap(LifecycleSpec::maxAge);
    if (!alert.enabled() || limit.isEmpty()) {
      return List.of();
    }
    double seconds = limit.get().toMillis() / 1e3;
    return table.of(Names.AGE).stream()
        .filter(reading -> reading.value() > seconds)
        .map(
            reading -> {
              String version = ReadingTable.label(reading, "version").orElse("");
              String text =
                  "%s is %s old (limit %s)"
                      .formatted(
                          version, Wording.seconds(reading.value()), Wording.duration(limit.get()));
              return new Finding(
                  Kind.AGE,
                  alert.severity(),
                  Optional.of(version),
                  Optional.empty(),
                  Finding.timesLimit(reading.value(), seconds),
                  text);
            })
        .toList();
  }

  /** Features whose served value is not the one that training computes. */
  List<Finding> skew() {
    Alert alert = spec.alerts().skew();
    return table.of(Names.SKEWED).stream()
        .filter(reading -> alert.enabled() && reading.value() > alert.above())
        .filter(reading -> inWindow(alert, reading))
        .map(reading -> skew(alert, reading))
        .toList();
  }

  private static boolean inWindow(Alert alert, Reading reading) {
    Optional<String> window = ReadingTable.label(reading, "window");
    return alert.window().isEmpty()
        || window.isEmpty()
        || window.get().equals(Windows.label(alert.window().get()));
  }

  private static Finding skew(Alert alert, Reading reading) {
    String feature = ReadingTable.label(reading, "feature").orElse("");
    Optional<String> version = ReadingTable.label(reading, "version");
    String text =
        "%s skewed between training and serving %s (limit %s)%s%s"
            .formatted(
                feature,
                Wording.share(reading.value()),
                Wording.share(alert.above()),
                ReadingTable.label(reading, "window").map(window -> " in " + window).orElse(""),
                version.map(name -> ", " + name).orElse(""));
    return new Finding(
        Kind.SKEW,
        alert.severity(),
        version,
        Optional.of(feature),
        Finding.timesLimit(reading.value(), alert.above()),
        text);
  }
}
