package io.tidegauge.exporter.web;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/**
 * What a set of files looked like at one time: enough to see that one was written or, as Kubernetes
 * does with secrets, swapped behind a link.
 */
record WatchedFiles(List<Path> files, List<String> looks) {
  WatchedFiles {
    files = List.copyOf(files);
    looks = List.copyOf(looks);
  }

  static WatchedFiles at(List<Path> files) {
    List<String> looks = new ArrayList<>();
    for (Path file : files) {
      looks.add(look(file));
    }
    return new WatchedFiles(files, looks);
  }

  boolean changed() {
    return !at(files).looks.equals(looks);
  }

  private static String look(Path file) {
    try {
      BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
      return now.lastModifiedTime() + " " + now.size() + " " + now.fileKey();
    } catch (IOException e) {
      return "unreadable";
    }
  }
}
