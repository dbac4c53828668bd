package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What a value may look like. The check of a file and its JSON Schema both come from it. */
public sealed interface Shape
    permits TextShape,
        NumberShape,
        LiteralShape,
        BooleanShape,
        ChoiceShape,
        DurationShape,
        ShareShape,
        ListShape,
        MapShape,
        ObjectShape,
        EitherShape {

  /**
   * The tree with its defaults filled in, and {@link Tree.Broken} in place of what was refused.
   *
   * @param problems takes what is refused
   */
  Tree read(Tree tree, TreePath path, Problems problems);

  /** The shape in the words of JSON Schema, draft 2020-12. */
  ObjectNode schema();

  /** What is wanted, for a message: "a number". */
  String noun();

  /** Whether the tree is of this shape's kind, though it may be refused for its content. */
  boolean fits(Tree tree);

  /** A schema of that type. */
  static ObjectNode ofType(String type) {
    return JsonNodeFactory.instance.objectNode().put("type", type);
  }

  /** Refuses a tree that is of another kind than the shape. */
  default Tree refuseKind(Tree tree, TreePath path, Problems problems) {
    if (tree instanceof Tree.Broken) {
      return tree;
    }
    if (tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL) {
      return refuse(tree, path, problems, "is empty; give a value or take the key out");
    }
    return refuse(tree, path, problems, noun() + " is wanted, this is " + tree.noun());
  }

  /** Notes a problem that the schema sees too. */
  static Tree refuse(Tree tree, TreePath path, Problems problems, String message) {
    problems.add(tree.position(), path, message);
    return new Tree.Broken(tree.position());
  }

  /** Notes a problem that no schema sees. */
  static Tree refuseBeyondSchema(Tree tree, TreePath path, Problems problems, String message) {
    problems.addBeyondSchema(tree.position(), path, message);
    return new Tree.Broken(tree.position());
  }
}
