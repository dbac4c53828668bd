package io.tidegauge.exporter.log;

import java.util.logging.Formatter;

/** How a record of the log is written. */
public enum LogFormat {
  LOGFMT,
  JSON;

  Formatter formatter() {
    return switch (this) {
      case LOGFMT -> new LogfmtFormatter();
      case JSON -> new JsonFormatter();
    };
  }
}
