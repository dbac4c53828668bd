package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.rulegen.text.YamlText;
import java.util.List;

/** What the dashboards' linter must know: the file {@code .lint} beside them. */
public final class LintExclusions {
  private static final String REASON =
      "ALERTS has no job and no instance that a dashboard could ask for: rules take replicas together."
          + " What a model's server exports is another job's, which its spec names. Every other selector has"
          + " both; rulegen's tests hold that.";

  private LintExclusions() {}

  /**
   * The text of the file. It names no dashboard, so that it is the same for any specs.
   *
   * @param header the comment on top
   */
  public static String text(String header) {
    ObjectNode file = Board.object();
    ObjectNode exclusions = file.putObject("exclusions");
    for (String rule : List.of("target-instance-rule", "target-job-rule")) {
      exclusions.putObject(rule).put("reason", REASON);
    }
    return header + YamlText.of(file);
  }
}
