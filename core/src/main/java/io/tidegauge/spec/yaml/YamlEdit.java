package io.tidegauge.spec.yaml;

import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Sets single values in the text of a YAML document, which must be valid, and leaves everything
 * else as it is: comments, order, quotes, ends of lines.
 */
public final class YamlEdit {
  private final String text;

  /** For what key a value stands where a map may be written short. */
  private final String shortKey;

  private YamlEdit(String text, String shortKey) {
    this.text = text;
    this.shortKey = shortKey;
  }

  /** What takes the place of some of the text. */
  private record Change(int start, int end, String replacement) {}

  /**
   * The text with another value of a key.
   *
   * @param path the keys on the way to the value; those that are missing are added
   * @param shortKey where a single value stands instead of a map, it is the value of this key
   * @param value as it is written, without need of quotes
   * @param problems takes what stands in the way: an anchor or an alias, since others would change
   *     too
   * @return empty where there is a problem
   */
  public static Optional<String> set(
      String text, List<String> path, String shortKey, String value, Problems problems) {
    String mark = text.startsWith("\uFEFF") ? "\uFEFF" : "";
    String content = text.substring(mark.length());
    Node root = YamlReader.node(content);
    return new YamlEdit(content, shortKey)
        .change(root, TreePath.ROOT, path, value, problems)
        .map(
            change ->
                mark
                    + content.substring(0, change.start())
                    + change.replacement()
                    + content.substring(change.end()));
  }

  private Optional<Change> change(
      Node node, TreePath at, List<String> path, String value, Problems problems) {
    if (node.getAnchor() != null) {
      problems.addBeyondSchema(
          NodeReader.position(node),
          at,
          "has an anchor, so that a change would be one of its aliases too; write these out");
      return Optional.empty();
    }
    if (path.isEmpty()) {
      return Optional.of(new Change(start(node), end(node), value));
    }
    if (node instanceof MappingNode map) {
      Optional<NodeTuple> entry = entry(map, path.get(0));
      return entry.isEmpty()
          ? Optional.of(insertion(map, written(path, value)))
          : change(entry.get(), at.key(path.get(0)), path, value, problems);
    }
    String single = text.substring(start(node), end(node));
    return Optional.of(
        new Change(
            start(node),
            end(node),
            "{" + shortKey + ": " + single + ", " + written(path, value) + "}"));
  }

  private Optional<Change> change(
      NodeTuple entry, TreePath at, List<String> path, String value, Problems problems) {
    if (isAlias(entry)) {
      problems.addBeyondSchema(
          NodeReader.position(entry.getKeyNode()),
          at,
          "is an alias, so that a change would be one of others too; write it out");
      return Optional.empty();
    }
    return change(entry.getValueNode(), at, path.subList(1, path.size()), value, problems);
  }

  private static Optional<NodeTuple> entry(MappingNode map, String key) {
    return map.getValue().stream()
        .filter(
            entry ->
                entry.getKeyNode() instanceof ScalarNode scalar && scalar.getValue().equals(key))
        .findFirst();
  }

  /** An alias is the node that it names, which stands before it. */
  private static boolean isAlias(NodeTuple entry) {
    return entry.getValueNode().getStartMark().getIndex()
        < entry.getKeyNode().getEndMark().getIndex();
  }

  /** A key and its value on one line, in flow style where there are several keys. */
  private static String written(List<String> path, String value) {
    return path.size() == 1
        ? path.get(0) + ": " + value
        : path.get(0) + ": {" + written(path.subList(1, path.size()), value) + "}";
  }

  private Change insertion(MappingNode map, String entry) {
    if (map.getFlowStyle() == FlowStyle.FLOW) {
      List<NodeTuple> entries = map.getValue();
      boolean first = entries.isEmpty();
      NodeTuple last = first ? null : entries.get(entries.size() - 1);
      if (last == null || isAlias(last)) {
        int begin = start(map) + 1;
        return new Change(begin, begin, entry + (first ? "" : ", "));
      }
      int end = end(last.getValueNode());
      return new Change(end, end, ", " + entry);
    }
    String newline = text.contains("\r\n") ? "\r\n" : "\n";
    NodeTuple first = map.getValue().get(0);
    String indent = " ".repeat(first.getKeyNode().getStartMark().getColumn());
    int last = lastEnd(map);
    if (last < 0) {
      int begin = start(first.getKeyNode());
      return new Change(begin, begin, entry + newline + indent);
    }
    int lineEnd = text.indexOf('\n', last);
    return lineEnd < 0
        ? new Change(text.length(), text.length(), newline + indent + entry + newline)
        : new Change(lineEnd + 1, lineEnd + 1, indent + entry + newline);
  }

  /**
   * Where the last value of a block ends; -1 where it is a text of lines, which has no clear end.
   */
  private int lastEnd(Node node) {
    if (node instanceof ScalarNode scalar) {
      boolean lines =
          scalar.getScalarStyle() == ScalarStyle.LITERAL
              || scalar.getScalarStyle() == ScalarStyle.FOLDED;
      return lines ? -1 : end(node);
    }
    if (node instanceof MappingNode map && map.getFlowStyle() == FlowStyle.BLOCK) {
      NodeTuple last = map.getValue().get(map.getValue().size() - 1);
      return isAlias(last) ? end(last.getKeyNode()) : lastEnd(last.getValueNode());
    }
    if (node instanceof SequenceNode list && list.getFlowStyle() == FlowStyle.BLOCK) {
      return lastEnd(list.getValue().get(list.getValue().size() - 1));
    }
    return end(node);
  }

  private int start(Node node) {
    return index(node.getStartMark());
  }

  private int end(Node node) {
    return index(node.getEndMark());
  }

  /** Marks count code points. */
  private int index(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }
}
