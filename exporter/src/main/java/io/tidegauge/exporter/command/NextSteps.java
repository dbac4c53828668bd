package io.tidegauge.exporter.command;

import io.tidegauge.exporter.init.SpecDraft;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The commands that come after {@code init}, to be copied. */
final class NextSteps {
  private static final String EXPORTER = "tidegauge-exporter.jar";
  private static final String GENERATOR = "tidegauge-rulegen.jar";

  /** A log that is silent for longer is of the past: it is looked at by its own clock. */
  private static final Duration PAST = Duration.ofDays(2);

  private NextSteps() {}

  static String of(SpecDraft draft, Path config, Path spec) {
    String tidegauge = "java -jar " + jar(EXPORTER);
    String file =
        config.equals(Path.of("tidegauge.yaml"))
            ? ""
            : " --config.file=" + quoted(config.toString());
    String clock =
        draft.newest().isBefore(Instant.now().minus(PAST))
            ? " --clock=" + draft.newest().plusSeconds(1) + ",1x"
            : "";
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("Written: " + spec + ". Read it, then:");
    for (String version : draft.versions()) {
      SpecDraft.Stretch reference = draft.reference(version);
      lines.add(
          tidegauge
              + " profile"
              + file
              + (" --model=" + quoted(draft.model()))
              + (" --model-version=" + quoted(version))
              + (" --from=" + reference.from() + " --to=" + reference.to()));
    }
    lines.add(tidegauge + " check" + file);
    lines.add("java -jar " + jar(GENERATOR) + " generate " + quoted(spec.toString()));
    lines.add("promtool check rules rules/" + quoted(draft.model()) + ".rules.yml");
    lines.add(tidegauge + " serve" + file + clock);
    if (!clock.isEmpty()) {
      lines.add("(--clock: the newest row is of " + draft.newest() + ", and windows end there)");
    }
    return String.join("\n", lines) + "\n";
  }

  /** The path of a jar of this build, from here; its name alone where it is somewhere else. */
  private static String jar(String name) {
    try {
      Path own =
          Path.of(NextSteps.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      Path sibling = own.resolveSibling("../../rulegen/target").resolve(name).normalize();
      Optional<Path> found =
          own.getFileName().toString().equals(name)
              ? Optional.of(own)
              : Optional.of(sibling).filter(Files::exists);
      return found.map(NextSteps::fromHere).map(NextSteps::quoted).orElse(name);
    } catch (URISyntaxException e) {
      return name;
    }
  }

  private static String fromHere(Path file) {
    Path here = Path.of("").toAbsolutePath();
    return file.startsWith(here) ? here.relativize(file).toString() : file.toString();
  }

  /** A word for a shell. */
  private static String quoted(String word) {
    return word.matches("[A-Za-z0-9._/=:,+@-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
