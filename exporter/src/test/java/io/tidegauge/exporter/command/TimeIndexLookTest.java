package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.exporter.collect.Exporter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the log says of a table that each scrape must scan. */
class TimeIndexLookTest {
  private static final Logger LOGGER =
      Logger.getLogger("io.tidegauge.exporter.collect.TimeIndexLook");

  @TempDir private Path folder;
  private Site site;
  private final List<String> said = new ArrayList<>();
  private final Handler ear =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          said.add(line.getLevel() + " " + new SimpleFormatter().formatMessage(line));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @BeforeEach
  void listen() {
    site = new Site(folder);
    LOGGER.addHandler(ear);
  }

  @AfterEach
  void end() {
    LOGGER.removeHandler(ear);
    site.close();
  }

  @Test
  void itIsSaidOnceWithWhatMendsIt() throws Exception {
    site.log("log");
    site.insert("log", 150_000, Site.NOW.minus(Duration.ofHours(5)), Duration.ofMillis(100));
    site.model("credit", Site.CREDIT);
    try (Exporter exporter =
        Service.exporter(Configuration.load(site.file("tidegauge.yaml")), site.clock())) {
      exporter.refresh();
      exporter.refresh();
    }
    assertThat(said).hasSize(1);
    assertThat(said.get(0))
        .startsWith("WARNING model credit: reading a moment of log by at scans 1")
        .contains(
            " MB of "
                + site.schema()
                + ".log on each scrape. Mend: CREATE INDEX CONCURRENTLY ON "
                + ("\"" + site.schema() + "\".\"log\" (\"at\"); -- USING brin is enough"));
  }

  @Test
  void aTableThatComesLaterIsLookedAtThen() throws Exception {
    site.model("credit", Site.CREDIT);
    try (Exporter exporter =
        Service.exporter(Configuration.load(site.file("tidegauge.yaml")), site.clock())) {
      exporter.refresh();
      assertThat(said).isEmpty();
      site.log("log");
      site.insert("log", 150_000, Site.NOW.minus(Duration.ofHours(5)), Duration.ofMillis(100));
      exporter.refresh();
      exporter.refresh();
    }
    assertThat(said).hasSize(1);
  }
}
