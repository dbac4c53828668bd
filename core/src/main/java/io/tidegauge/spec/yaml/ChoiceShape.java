package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * One of a few words.
 *
 * @param what what the words name, for messages: "kind"
 */
public record ChoiceShape(String what, List<String> words) implements Shape {
  public ChoiceShape {
    words = List.copyOf(words);
  }

  /** A choice between these words. */
  public static ChoiceShape of(String what, String... words) {
    return new ChoiceShape(what, List.of(words));
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.kind() == Tree.Kind.NULL) {
      return refuseKind(tree, path, problems);
    }
    if (scalar.kind() == Tree.Kind.TEXT && words.contains(scalar.text())) {
      return tree;
    }
    String message = "unknown " + what + " " + Quote.of(scalar.text());
    String mend = "; one of " + String.join(", ", words) + Nearest.hint(scalar.text(), words);
    return Shape.refuse(tree, path, problems, message + mend);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shape.ofType("string");
    words.forEach(schema.putArray("enum")::add);
    return schema;
  }

  @Override
  public String noun() {
    return "one of " + String.join(", ", words);
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
