package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/**
 * Names that the user chooses, each with a value.
 *
 * @param key what a name looks like
 * @param keyWanted what the pattern asks for, in words
 * @param least the least number of names
 * @param most the largest number of names
 */
public record MapShape(Regex key, String keyWanted, Shape value, int least, int most)
    implements Shape {

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return refuseKind(tree, path, problems);
    }
    int size = mapping.entries().size();
    if (size < least || size > most) {
      String message = "must have " + least + " to " + most + " entries, has " + size;
      return Shape.refuse(tree, path, problems, message);
    }
    List<Tree.Entry> entries = new ArrayList<>();
    for (Tree.Entry entry : mapping.entries()) {
      TreePath at = path.key(entry.key());
      if (!key.matches(entry.key())) {
        String message = Quote.of(entry.key()) + " cannot be a name here; wanted is " + keyWanted;
        problems.add(entry.position(), at, message);
      }
      Tree read = value.read(entry.value(), at, problems);
      entries.add(new Tree.Entry(entry.key(), entry.position(), read, entry.declared()));
    }
    return new Tree.Mapping(tree.position(), entries);
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shape.ofType("object");
    schema.putObject("propertyNames").put("pattern", key.source());
    schema.set("additionalProperties", value.schema());
    if (least > 0) {
      schema.put("minProperties", least);
    }
    schema.put("maxProperties", most);
    return schema;
  }

  @Override
  public String noun() {
    return "a map";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Mapping;
  }
}
