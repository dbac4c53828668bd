package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A list.
 *
 * @param least the least number of items
 * @param most the largest number of items
 * @param unique whether no item may stand twice; for lists of text only
 */
public record ListShape(Shape item, int least, int most, boolean unique) implements Shape {

  /** A list of that many items. */
  public static ListShape of(Shape item, int least, int most) {
    return new ListShape(item, least, most, false);
  }

  /** A list of that many items, no two of them the same. */
  public static ListShape unique(Shape item, int least, int most) {
    return new ListShape(item, least, most, true);
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Sequence sequence)) {
      return refuseKind(tree, path, problems);
    }
    int size = sequence.items().size();
    if (size < least || size > most) {
      return Shape.refuse(tree, path, problems, "must have " + count() + ", has " + size);
    }
    List<Tree> items = new ArrayList<>();
    for (Tree next : sequence.items()) {
      items.add(item.read(next, path.item(items.size()), problems));
    }
    boolean broken = items.stream().anyMatch(Tree.Broken.class::isInstance);
    if ((unique && repeats(items, path, problems)) || broken) {
      return new Tree.Broken(tree.position());
    }
    return new Tree.Sequence(tree.position(), items);
  }

  private String count() {
    if (least == most) {
      return least + " items";
    }
    return least + " to " + most + " items";
  }

  private static boolean repeats(List<Tree> items, TreePath path, Problems problems) {
    Set<String> seen = new HashSet<>();
    boolean repeats = false;
    for (int i = 0; i < items.size(); i++) {
      if (items.get(i) instanceof Tree.Scalar scalar && !seen.add(scalar.text())) {
        String message = Quote.of(scalar.text()) + " is in the list already; take it out";
        problems.add(scalar.position(), path.item(i), message);
        repeats = true;
      }
    }
    return repeats;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shape.ofType("array");
    schema.set("items", item.schema());
    if (least > 0) {
      schema.put("minItems", least);
    }
    schema.put("maxItems", most);
    if (unique) {
      schema.put("uniqueItems", true);
    }
    return schema;
  }

  @Override
  public String noun() {
    return "a list";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Sequence;
  }
}
