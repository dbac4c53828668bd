package io.tidegauge.exporter.command;

import io.tidegauge.calibration.Calibration;
import io.tidegauge.calibration.Calibration.CalibratedFeature;
import io.tidegauge.calibration.Calibrator;
import io.tidegauge.calibration.Detection;
import io.tidegauge.calibration.FalseAlarms;
import io.tidegauge.calibration.Onsets;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.Incident;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.yaml.DurationText;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;

/**
 * What a calibration found, for people.
 *
 * @param from the first moment that was looked at
 * @param incidents what was left out
 */
record CalibrationReport(
    ModelSpec spec, Instant from, Budget budget, List<Incident> incidents, Calibration found) {
  private static final MathContext TWO_DIGITS = new MathContext(2);

  CalibrationReport {
    incidents = List.copyOf(incidents);
  }

  /** The last moment that was looked at. */
  Instant to() {
    long steps = found.evaluations().count() - 1L;
    return from.plus(found.evaluations().step().multipliedBy(steps));
  }

  /** So soon shifts are to be found. */
  Duration within() {
    return new Onsets(found.evaluations()).within();
  }

  /** A limit as it is written: two digits, never with an exponent. */
  static String limit(double limit) {
    return new BigDecimal(limit).round(TWO_DIGITS).stripTrailingZeros().toPlainString();
  }

  void print(PrintWriter out) {
    out.printf(
        "%s: %s in %s, each %s from %s to %s, in %d blocks of %s%n",
        spec.name(),
        spec.alerts().drift().distance().title(),
        Windows.label(found.evaluations().window()),
        DurationText.of(found.evaluations().step()),
        from,
        to(),
        found.blocks().count(),
        Wording.duration(found.blocks().length()));
    if (!found.blocks().ofWeeks()) {
      out.println(
          "  too short for blocks of weeks: what the days of a week have in common is not known");
    }
    incidents.forEach(
        one -> out.printf("  left out: %s to %s %s%n", one.from(), one.to(), one.why()));
    out.printf(
        Locale.ROOT,
        "  budget %s; false alarms in 30 d, at most: %s; with the limits of now: %s%n",
        budget,
        alarms(found.alarms()),
        alarms(found.alarmsNow()));
    out.printf(
        "  for: %s (now %s)%n%n",
        DurationText.of(found.pending()), DurationText.of(spec.alerts().drift().alert().pending()));
    printFeatures(out);
    printTradeOffs(out);
  }

  private static String alarms(FalseAlarms alarms) {
    return String.format(
        Locale.ROOT,
        "%.2f (%.2f to %.2f)",
        alarms.monthly(),
        alarms.interval().low(),
        alarms.interval().high());
  }

  private void printFeatures(PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(withShifts("feature", "limit now", "proposed", "alarms in 30 d"));
    for (CalibratedFeature feature : found.features()) {
      rows.add(
          withFound(
              feature.found(),
              feature.feature(),
              limit(feature.now()),
              limit(feature.proposed()),
              String.format(Locale.ROOT, "%.3f", feature.alarms().monthly())));
    }
    TextTable.print(out, rows, 1);
    out.printf("  shifts are found if the alert fires within %s%n", DurationText.of(within()));
    List<String> hardly =
        found.features().stream()
            .filter(feature -> 2 * largest(feature).found() < largest(feature).shifts())
            .map(CalibratedFeature::feature)
            .toList();
    if (!hardly.isEmpty()) {
      out.printf(
          "  hardly found, since they vary as much by themselves: shifts of %s; earlier rows as the"
              + " reference may help (drift.reference)%n",
          String.join(", ", hardly));
    }
    List<String> without =
        spec.features().stream()
            .map(feature -> feature.name())
            .filter(name -> found.features().stream().noneMatch(is(name)))
            .toList();
    if (!without.isEmpty()) {
      out.printf("  no proposal, for want of scores that vary: %s%n", String.join(", ", without));
    }
    out.println();
  }

  private static Detection largest(CalibratedFeature feature) {
    return feature.found().get(Calibrator.SHIFTS.size() - 1);
  }

  private static Predicate<CalibratedFeature> is(String name) {
    return feature -> feature.feature().equals(name);
  }

  private void printTradeOffs(PrintWriter out) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(withShifts("alarms in 30 d", "for", "median limit", "hours to 0.5 sd"));
    for (Calibration.TradeOff one : found.tradeOffs()) {
      rows.add(
          withFound(
              one.found(),
              String.format(Locale.ROOT, "%.2f", one.budget()),
              DurationText.of(found.pending()),
              limit(one.limit()),
              hours(one.found())));
    }
    for (Calibration.Pending one : found.tried()) {
      if (!one.pending().equals(found.pending())) {
        rows.add(
            withFound(
                one.found(),
                String.format(Locale.ROOT, "%.2f", budget.monthly()),
                DurationText.of(one.pending()),
                "",
                hours(one.found())));
      }
    }
    TextTable.print(out, rows, 0);
    out.println();
  }

  private static String hours(List<Detection> found) {
    Detection decides = found.get(Calibrator.DECIDING);
    return decides.shifts() == 0 ? "" : String.format(Locale.ROOT, "%.1f", decides.meanHours());
  }

  private static List<String> withShifts(String... head) {
    List<String> row = new ArrayList<>(List.of(head));
    for (double size : Calibrator.SHIFTS) {
      row.add("finds " + limit(size) + " sd");
    }
    return row;
  }

  private static List<String> withFound(List<Detection> found, String... cells) {
    List<String> row = new ArrayList<>(List.of(cells));
    for (Detection one : found) {
      row.add(
          one.shifts() == 0
              ? ""
              : String.format(Locale.ROOT, "%.0f %%", 100.0 * one.found() / one.shifts()));
    }
    return row;
  }
}
