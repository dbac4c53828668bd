package io.tidegauge.spec.yaml;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * Gathers a file's problems, so that the user sees all of them at once. Not safe for use by several
 * threads.
 */
public final class Problems {
  private final String file;
  private final List<Problem> structural = new ArrayList<>();
  private final List<Problem> beyondSchema = new ArrayList<>();

  public Problems(String file) {
    this.file = file;
  }

  /** Adds a problem of structure: one that the JSON Schema refuses too. */
  public void add(Position position, TreePath path, String message) {
    structural.add(problem(position, path, message));
  }

  /** Adds a problem that no JSON Schema can see. */
  public void addBeyondSchema(Position position, TreePath path, String message) {
    beyondSchema.add(problem(position, path, message));
  }

  private Problem problem(Position position, TreePath path, String message) {
    return new Problem(file, position.line(), position.column(), path.text(), message);
  }

  public boolean isEmpty() {
    return structural.isEmpty() && beyondSchema.isEmpty();
  }

  /** The problems of structure, in the order of the text, without repeats. */
  public List<Problem> structural() {
    return sorted(structural);
  }

  /** All problems, in the order of the text, without repeats. */
  public List<Problem> all() {
    List<Problem> all = new ArrayList<>(structural);
    all.addAll(beyondSchema);
    return sorted(all);
  }

  private static List<Problem> sorted(List<Problem> problems) {
    TreeSet<Problem> sorted = new TreeSet<>(Problem.ORDER);
    sorted.addAll(problems);
    return List.copyOf(sorted);
  }
}
