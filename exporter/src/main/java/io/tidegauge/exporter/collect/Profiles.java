package io.tidegauge.exporter.collect;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.profile.UnfitReferenceException;
import io.tidegauge.spec.FeatureSpec.FeatureType;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.NoiseGrid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The frozen profiles of a model's versions, read from files once each. A profile does not change
 * while the exporter runs: a new one is taken by a reload.
 */
public final class Profiles {
  private static final Logger logger = LoggerFactory.getLogger(Profiles.class);

  /** What a version's name may be to stand in a file name: it comes from the log table. */
  private static final Pattern SAFE = Pattern.compile("(?!\\.)[A-Za-z0-9._+=@-]{1,128}");

  private final ModelSpec spec;
  private final String model;
  private final Path folder;
  private final Optional<ReferenceSpec.Profiles> template;
  private final Map<String, Optional<Profile>> known = new ConcurrentHashMap<>();

  /**
   * The profiles of a model.
   *
   * @param folder the spec's folder, to which the template is relative
   */
  public Profiles(ModelSpec spec, Path folder) {
    this.spec = spec;
    this.model = spec.name();
    this.folder = folder;
    this.template =
        spec.reference()
            .filter(ReferenceSpec.Profiles.class::isInstance)
            .map(ReferenceSpec.Profiles.class::cast);
  }

  /** The profile of a version, if there is one that can be read. */
  public Optional<Profile> of(String version) {
    Optional<Profile> found = known.get(version);
    if (found == null) {
      found = template.flatMap(profiles -> load(profiles, version));
      known.put(version, found);
    }
    return found;
  }

  /**
   * The profiles that stand beside a spec, of all versions.
   *
   * @throws IOException if one cannot be read
   */
  public static List<Profile> beside(ModelSpec spec, Path folder) throws IOException {
    List<Profile> found = new ArrayList<>();
    if (spec.reference().orElse(null) instanceof ReferenceSpec.Profiles template) {
      for (Path file : template.files(folder)) {
        found.add(ProfileJson.read(Files.readString(file)));
      }
    }
    return found;
  }

  /** Takes a profile that was made of a table's rows. */
  public void put(Profile profile) {
    known.put(profile.version(), Optional.of(profile));
  }

  /** Where a version's profile is, or empty where its name cannot stand in a file name. */
  public static Optional<Path> path(Path folder, ReferenceSpec.Profiles template, String version) {
    return SAFE.matcher(version).matches()
        ? Optional.of(folder.resolve(template.path().replace("{version}", version)))
        : Optional.empty();
  }

  private Optional<Profile> load(ReferenceSpec.Profiles profiles, String version) {
    Optional<Path> file = path(folder, profiles, version);
    if (file.isEmpty()) {
      logger.warn("model {}: a version's name cannot stand in a file name: no reference", model);
      return Optional.empty();
    }
    try {
      Profile profile = ProfileJson.read(Files.readString(file.get()));
      if (!profile.model().equals(model)) {
        logger.warn(
            "{} is a profile of the model {}, not of {}: not taken",
            file.get(),
            profile.model(),
            model);
        return Optional.empty();
      }
      warnOfMissingNoise(profile, file.get());
      return Optional.of(profile);
    } catch (NoSuchFileException e) {
      logger.warn(
          "model {}: version {} has no profile: make {} with \"tidegauge-exporter profile\"",
          model,
          version,
          file.get());
      return Optional.empty();
    } catch (IOException | UnfitReferenceException e) {
      logger.warn("{} cannot be read: {}", file.get(), e.getMessage());
      return Optional.empty();
    }
  }

  /** A score without its noise is not served: where a profile lacks it, say so once. */
  private void warnOfMissingNoise(Profile profile, Path file) {
    Set<String> missing = new TreeSet<>();
    for (ColumnProfile column : profile.columns()) {
      double level =
          column.role() == Role.FEATURE
              ? spec.alerts().drift().noise()
              : spec.alerts().predictionDrift().noise();
      for (DriftDistance distance : spec.drift().distances()) {
        boolean fits = !distance.needsOrder() || column.type() == FeatureType.NUMERIC;
        NoiseGrid noise = column.noise().get(distance);
        if (fits && column.size() > 0 && (noise == null || !noise.hasLevel(level))) {
          missing.add(distance.label() + " at " + level);
        }
      }
    }
    if (!missing.isEmpty()) {
      logger.warn(
          "{} has no noise of {}, so there is no such drift: make it anew with"
              + " \"tidegauge-exporter profile\"",
          file,
          String.join(", ", missing));
    }
  }
}
