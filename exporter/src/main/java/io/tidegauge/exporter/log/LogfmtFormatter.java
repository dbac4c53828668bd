package io.tidegauge.exporter.log;

import java.util.logging.Formatter;
import java.util.logging.LogRecord;

/** {@code ts=… level=info logger=… msg="…"}, one line for each record, whatever is in it. */
final class LogfmtFormatter extends Formatter {
  @Override
  public String format(LogRecord record) {
    StringBuilder line = new StringBuilder(160);
    LogFields.of(record)
        .forEach(
            (key, value) -> {
              line.append(line.isEmpty() ? "" : " ").append(key).append('=');
              if (plain(value)) {
                line.append(value);
              } else {
                Quoted.append(line, value);
              }
            });
    return line.append('\n').toString();
  }

  private static boolean plain(String value) {
    return !value.isEmpty()
        && value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != '"' && c != '=' && c != '\\');
  }
}
