package io.tidegauge.exporter.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Instant;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

class LogSetupTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @AfterEach
  void restore() throws Exception {
    LogManager.getLogManager().readConfiguration();
  }

  @Test
  void logfmtLooksAsThatOfPrometheus() {
    LogRecord record = record("model credit-risk is read");

    assertThat(new LogfmtFormatter().format(record))
        .isEqualTo(
            "ts=2026-11-20T10:11:12.345Z level=warn logger=Scrape"
                + " msg=\"model credit-risk is read\"\n");
  }

  @Test
  void jsonIsOneObjectInOneLine() {
    assertThat(new JsonFormatter().format(record("a \"b\"")))
        .isEqualTo(
            "{\"ts\":\"2026-11-20T10:11:12.345Z\",\"level\":\"warn\",\"logger\":\"Scrape\","
                + "\"msg\":\"a \\\"b\\\"\"}\n");
  }

  static Stream<String> nasty() {
    return Stream.of(
        "",
        "line\nlevel=error msg=forged",
        "return\rforged",
        "\u001b[31mred\u001b[0m",
        "a\u0000b\u0007c\u007f",
        "quote \" backslash \\ end\\",
        "key=value",
        "next\u0085line\u2028separator\u2029",
        "turned \u202e round \u2066",
        "half \uD83D pair \uDE00",
        "whole \uD83D\uDE00 pair",
        "grün 漢字",
        "{0} {1} {",
        "</script>",
        "tab\tbed");
  }

  @ParameterizedTest
  @MethodSource("nasty")
  void nothingBreaksTheLine(String text) throws Exception {
    LogRecord record = record(text);
    record.setThrown(new IllegalStateException(text));
    for (LogFormat format : LogFormat.values()) {
      String line = format.formatter().format(record);
      assertThat(line).endsWith("\n");
      String rest = line.substring(0, line.length() - 1);
      assertThat(rest.chars().noneMatch(c -> c < ' ' || (c >= 0x7f && c <= 0x9f))).isTrue();
      assertThat(rest.lines()).hasSize(1);
      assertThat(new String(line.getBytes(UTF_8), UTF_8)).isEqualTo(line);
    }
    JsonNode json = JsonMapper.builder().build().readTree(new JsonFormatter().format(record));
    assertThat(json.get("msg").asText()).isEqualTo(text);
    assertThat(json.get("err").asText()).contains("IllegalStateException");
    assertThat(json.get("stack").asText()).contains("LogSetupTest");
  }

  @Test
  void recordsOfSlf4jArriveFromTheLevelOn() {
    LogSetup.install(LogLevel.INFO, LogFormat.LOGFMT, new PrintStream(out, true, UTF_8));

    LoggerFactory.getLogger("a.B").debug("no");
    LoggerFactory.getLogger("a.B").info("model {} took {} ms", "m {0}", 3);
    LoggerFactory.getLogger("a.B").error("failed", new IllegalStateException("why"));

    List<String> lines = out.toString(UTF_8).lines().toList();
    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).endsWith(" level=info logger=B msg=\"model m {0} took 3 ms\"");
    assertThat(lines.get(1))
        .contains(
            "level=error logger=B msg=failed"
                + " err=\"java.lang.IllegalStateException: why\" stack=\"java.lang");
  }

  @Test
  void debugIsWrittenWhereItIsAskedFor() {
    LogSetup.install(LogLevel.DEBUG, LogFormat.JSON, new PrintStream(out, true, UTF_8));

    LoggerFactory.getLogger("a.B").debug("yes");
    java.util.logging.Logger.getLogger("com.sun.net.httpserver").fine("no");

    assertThat(out.toString(UTF_8)).contains("\"level\":\"debug\"").doesNotContain("\"no\"");
  }

  private static LogRecord record(String message) {
    LogRecord record = new LogRecord(Level.WARNING, message);
    record.setLoggerName("io.tidegauge.exporter.Scrape");
    record.setInstant(Instant.parse("2026-11-20T10:11:12.345Z"));
    return record;
  }
}
