package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** A file that was refused, with everything that is wrong in it. */
public final class InvalidSpecException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final transient List<Problem> problems;

  public InvalidSpecException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /** What is wrong, in the order of the text; at least one. */
  public List<Problem> problems() {
    return problems;
  }
}
