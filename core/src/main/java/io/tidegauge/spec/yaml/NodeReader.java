package io.tidegauge.spec.yaml;

import io.tidegauge.spec.yaml.Tree.Kind;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Turns SnakeYAML's nodes into trees, and refuses what YAML allows but a spec does not need. */
final class NodeReader {
  /** Aliases may repeat a value, but not make a small file a large one. */
  private static final int MOST_VALUES = 100_000;

  private final Problems problems;
  private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());
  private int values;

  NodeReader(Problems problems) {
    this.problems = problems;
  }

  Tree read(Node node) {
    return read(node, TreePath.ROOT);
  }

  private Tree read(Node node, TreePath path) {
    if (values++ == MOST_VALUES) {
      return broken(node, path, "the aliases make the file too large; write it shorter");
    }
    if (values > MOST_VALUES) {
      return new Tree.Broken(position(node));
    }
    if (node instanceof ScalarNode scalar) {
      return scalar(scalar, path);
    }
    if (!open.add(node)) {
      return broken(node, path, "an alias is used inside of the value that it names");
    }
    Tree tree =
        node instanceof SequenceNode sequence
            ? sequence(sequence, path)
            : mapping((MappingNode) node, path);
    open.remove(node);
    return tree;
  }

  private Tree sequence(SequenceNode node, TreePath path) {
    if (!node.getTag().equals(Tag.SEQ)) {
      return foreign(node, path);
    }
    List<Tree> items = new ArrayList<>();
    for (Node item : node.getValue()) {
      items.add(read(item, path.item(items.size())));
    }
    return new Tree.Sequence(position(node), items);
  }

  private Tree mapping(MappingNode node, TreePath path) {
    if (!node.getTag().equals(Tag.MAP)) {
      return foreign(node, path);
    }
    Map<String, Tree.Entry> entries = new LinkedHashMap<>();
    for (NodeTuple tuple : node.getValue()) {
      key(tuple.getKeyNode(), path).ifPresent(key -> put(entries, key, tuple, path));
    }
    return new Tree.Mapping(position(node), List.copyOf(entries.values()));
  }

  private void put(Map<String, Tree.Entry> entries, String key, NodeTuple tuple, TreePath path) {
    Position position = position(tuple.getKeyNode());
    Tree.Entry earlier = entries.get(key);
    if (earlier != null) {
      String message = "the key is there already, at line " + earlier.position().line();
      problems.addBeyondSchema(position, path.key(key), message + "; keep one of the two");
      return;
    }
    Tree value = read(tuple.getValueNode(), path.key(key));
    entries.put(key, new Tree.Entry(key, position, value, true));
  }

  private Optional<String> key(Node node, TreePath path) {
    if (!(node instanceof ScalarNode scalar)) {
      broken(node, path, "a key must be text, this is a list or a map");
      return Optional.empty();
    }
    String key = scalar.getValue();
    if (!scalar.getTag().equals(Tag.STR)) {
      broken(node, path, "the key " + Quote.bare(key) + " is not text; quote it: " + Quote.of(key));
      return Optional.empty();
    }
    return Optional.of(key);
  }

  private Tree scalar(ScalarNode node, TreePath path) {
    String text = node.getValue();
    Tag tag = node.getTag();
    if (tag.equals(Tag.STR)) {
      return new Tree.Scalar(position(node), Kind.TEXT, text);
    }
    if (tag.equals(Tag.NULL) && CoreScalars.isNull(text)) {
      return new Tree.Scalar(position(node), Kind.NULL, text);
    }
    if (tag.equals(Tag.BOOL) && CoreScalars.isBoolean(text)) {
      return new Tree.Scalar(position(node), Kind.BOOLEAN, text);
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(node, path);
    }
    return foreign(node, path);
  }

  private Tree number(ScalarNode node, TreePath path) {
    String text = node.getValue();
    if (CoreScalars.isOtherBase(text)) {
      String decimal = "write the number in decimal, or quote the text: ";
      return broken(node, path, decimal + Quote.of(text));
    }
    if (!CoreScalars.isDecimal(text) || !Double.isFinite(Double.parseDouble(text))) {
      return broken(node, path, Quote.bare(text) + " is not a finite number");
    }
    if (text.length() > 40 || text.matches(".*[eE][-+]?[0-9]{4,}")) {
      return broken(node, path, Quote.bare(text) + " has too many digits");
    }
    return new Tree.Scalar(position(node), Kind.NUMBER, text);
  }

  private Tree foreign(Node node, TreePath path) {
    return broken(node, path, "the value does not fit its tag (!…); take the tag out, or quote it");
  }

  private Tree broken(Node node, TreePath path, String message) {
    problems.addBeyondSchema(position(node), path, message);
    return new Tree.Broken(position(node));
  }

  static Position position(Node node) {
    Mark mark = node.getStartMark();
    return new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }
}
