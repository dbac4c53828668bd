package io.tidegauge.exporter.bench;

import io.tidegauge.counts.WatchedColumn.Role;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.profile.ColumnProfile;
import io.tidegauge.profile.Profile;
import io.tidegauge.profile.ProfileBuilder;
import io.tidegauge.profile.ProfileJson;
import io.tidegauge.source.Databases;
import io.tidegauge.source.ReferenceRows;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ReferenceSpec;
import io.tidegauge.spec.TableName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The frozen profiles of a watched model, made from a table once. */
final class Reference {
  /** The noise of more would take minutes. */
  private static final int FEWER_FEATURES = 100;

  private Reference() {}

  /** Writes the profile of each version into the folder, where it is not there yet. */
  static void write(LogStore store, Watch watch, String table, Path folder) throws IOException {
    boolean large = watch.numbers() > FEWER_FEATURES;
    ModelSpec spec = (large ? watch.features(1, 0) : watch).spec();
    ReferenceSpec.Rows rows =
        new ReferenceSpec.Rows(
            TableName.of(table),
            Optional.empty(),
            Optional.empty(),
            Optional.of(spec.predictions().time()),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    for (String version : spec.predictions().versions().values()) {
      Path file = file(watch, version, folder);
      if (!Files.exists(file)) {
        try (Databases databases = Databases.open(List.of(store.config()))) {
          ReferenceRows reference =
              new ReferenceRows(
                  databases.get("bench"),
                  rows,
                  WatchedColumns.of(spec),
                  Optional.empty(),
                  Duration.ofMinutes(5));
          Profile profile = ProfileBuilder.onEveryCore(spec).build(version, reference, true);
          Files.writeString(
              file, ProfileJson.write(large ? ofAll(watch.spec(), profile) : profile));
        }
      }
    }
  }

  /** A profile that was written. */
  static Profile read(Watch watch, String version, Path folder) {
    try {
      return ProfileJson.read(Files.readString(file(watch, version, folder)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path file(Watch watch, String version, Path folder) {
    return folder.resolve(watch.name() + "-" + version + ".json");
  }

  /** A profile of one numeric feature, as that of all features of a spec: they are alike. */
  static Profile ofAll(ModelSpec spec, Profile ofOne) {
    List<ColumnProfile> all = new ArrayList<>();
    for (ColumnProfile column : ofOne.columns()) {
      if (column.role() == Role.FEATURE) {
        spec.features().forEach(feature -> all.add(named(feature.name(), column)));
      } else {
        all.add(column);
      }
    }
    return new Profile(
        ofOne.model(),
        ofOne.version(),
        ofOne.rows(),
        ofOne.from(),
        ofOne.to(),
        ofOne.slices(),
        all,
        ofOne.schema(),
        ofOne.quality(),
        ofOne.sha256());
  }

  private static ColumnProfile named(String name, ColumnProfile column) {
    return new ColumnProfile(
        column.role(),
        name,
        column.type(),
        column.personal(),
        column.bins(),
        column.categories(),
        column.top(),
        column.moments(),
        column.counts(),
        column.noise());
  }
}
