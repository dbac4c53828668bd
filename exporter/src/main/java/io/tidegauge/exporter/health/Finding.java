package io.tidegauge.exporter.health;

import io.tidegauge.alert.DueAlert;
import io.tidegauge.counts.Cell;
import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.Unit;
import io.tidegauge.monitor.Volume;
import io.tidegauge.spec.Alert.Severity;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;

/**
 * One thing that is wrong with a model: a reading for which an alert is due.
 *
 * @param labels of the reading, by name
 * @param value the reading
 * @param noise what it is above as well, where the alert asks for it
 */
public record Finding(
    AlertDefinition alert,
    Map<String, String> labels,
    double value,
    double limit,
    OptionalDouble noise) {

  /** The worst first: by severity, then by how far past the limit. */
  public static final Comparator<Finding> WORST_FIRST =
      Comparator.comparing(Finding::severity)
          .thenComparing(Comparator.comparingDouble(Finding::excess).reversed())
          .thenComparing(Finding::text);

  public Finding {
    labels = Map.copyOf(labels);
  }

  /** What an alert found that is due. */
  public static Finding of(DueAlert due) {
    return new Finding(due.alert(), due.labels(), due.value(), due.limit(), due.noise());
  }

  /** Who is told. */
  public Severity severity() {
    return alert.settings().severity();
  }

  /** Whether a distribution has moved. */
  public boolean isDrift() {
    return noise.isPresent();
  }

  /** Whether no row has come for too long. */
  boolean isSilence() {
    return alert.condition().reading().equals(Volume.SILENCE);
  }

  /** Whether this is about that feature or prediction column of that version. */
  public boolean isAbout(String version, String column) {
    return version.equals(labels.get("version"))
        && (column.equals(labels.get("feature")) || column.equals(labels.get("output")));
  }

  /** How many times its limit the reading is, or the limit the reading; infinite if one is 0. */
  private double excess() {
    return Math.max(value / limit, limit / value);
  }

  /** For people: what, how much, the limit, the window and the version. */
  public String text() {
    StringBuilder text =
        new StringBuilder(
            AlertDefinition.PLACEHOLDER
                .matcher(alert.brief())
                .replaceAll(name -> Matcher.quoteReplacement(stands(name.group(1)))));
    if (unit() != Unit.FLAG) {
      text.append(" (limit ").append(Wording.reading(unit(), limit));
      noise.ifPresent(above -> text.append(", noise ").append(Wording.reading(unit(), above)));
      text.append(')');
    }
    label("window").ifPresent(window -> text.append(" in ").append(window));
    // The only version goes without saying.
    label("version")
        .filter(version -> !version.equals(Cell.ONLY_VERSION))
        .ifPresent(version -> text.append(", ").append(version));
    return text.toString();
  }

  private String stands(String placeholder) {
    return placeholder.equals(AlertDefinition.VALUE)
        ? Wording.reading(unit(), value)
        : label(placeholder).orElseThrow();
  }

  private Unit unit() {
    return alert.condition().reading().unit();
  }

  private Optional<String> label(String name) {
    return Optional.ofNullable(labels.get(name));
  }
}
