package io.tidegauge.rulegen.ruletest;

import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.spec.Alert;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The steps of a test of one alert. All of its times are whole steps, and a step is short enough
 * for a missed scrape to be bridged.
 *
 * @param pending steps until the alert fires
 * @param keeps steps for which it fires on after its condition has ended
 */
record Timeline(Duration step, int pending, int keeps) {
  private static final List<Duration> STEPS =
      List.of(
          Duration.ofMinutes(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(15),
          Duration.ofSeconds(10),
          Duration.ofSeconds(5),
          Duration.ofSeconds(1));

  /**
   * The steps of an alert.
   *
   * @param others times that are whole steps, too
   */
  static Timeline of(Alert settings, Duration... others) {
    Duration step =
        STEPS.stream()
            .filter(candidate -> divides(candidate, settings.pending()))
            .filter(candidate -> divides(candidate, settings.keepFiringFor()))
            .filter(candidate -> Arrays.stream(others).allMatch(other -> divides(candidate, other)))
            .findFirst()
            .orElseThrow();
    return new Timeline(
        step,
        Math.toIntExact(settings.pending().dividedBy(step)),
        Math.toIntExact(settings.keepFiringFor().dividedBy(step)));
  }

  private static boolean divides(Duration step, Duration length) {
    return length.toSeconds() % step.toSeconds() == 0;
  }

  /** The first step at which a condition that begins at 0, and ends, does not hold any more. */
  int healed() {
    return pending + 3;
  }

  /** The first step at which the alert is over. */
  int resolved() {
    return healed() + keeps;
  }

  Duration at(int steps) {
    return step.multipliedBy(steps);
  }

  /** One value throughout. */
  String always(double value) {
    return repeated(value, resolved() + 2);
  }

  /** One value throughout, but for the second scrape, which is missed. */
  String butOnce(double value) {
    return repeated(value, 1) + " _ " + repeated(value, resolved());
  }

  /** One value throughout, but for the scrapes that are missed while another one heals. */
  String withMissedScrapes(double value) {
    return healing(value, value);
  }

  /** A value until it heals, with a sample missing while pending and another while firing. */
  String healing(double bad, double good) {
    List<String> parts = new ArrayList<>();
    int missedPending = pending / 2;
    if (missedPending > 0) {
      parts.add(repeated(bad, missedPending));
      parts.add("_");
      parts.add(repeated(bad, pending - missedPending));
    } else {
      parts.add(repeated(bad, pending + 1));
    }
    parts.add("_");
    parts.add(repeated(bad, 1));
    parts.add(repeated(good, resolved() + 2 - healed()));
    return String.join(" ", parts);
  }

  static String repeated(double value, int samples) {
    String text = Selector.number(value);
    return samples == 1 ? text : text + "x" + (samples - 1);
  }
}
