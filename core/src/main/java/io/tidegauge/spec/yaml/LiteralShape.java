package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** A value as it stands in a column: a number, or text. */
public record LiteralShape() implements Shape {
  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (tree instanceof Tree.Scalar scalar
        && (scalar.kind() == Tree.Kind.NUMBER || scalar.kind() == Tree.Kind.TEXT)) {
      return tree;
    }
    return refuseKind(tree, path, problems);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("type").add("number").add("string");
    return schema;
  }

  @Override
  public String noun() {
    return "a number or text";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
