package io.tidegauge.exporter.backtest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import io.tidegauge.exporter.backtest.Past.Part;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * What was found of each part, in a folder: so a run that was interrupted goes on where it stopped.
 * A part is done when its alerts are there, which are written last.
 */
final class PartFiles {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final ObjectReader READER = JSON.readerFor(Due.class);
  private static final ObjectWriter WRITER = JSON.writerFor(Due.class);
  private static final String DESCRIPTION = "description";

  private final Path folder;

  /**
   * An alert that was due.
   *
   * @param millis at which evaluation
   * @param model the place of the model
   * @param alert the place of the alert among those of the model
   * @param lingering whether it is due only if it fires already
   */
  record Due(
      long millis, int model, int alert, SortedMap<String, String> labels, boolean lingering) {}

  private PartFiles(Path folder) {
    this.folder = folder;
  }

  /** The files of a run; those of another one are removed. */
  static PartFiles of(Path folder, Past past) throws IOException {
    Files.createDirectories(folder);
    PartFiles files = new PartFiles(folder);
    Path description = folder.resolve(DESCRIPTION);
    boolean same =
        Files.isRegularFile(description)
            && Files.readString(description).equals(past.description());
    if (!same) {
      files.remove();
      Files.createDirectories(folder);
      Files.writeString(description, past.description());
    }
    return files;
  }

  /** Removes everything. */
  void remove() throws IOException {
    for (Path file : matching("description|part-.*")) {
      Files.delete(file);
    }
    try (Stream<Path> others = Files.list(folder)) {
      if (others.findAny().isPresent()) {
        return;
      }
    }
    Files.delete(folder);
  }

  boolean isDone(Part part) {
    return Files.isRegularFile(alerts(part));
  }

  private Path alerts(Part part) {
    return folder.resolve("part-%05d.alerts".formatted(part.number()));
  }

  /** Removes what an interrupted run has left of a part. */
  void clear(Part part) throws IOException {
    for (Path file : matching("part-%05d[-.].*".formatted(part.number()))) {
      Files.delete(file);
    }
  }

  /** Where a part's series go, in so many files as it takes. */
  Path series(Part part, int file) {
    return folder.resolve("part-%05d-%05d.series".formatted(part.number(), file));
  }

  /** The files of a part's series, in the order of time. */
  List<Path> series(Part part) throws IOException {
    return matching("part-%05d-.*[.]series".formatted(part.number()));
  }

  private List<Path> matching(String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    }
  }

  /** The part is done: these alerts were due. */
  void done(Part part, List<Due> due) throws IOException {
    List<String> lines = new ArrayList<>(due.size());
    for (Due one : due) {
      lines.add(WRITER.writeValueAsString(one));
    }
    Path draft = folder.resolve("part-%05d.draft".formatted(part.number()));
    Files.write(draft, lines);
    Files.move(draft, alerts(part), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Takes what was due in a part, by time. */
  interface DueVisitor {
    void visit(Due due);
  }

  /** Reads what was due in a part. */
  void read(Part part, DueVisitor visitor) throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(alerts(part))) {
      String line = lines.readLine();
      while (line != null) {
        visitor.visit(READER.readValue(line));
        line = lines.readLine();
      }
    }
  }
}
