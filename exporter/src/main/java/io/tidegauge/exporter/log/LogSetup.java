package io.tidegauge.exporter.log;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.ErrorManager;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Sends all records of java.util.logging, and so of slf4j, to one stream.
 *
 * <p>slf4j-jdk14 drops the key/value pairs of slf4j's fluent calls: what a record has to say must
 * stand in its message.
 */
public final class LogSetup {
  /** These say at debug level what each request is made of. */
  private static final List<String> NOISY =
      List.of(
          "com.sun.net.httpserver", "sun.net.httpserver", "jdk.event.security", "javax.net.ssl");

  /** What it warns of, a failed statement says in our words. */
  private static final String POOL = "com.zaxxer.hikari";

  /** java.util.logging itself holds loggers by weak references only, and forgets their levels. */
  private static final List<Logger> KEPT = new ArrayList<>();

  private LogSetup() {}

  /** Replaces whatever was set up before. */
  public static void install(LogLevel level, LogFormat format, PrintStream stream) {
    LogManager.getLogManager().reset();
    Logger root = Logger.getLogger("");
    root.setLevel(level.level());
    root.addHandler(new StreamLines(format, stream));
    synchronized (KEPT) {
      KEPT.clear();
      for (String name : NOISY) {
        keep(name, level == LogLevel.ERROR ? Level.SEVERE : Level.WARNING);
      }
      keep(POOL, level == LogLevel.DEBUG ? level.level() : Level.SEVERE);
    }
  }

  private static void keep(String name, Level level) {
    Logger logger = Logger.getLogger(name);
    logger.setLevel(level);
    KEPT.add(logger);
  }

  /** Writes each record with one call, so that the lines of two threads never mix. */
  private static final class StreamLines extends Handler {
    private final PrintStream stream;

    StreamLines(LogFormat format, PrintStream stream) {
      this.stream = stream;
      setFormatter(format.formatter());
    }

    @Override
    public void publish(LogRecord record) {
      try {
        byte[] line = getFormatter().format(record).getBytes(StandardCharsets.UTF_8);
        stream.write(line, 0, line.length);
        stream.flush();
      } catch (RuntimeException e) {
        reportError(null, e, ErrorManager.FORMAT_FAILURE);
      }
    }

    @Override
    public void flush() {
      stream.flush();
    }

    @Override
    public void close() {
      stream.flush();
    }
  }
}
