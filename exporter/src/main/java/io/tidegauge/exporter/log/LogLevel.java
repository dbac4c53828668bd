package io.tidegauge.exporter.log;

import java.util.Locale;
import java.util.logging.Level;

/** From where on records are written. */
public enum LogLevel {
  DEBUG,
  INFO,
  WARN,
  ERROR;

  Level level() {
    return switch (this) {
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARN -> Level.WARNING;
      case ERROR -> Level.SEVERE;
    };
  }

  static String text(Level level) {
    LogLevel found = DEBUG;
    for (LogLevel each : values()) {
      if (level.intValue() >= each.level().intValue()) {
        found = each;
      }
    }
    return found.name().toLowerCase(Locale.ROOT);
  }
}
