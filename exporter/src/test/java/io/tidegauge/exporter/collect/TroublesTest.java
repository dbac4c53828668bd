package io.tidegauge.exporter.collect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TroublesTest {
  private static final Logger LOGGER = Logger.getLogger(Troubles.class.getName());

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
    LOGGER.addHandler(ear);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(ear);
  }

  @Test
  void aTroubleIsSaidWhenItBeginsChangesAndEnds() {
    Troubles troubles = new Troubles("m");

    for (String now : List.of("", "a", "a", "a", "b", "b", "", "")) {
      troubles.now(now);
    }

    assertThat(said)
        .containsExactly(
            "WARNING model m: a", "WARNING model m: b", "INFO model m: all is read again");
  }
}
