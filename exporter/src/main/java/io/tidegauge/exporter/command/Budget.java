package io.tidegauge.exporter.command;

import io.tidegauge.calibration.Evaluations;
import io.tidegauge.spec.yaml.DurationText;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many false alarms somebody bears in a time.
 *
 * @param alarms positive
 * @param time in which there may be so many; positive
 */
record Budget(double alarms, Duration time) {
  /** In 30 days. */
  double monthly() {
    return alarms * ((double) Evaluations.MONTH.toMillis() / time.toMillis());
  }

  @Override
  public String toString() {
    String count = alarms == Math.rint(alarms) ? "" + Math.round(alarms) : "" + alarms;
    return count + "/" + DurationText.of(time);
  }

  /** Reads {@code 1/30d}. */
  static final class Reader implements ITypeConverter<Budget> {
    @Override
    public Budget convert(String text) {
      String[] parts = text.split("/", -1);
      if (parts.length == 2
          && parts[0].matches("[0-9]{1,6}(\\.[0-9]{1,6})?")
          && Double.parseDouble(parts[0]) > 0
          && DurationText.matches(parts[1])
          && !DurationText.parse(parts[1]).isZero()) {
        return new Budget(Double.parseDouble(parts[0]), DurationText.parse(parts[1]));
      }
      throw new TypeConversionException(
          "\"" + text + "\" is not a budget; write 1/30d for one false alarm in 30 days");
    }
  }
}
