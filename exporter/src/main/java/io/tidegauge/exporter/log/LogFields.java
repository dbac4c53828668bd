package io.tidegauge.exporter.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.text.MessageFormat;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.logging.LogRecord;

/** The fields of a record, in the order in which they are written. */
final class LogFields {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private LogFields() {}

  static Map<String, String> of(LogRecord record) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("ts", TIME.format(record.getInstant()));
    fields.put("level", LogLevel.text(record.getLevel()));
    String logger = record.getLoggerName();
    fields.put("logger", logger == null ? "" : logger.substring(logger.lastIndexOf('.') + 1));
    fields.put("msg", message(record));
    if (record.getThrown() != null) {
      fields.put("err", record.getThrown().toString());
      fields.put("stack", stack(record.getThrown()));
    }
    return fields;
  }

  /** Records of slf4j have their arguments filled in; those of the JDK's own loggers may not. */
  private static String message(LogRecord record) {
    String message = record.getMessage();
    if (message == null) {
      return "";
    }
    Object[] parameters = record.getParameters();
    if (parameters == null || parameters.length == 0 || !message.contains("{0")) {
      return message;
    }
    try {
      return new MessageFormat(message, Locale.ROOT).format(parameters);
    } catch (IllegalArgumentException e) {
      return message;
    }
  }

  private static String stack(Throwable thrown) {
    StringWriter text = new StringWriter();
    thrown.printStackTrace(new PrintWriter(text));
    return text.toString().stripTrailing();
  }
}
