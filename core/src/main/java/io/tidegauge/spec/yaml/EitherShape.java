package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A short form or a long one. The options are of different kinds (a single value, a list, a map),
 * so that a message speaks of the form that the user chose.
 */
public record EitherShape(List<Shape> options) implements Shape {
  public EitherShape {
    options = List.copyOf(options);
  }

  /** One of these forms. */
  public static EitherShape of(Shape... options) {
    return new EitherShape(List.of(options));
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    for (Shape option : options) {
      if (option.fits(tree)) {
        return option.read(tree, path, problems);
      }
    }
    return refuseKind(tree, path, problems);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    options.forEach(option -> schema.withArray("/anyOf").add(option.schema()));
    return schema;
  }

  @Override
  public String noun() {
    return options.stream().map(Shape::noun).collect(Collectors.joining(" or "));
  }

  @Override
  public boolean fits(Tree tree) {
    return options.stream().anyMatch(option -> option.fits(tree));
  }
}
