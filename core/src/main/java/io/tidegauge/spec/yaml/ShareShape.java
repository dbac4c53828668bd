package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;

/** A part of the whole, 0 to 1: {@code 0.01} or {@code 1%}. */
public record ShareShape() implements Shape {
  private static final Regex PERCENT =
      new Regex("^(100(\\.0{1,20})?|[0-9]{1,2}(\\.[0-9]{1,20})?)%$");

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.kind() == Tree.Kind.NULL) {
      return refuseKind(tree, path, problems);
    }
    return isShare(scalar)
        ? tree
        : Shape.refuse(tree, path, problems, "must be " + noun() + ", was " + shown(scalar));
  }

  private static String shown(Tree.Scalar scalar) {
    boolean text = scalar.kind() == Tree.Kind.TEXT;
    return text ? Quote.of(scalar.text()) : Quote.bare(scalar.text());
  }

  private static boolean isShare(Tree.Scalar scalar) {
    return switch (scalar.kind()) {
      case TEXT -> PERCENT.matches(scalar.text());
      case NUMBER ->
          scalar.number().signum() >= 0 && scalar.number().compareTo(BigDecimal.ONE) <= 0;
      case BOOLEAN, NULL -> false;
    };
  }

  /** The share's value, 0 to 1. */
  static double value(Tree.Scalar scalar) {
    String text = scalar.text();
    if (!text.endsWith("%")) {
      return scalar.number().doubleValue();
    }
    return new BigDecimal(text.substring(0, text.length() - 1)).movePointLeft(2).doubleValue();
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema
        .putArray("anyOf")
        .add(Shape.ofType("number").put("minimum", 0).put("maximum", 1))
        .add(Shape.ofType("string").put("pattern", PERCENT.source()));
    return schema;
  }

  @Override
  public String noun() {
    return "a number from 0 to 1 or a percentage such as 1%";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
