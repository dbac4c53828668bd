package io.tidegauge.exporter.log;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** A JSON object for each record, each on its line. */
final class JsonFormatter extends Formatter {
  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder(200);
    LogFields.of(record)
        .forEach(
            (key, value) -> {
              line.append(line.isEmpty() ? '{' : ',');
              Quoted.append(line, key);
              line.append(':');
              Quoted.append(line, value);
            });
    return line.append("}\n").toString();
  }
}
