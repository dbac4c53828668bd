package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.rulegen.Specs;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** What is committed for the examples. */
class CommittedTest {
  @Test
  void isWhatTheSpecsSay() throws Exception {
    Workspace.Result check =
        new Workspace(Specs.ROOT).run("check", Specs.examples().toArray(Path[]::new));

    assertThat(check.status()).as("%s%nrun make rules, and commit", check.out()).isZero();
  }
}
