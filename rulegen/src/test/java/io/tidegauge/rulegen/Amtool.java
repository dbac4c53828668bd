package io.tidegauge.rulegen;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Alertmanager's own tool. Without it tests are skipped, but in CI they fail. */
public final class Amtool {
  private Amtool() {}

  /** Runs the generated script that asks amtool whom each kind of alert is sent to. */
  public static Promtool.Result runScript(Path script) throws IOException, InterruptedException {
    boolean there =
        Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder).resolve("amtool")));
    if (!there && System.getenv("CI") != null) {
      throw new AssertionError("amtool is missing: run make tools");
    }
    assumeThat(there).as("amtool is missing: run make tools").isTrue();
    Process process = new ProcessBuilder("sh", script.toString()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Promtool.Result(process.waitFor(), output.strip());
  }
}
