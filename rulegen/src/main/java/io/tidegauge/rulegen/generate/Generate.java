package io.tidegauge.rulegen.generate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code generate}: rules, their tests, runbooks and dashboards. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Writes alerting rules, unit tests for them, runbooks and dashboards from model specs.")
public final class Generate implements Callable<Integer> {
  @Mixin private SpecOptions specs = new SpecOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    SortedMap<String, String> files = specs.files();
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path path = specs.folder().resolve(file.getKey());
      Files.createDirectories(path.toAbsolutePath().getParent());
      Files.writeString(path, file.getValue());
      out.println(file.getKey());
    }
    // A run over some of the specs must not cost the others their files.
    for (String stale : GeneratedFiles.stale(specs.folder(), files.keySet())) {
      out.println(stale + " is made by none of these specs; remove it if its spec is gone");
    }
    out.flush();
    return 0;
  }
}
