package io.tidegauge.rulegen.generate;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code check}: is what is committed what the specs say? */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Writes nothing; exits with 1, and shows the difference, where a generated file is not what"
            + " the specs say, is missing, or is made by none of them.")
public final class Check implements Callable<Integer> {
  private static final int CONTEXT = 3;

  @Mixin private SpecOptions specs = new SpecOptions();
  @Spec private CommandSpec command = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    PrintWriter out = command.commandLine().getOut();
    SortedMap<String, String> files = specs.files();
    int wrong = 0;
    for (Map.Entry<String, String> file : files.entrySet()) {
      Optional<String> found = GeneratedFiles.text(specs.folder().resolve(file.getKey()));
      if (!found.equals(Optional.of(file.getValue()))) {
        diff(file.getKey(), found, file.getValue()).forEach(out::println);
        wrong++;
      }
    }
    List<String> stale = GeneratedFiles.stale(specs.folder(), files.keySet());
    stale.forEach(name -> out.println(name + " is stale: none of the specs makes it"));
    wrong += stale.size();
    out.println(
        wrong == 0
            ? files.size() + " generated files are what the specs say"
            : wrong + " generated files are not what the specs say; run \"generate\", and commit");
    out.flush();
    return wrong == 0 ? 0 : 1;
  }

  private static List<String> diff(String name, Optional<String> found, String wanted) {
    List<String> old = found.map(text -> text.lines().toList()).orElse(List.of());
    return UnifiedDiffUtils.generateUnifiedDiff(
        found.isPresent() ? "a/" + name : "/dev/null",
        "b/" + name,
        old,
        DiffUtils.diff(old, wanted.lines().toList()),
        CONTEXT);
  }
}
