package io.tidegauge.rulegen;

import io.tidegauge.spec.ExporterConfigSchema;
import io.tidegauge.spec.ModelSpecSchema;
import io.tidegauge.spec.RulegenConfigSchema;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code docs}: the metric reference and the JSON Schemas. */
@Command(
    name = "docs",
    description =
        "Writes the metric reference and the JSON Schemas, or checks those that are there.")
final class Docs implements Callable<Integer> {
  /**
   * The specs whose alerts the metric reference names. Beside those whose history is replayed
   * stands {@code alerts.txt}: when which alert fires, held by the test of the replay.
   */
  static final List<String> EXAMPLES =
      List.of(
          "examples/bank-marketing/bank-marketing.yaml",
          "examples/bike-sharing/bike-sharing.yaml",
          "examples/credit-risk/credit-risk.yaml",
          "examples/compose/models/loan-approval.yaml");

  @Spec private CommandSpec command = CommandSpec.create();

  @Option(
      names = "--folder",
      defaultValue = ".",
      description = "The root of the project (default: ${DEFAULT-VALUE}).")
  private Path folder = Path.of(".");

  @Option(names = "--check", description = "Writes nothing; exits with 1 if a file differs.")
  private boolean check;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    int status = 0;
    for (Map.Entry<String, String> file : files(folder).entrySet()) {
      Path path = folder.resolve(file.getKey());
      if (!check) {
        Files.createDirectories(path.toAbsolutePath().getParent());
        Files.writeString(path, file.getValue());
        out.println(path);
      } else if (!Files.exists(path)
          || !Files.readString(path, StandardCharsets.UTF_8).equals(file.getValue())) {
        out.println(path + " is not what the definitions say; write it with \"make docs\"");
        status = 1;
      }
    }
    out.flush();
    return status;
  }

  /**
   * The generated files, by path.
   *
   * @param folder the root of the project, where its examples are
   */
  static Map<String, String> files(Path folder) throws IOException {
    List<Example> examples = new ArrayList<>();
    for (String path : EXAMPLES) {
      examples.add(Example.read(folder.resolve(path)));
    }
    Map<String, String> files = new TreeMap<>();
    files.put("core/model-spec.schema.json", ModelSpecSchema.json());
    files.put("core/exporter-config.schema.json", ExporterConfigSchema.json());
    files.put("core/rulegen-config.schema.json", RulegenConfigSchema.json());
    files.put("docs/metrics.md", MetricReference.text(examples));
    return files;
  }
}
