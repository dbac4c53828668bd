package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** What must hold between the keys of an object. */
public sealed interface Rule {
  /** Notes where the object breaks the rule. */
  void check(Tree.Mapping mapping, TreePath path, Problems problems);

  /** The rule in the words of JSON Schema. */
  ObjectNode schema();

  /** Where {@code key} is, the other keys must be too. */
  static Rule requires(String key, String... others) {
    return new Requires(key, List.of(others));
  }

  /** Exactly one of the keys must be there. */
  static Rule exactlyOne(String... keys) {
    return new One(List.of(keys), true);
  }

  /** No two of the keys may be there together. */
  static Rule atMostOne(List<String> keys) {
    return new One(keys, false);
  }

  /** {@code key} may be there only where {@code other} is text that matches. */
  static Rule onlyWhere(String key, String other, Regex regex, String wanted) {
    return new OnlyWhere(key, other, regex, wanted);
  }

  /** See {@link #requires}. */
  record Requires(String key, List<String> others) implements Rule {
    @Override
    public void check(Tree.Mapping mapping, TreePath path, Problems problems) {
      mapping
          .find(key)
          .ifPresent(
              entry ->
                  others.stream()
                      .filter(other -> mapping.find(other).isEmpty())
                      .forEach(
                          other ->
                              problems.add(
                                  entry.position(),
                                  path.key(key),
                                  "needs " + Quote.of(other) + " beside it")));
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      ArrayNode needed = schema.putObject("dependentRequired").putArray(key);
      others.forEach(needed::add);
      return schema;
    }
  }

  /** See {@link #exactlyOne} and {@link #atMostOne}. */
  record One(List<String> keys, boolean needed) implements Rule {
    @Override
    public void check(Tree.Mapping mapping, TreePath path, Problems problems) {
      List<Tree.Entry> found = keys.stream().flatMap(key -> mapping.find(key).stream()).toList();
      if (needed && found.isEmpty()) {
        String message = "one of " + String.join(", ", keys) + " is needed";
        problems.add(mapping.position(), path, message);
      }
      for (Tree.Entry entry : found.subList(Math.min(1, found.size()), found.size())) {
        String message = "cannot stand beside " + Quote.of(found.get(0).key()) + "; keep one";
        problems.add(entry.position(), path.key(entry.key()), message);
      }
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      ArrayNode options = schema.putArray("oneOf");
      keys.forEach(key -> options.add(present(key)));
      if (!needed) {
        ArrayNode any = JsonNodeFactory.instance.arrayNode();
        keys.forEach(key -> any.add(present(key)));
        options.addObject().putObject("not").set("anyOf", any);
      }
      return schema;
    }
  }

  /** See {@link #onlyWhere}. */
  record OnlyWhere(String key, String other, Regex regex, String wanted) implements Rule {
    @Override
    public void check(Tree.Mapping mapping, TreePath path, Problems problems) {
      boolean allowed =
          mapping.find(other).map(Tree.Entry::value).stream().allMatch(this::isAllowed);
      if (!allowed) {
        mapping
            .find(key)
            .ifPresent(
                entry -> {
                  String message = "is only for " + wanted + "; take it out";
                  problems.add(entry.position(), path.key(key), message);
                });
      }
    }

    private boolean isAllowed(Tree tree) {
      return !(tree instanceof Tree.Scalar scalar)
          || scalar.kind() != Tree.Kind.TEXT
          || regex.matches(scalar.text());
    }

    @Override
    public ObjectNode schema() {
      ObjectNode schema = JsonNodeFactory.instance.objectNode();
      schema.set("if", present(key));
      schema
          .putObject("then")
          .putObject("properties")
          .putObject(other)
          .put("pattern", regex.source());
      return schema;
    }
  }

  private static ObjectNode present(String key) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.putArray("required").add(key);
    return schema;
  }
}
