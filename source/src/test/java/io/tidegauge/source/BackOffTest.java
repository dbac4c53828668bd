package io.tidegauge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class BackOffTest {
  @Test
  void pausesDoubleUpToAMinute() {
    AtomicLong now = new AtomicLong();
    BackOff backOff = new BackOff(now::get);
    assertThat(backOff.pending()).isEmpty();
    List<Integer> pauses = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      backOff.refused(FailureKind.DENIED, "no", "28000");
      int seconds = 0;
      while (backOff.pending().isPresent()) {
        now.addAndGet(1_000_000_000);
        seconds++;
      }
      pauses.add(seconds);
    }
    assertThat(pauses).containsExactly(1, 2, 4, 8, 16, 32, 60, 60);
    backOff.succeeded();
    assertThat(backOff.pending()).isEmpty();
    assertThat(backOff.since(0)).isEmpty();
  }
}
