package io.tidegauge.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rulegen makes of specs.
 *
 * @param folder where rulegen has written
 */
record Generated(Path folder) {

  /** Generates into a folder. */
  static Generated from(Path folder, Path... specs) throws IOException, InterruptedException {
    Files.createDirectories(folder);
    List<String> arguments = new ArrayList<>(List.of("generate", "--folder=" + folder));
    Stream.of(specs).map(Path::toString).forEach(arguments::add);
    Program.rulegen().run(folder.resolve("rulegen.log"), arguments.toArray(String[]::new));
    return new Generated(folder);
  }

  /** The folder of the rules, as they are. */
  Path rules() {
    return folder.resolve("rules");
  }

  /**
   * The rules, without the times that alerts wait: tests need not wait, and whatever fires only for
   * a moment is seen. Readings are remembered for five scrapes and not for five minutes, so that
   * seconds of an outage show what a long one would.
   */
  Path hastyRules() throws IOException {
    Path hasty = Files.createDirectories(folder.resolve("hasty"));
    for (Path file : files("rules", ".rules.yml")) {
      String rules = Files.readString(file);
      Files.writeString(
          hasty.resolve(file.getFileName()),
          rules.replaceAll("(?m)^ +(for|keep_firing_for): .*\\n", "").replace("[5m]", "[5s]"));
    }
    return hasty;
  }

  /** Alertmanager's config. */
  Path alertmanager() {
    return folder.resolve("alertmanager/alertmanager.yml");
  }

  List<Path> dashboards() throws IOException {
    return Stream.concat(
            files("dashboards", ".json").stream(), files("dashboards/features", ".json").stream())
        .toList();
  }

  private List<Path> files(String kind, String ending) throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve(kind))) {
      return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
    }
  }
}
