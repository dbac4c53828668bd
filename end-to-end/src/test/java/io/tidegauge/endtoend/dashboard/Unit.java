package io.tidegauge.endtoend.dashboard;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.List;

/** How Grafana writes numbers of a unit; of the digits, three count. */
enum Unit {
  NONE("none") {
    @Override
    String text(double value) {
      return digits(value);
    }
  },
  SHORT("short") {
    @Override
    String text(double value) {
      return scaled(value, COUNTS);
    }
  },
  RATE("ops") {
    @Override
    String text(double value) {
      return scaled(value, COUNTS) + " ops/s";
    }
  },
  RATIO("percentunit") {
    @Override
    String text(double value) {
      return digits(value * 100) + "%";
    }
  },
  SECONDS("s") {
    @Override
    String text(double value) {
      return scaled(value, TIMES);
    }
  },
  BYTES("bytes") {
    @Override
    String text(double value) {
      return scaled(value, SIZES);
    }
  },
  SINCE("dateTimeFromNow") {
    @Override
    String text(double value) {
      return scaled((Instant.now().toEpochMilli() - value) / 1e3, TIMES) + " ago";
    }
  };

  private record Scale(double from, String name) {}

  private static final List<Scale> COUNTS =
      List.of(new Scale(1e9, " Bil"), new Scale(1e6, " Mil"), new Scale(1e3, " K"));
  private static final List<Scale> SIZES =
      List.of(
          new Scale(1 << 30, " GiB"),
          new Scale(1 << 20, " MiB"),
          new Scale(1 << 10, " KiB"),
          new Scale(1, " B"));
  private static final List<Scale> TIMES =
      List.of(
          new Scale(604_800, " weeks"),
          new Scale(86_400, " days"),
          new Scale(3600, " hours"),
          new Scale(60, " mins"),
          new Scale(1, " s"),
          new Scale(1e-3, " ms"),
          new Scale(1e-6, " µs"));

  private final String id;

  Unit(String id) {
    this.id = id;
  }

  /** The unit that Grafana names so. */
  static Unit of(String id) {
    for (Unit unit : values()) {
      if (unit.id.equals(id)) {
        return unit;
      }
    }
    throw new AssertionError("there is no unit " + id);
  }

  abstract String text(double value);

  private static String scaled(double value, List<Scale> scales) {
    return scales.stream()
        .filter(scale -> Math.abs(value) >= scale.from())
        .findFirst()
        .map(scale -> digits(value / scale.from()) + scale.name())
        .orElseGet(() -> digits(value));
  }

  private static String digits(double value) {
    BigDecimal whole = BigDecimal.valueOf(Math.rint(value));
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(3));
    BigDecimal shown = rounded.precision() - rounded.scale() > 3 ? whole : rounded;
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }
}
