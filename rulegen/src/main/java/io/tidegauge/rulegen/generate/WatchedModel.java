package io.tidegauge.rulegen.generate;

import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.Reading;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.profile.UnfitReferenceException;
import io.tidegauge.rulegen.text.Sha256;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import io.tidegauge.spec.ReferenceSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A spec and what stands beside it when rules are made of it.
 *
 * @param source how the generated files name the spec: relative to their folder, with slashes
 * @param sha256 of the spec's text, whatever the line ends of the checkout
 * @param rowsPerSecond the traffic of the reference that has the least, as far as profiles that
 *     stand beside the spec say
 */
record WatchedModel(ModelSpec spec, String source, String sha256, Optional<Double> rowsPerSecond) {

  /**
   * Reads a spec.
   *
   * @throws io.tidegauge.spec.InvalidSpecException if anything is wrong in it
   * @throws UnfitReferenceException if a profile beside it cannot be read
   */
  static WatchedModel read(Path file, Path folder) throws IOException {
    ModelSpec spec = ModelSpecReader.read(file);
    String text = Files.readString(file).replace("\r\n", "\n");
    Path absolute = file.toAbsolutePath().normalize();
    String source = slashed(folder.toAbsolutePath().normalize().relativize(absolute));
    return new WatchedModel(spec, source, Sha256.hex(text), rowsPerSecond(spec, absolute));
  }

  /** The comment on top of the files that are generated from the spec. */
  String header() {
    List<String> lines = new ArrayList<>(mark());
    spec.owner()
        .ifPresent(owner -> lines.add("pint file/owner " + owner.strip().replaceAll("\\s+", " ")));
    return YamlText.comment(lines.toArray(String[]::new));
  }

  /** What the files that are generated from the spec say of themselves. */
  List<String> mark() {
    return List.of(GeneratedFiles.MARK + " from " + source + ". DO NOT EDIT.", "sha256:" + sha256);
  }

  /** The series in which its exporter publishes the limits of its alerts. */
  List<Reading> limits() {
    return AlertLimits.of(spec, alert -> AlertWindow.of(spec, alert, rowsPerSecond));
  }

  private static Optional<Double> rowsPerSecond(ModelSpec spec, Path file) throws IOException {
    if (!(spec.reference().orElse(null) instanceof ReferenceSpec.Profiles profiles)) {
      return Optional.empty();
    }
    List<Profile> found = new ArrayList<>();
    for (Path path : profiles.files(file.resolveSibling(""))) {
      found.add(profile(path));
    }
    return AlertWindow.leastTraffic(found);
  }

  private static String slashed(Path path) {
    return path.toString().replace('\\', '/');
  }

  private static Profile profile(Path path) throws IOException {
    try {
      return ProfileJson.read(Files.readString(path));
    } catch (UnfitReferenceException e) {
      throw new UnfitReferenceException(path + ": " + e.getMessage());
    }
  }
}
