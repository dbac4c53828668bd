package io.tidegauge.rulegen.rules;

import io.tidegauge.monitor.MetricDefinition;

/** How a reading is written for people: by Prometheus in a template, and the same by us. */
public enum ValueFormat {
  SHARE("{{ $value | humanizePercentage }}"),
  TIME("{{ $value | humanizeDuration }}"),
  WHOLE("{{ printf \"%.0f\" $value }}"),
  NUMBER("{{ printf \"%.3f\" $value }}");

  private static final String VALUE = "$value";

  private final String template;

  ValueFormat(String template) {
    this.template = template;
  }

  /** The format of a metric's values. */
  public static ValueFormat of(MetricDefinition metric) {
    return switch (metric.unit()) {
      case RATIO -> SHARE;
      case SECONDS -> TIME;
      case COUNT, FLAG, BYTES, TIMESTAMP -> WHOLE;
      case NUMBER -> NUMBER;
    };
  }

  String template() {
    return template;
  }

  /** The template of another value, by an expression that needs no parentheses but its own. */
  String template(String expression) {
    return template.replace(VALUE, expression);
  }

  /** A value as people read it. */
  public String write(double value) {
    return switch (this) {
      case SHARE -> GoNumbers.percentage(value);
      case TIME -> GoNumbers.duration(value);
      case WHOLE -> GoNumbers.whole(value);
      case NUMBER -> GoNumbers.thousandths(value);
    };
  }
}
