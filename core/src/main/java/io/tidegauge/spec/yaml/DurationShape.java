package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;

/**
 * A duration as Prometheus writes it. The bounds are beyond what a JSON Schema can say.
 *
 * @param least the shortest that is allowed
 * @param most the longest that is allowed
 */
public record DurationShape(Duration least, Duration most) implements Shape {
  private static final String MEND = "write it like 90s, 1h30m or 7d";

  /** A duration between two others in the same notation, themselves included. */
  public static DurationShape between(String least, String most) {
    return new DurationShape(DurationText.parse(least), DurationText.parse(most));
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.kind() == Tree.Kind.NULL) {
      return refuseKind(tree, path, problems);
    }
    String shown = Quote.bare(scalar.text());
    if (scalar.kind() == Tree.Kind.NUMBER) {
      return Shape.refuse(tree, path, problems, shown + " has no unit; " + MEND);
    }
    if (scalar.kind() != Tree.Kind.TEXT || !DurationText.matches(scalar.text())) {
      String message = Quote.of(scalar.text()) + " is no duration; " + MEND;
      return Shape.refuse(tree, path, problems, message);
    }
    Duration duration = DurationText.parse(scalar.text());
    if (duration.compareTo(least) < 0 || duration.compareTo(most) > 0) {
      String bounds = DurationText.of(least) + " to " + DurationText.of(most);
      String message = "must be from " + bounds + ", was " + shown;
      return Shape.refuseBeyondSchema(tree, path, problems, message);
    }
    return tree;
  }

  @Override
  public ObjectNode schema() {
    return Shape.ofType("string").put("pattern", DurationText.REGEX.source());
  }

  @Override
  public String noun() {
    return "a duration";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
