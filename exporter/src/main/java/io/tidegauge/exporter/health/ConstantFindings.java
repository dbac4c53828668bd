package io.tidegauge.exporter.health;

import io.tidegauge.counts.Cell;
import io.tidegauge.counts.Counts;
import io.tidegauge.counts.NumericCounts;
import io.tidegauge.counts.WatchedColumn;
import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.exporter.health.Finding.Kind;
import io.tidegauge.monitor.Observation;
import io.tidegauge.monitor.WindowCounts;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.spec.Alert;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.statistics.Distribution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Columns that say the same of every row: scores always, features where the reference varies. */
final class ConstantFindings {
  private final Observation observation;
  private final JudgedWindows windows;

  ConstantFindings(Observation observation, JudgedWindows windows) {
    this.observation = observation;
    this.windows = windows;
  }

  List<Finding> of(String version) {
    Alert alert = observation.spec().alerts().constant();
    List<Finding> found = new ArrayList<>();
    windows
        .window(version, alert)
        .flatMap(window -> counts(version, window))
        .ifPresent(
            counts ->
                columns()
                    .filter(column -> varied(version, column) && constant(column, counts.counts()))
                    .forEach(column -> found.add(finding(column, alert, version, counts))));
    return found;
  }

  private Stream<WatchedColumn> columns() {
    return Stream.of(Role.SCORE, Role.OUTPUT, Role.FEATURE)
        .flatMap(role -> observation.columns(role).stream());
  }

  private Optional<WindowCounts> counts(String version, String window) {
    return observation.windows().stream()
        .filter(counts -> counts.cell().equals(Cell.ofAll(version)))
        .filter(counts -> counts.window().equals(window))
        .findFirst();
  }

  /** A feature without a reference is not judged; a score is expected to vary, whatever it did. */
  private boolean varied(String version, WatchedColumn column) {
    if (column.role() == Role.SCORE) {
      return true;
    }
    return observation
        .profile(version)
        .flatMap(profile -> profile.column(column))
        .flatMap(profile -> profile.counts(Cell.ALL))
        .filter(reference -> filledBins(reference) > 1)
        .isPresent();
  }

  private static long filledBins(ColumnProfile.ReferenceCounts reference) {
    Distribution present = reference.present();
    return IntStream.range(0, present.size()).filter(bin -> present.count(bin) > 0).count();
  }

  private boolean constant(WatchedColumn column, Counts counts) {
    if (column.type() == FeatureType.NUMERIC) {
      return observation
          .columns()
          .numberIndex(column.role(), column.name())
          .map(counts::number)
          .filter(ConstantFindings::constant)
          .isPresent();
    }
    return observation
        .columns()
        .textIndex(column.role(), column.name())
        .map(counts::text)
        .filter(text -> text.present() > 1 && text.constant())
        .isPresent();
  }

  private static boolean constant(NumericCounts counts) {
    return counts.finite() > 1 && counts.min().equals(counts.max());
  }

  private static Finding finding(
      WatchedColumn column, Alert alert, String version, WindowCounts counts) {
    String text =
        "%s constant in all %s rows%s"
            .formatted(
                column.name(),
                Wording.count(counts.counts().rows()),
                JudgedWindows.in(counts.window(), version));
    return new Finding(
        Kind.CONSTANT, alert.severity(), Optional.of(version), Optional.of(column.name()), 1, text);
  }
}
