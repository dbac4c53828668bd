package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** {@code true} or {@code false}; in YAML 1.2, {@code yes} and {@code on} are text. */
public record BooleanShape() implements Shape {
  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.BOOLEAN) {
      return tree;
    }
    if (tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.TEXT) {
      String message = Quote.of(scalar.text()) + " is text; write true or false, without quotes";
      return Shape.refuse(tree, path, problems, message);
    }
    return refuseKind(tree, path, problems);
  }

  @Override
  public ObjectNode schema() {
    return Shape.ofType("boolean");
  }

  @Override
  public String noun() {
    return "true or false";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
