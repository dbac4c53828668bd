package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.TextShape;
import java.nio.file.Path;
import java.util.List;

/** Reads lists of known incidents, and refuses what is wrong in them: all of it at once. */
public final class IncidentsReader {
  private static final ObjectShape INCIDENT =
      ObjectShape.of(
          Field.optional("model", ModelSection.NAME, "the model; any, where it is left out"),
          Field.required("from", ReferenceSection.INSTANT, "when it began"),
          Field.required("to", ReferenceSection.INSTANT, "when it was over"),
          Field.required("why", TextShape.ANY, "what was wrong"),
          Field.optional(
              "alerts",
              ListShape.unique(TextShape.ANY, 1, 100),
              "the alerts of which one should have fired; any, where it is left out"));

  private static final SpecDocument<List<Incident>> DOCUMENT =
      new SpecDocument<>(
          ListShape.of(INCIDENT, 1, 10_000), IncidentsReader::check, IncidentsReader::bind);

  private IncidentsReader() {}

  /**
   * The incidents in a file.
   *
   * @throws InvalidSpecException if anything is wrong in it
   * @throws java.io.UncheckedIOException if the file cannot be read
   */
  public static List<Incident> read(Path path) {
    return DOCUMENT.read(path);
  }

  /**
   * The incidents in this text.
   *
   * @param file how messages name the text
   * @throws InvalidSpecException if anything is wrong in it
   */
  public static List<Incident> read(String file, String text) {
    return DOCUMENT.read(file, text);
  }

  private static void check(Cursor root, Problems problems) {
    if (!root.isList()) {
      return;
    }
    for (Cursor incident : root.items()) {
      if (incident.find("from").isPresent()
          && incident.find("to").isPresent()
          && !ReferenceSection.instant(incident, "to")
              .orElseThrow()
              .isAfter(ReferenceSection.instant(incident, "from").orElseThrow())) {
        incident.at("to").refuse(problems, "must be later than from");
      }
    }
  }

  private static List<Incident> bind(Cursor root) {
    return root.items().stream()
        .map(
            incident ->
                new Incident(
                    incident.find("model").map(Cursor::text),
                    ReferenceSection.instant(incident, "from").orElseThrow(),
                    ReferenceSection.instant(incident, "to").orElseThrow(),
                    incident.at("why").text(),
                    incident.find("alerts").map(Cursor::texts).orElse(List.of())))
        .toList();
  }
}
