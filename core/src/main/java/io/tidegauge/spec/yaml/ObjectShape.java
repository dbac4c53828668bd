package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * An object with known keys.
 *
 * @param fields in the order of the documentation
 * @param rules what holds between the keys
 * @param refused keys that users may expect, and why they are not there
 */
public record ObjectShape(List<Field> fields, List<Rule> rules, Map<String, String> refused)
    implements Shape {
  public ObjectShape {
    fields = List.copyOf(fields);
    rules = List.copyOf(rules);
    refused = new TreeMap<>(refused);
  }

  /** An object of these fields. */
  public static ObjectShape of(Field... fields) {
    return new ObjectShape(List.of(fields), List.of(), new TreeMap<>());
  }

  /** The same, with more fields at the end. */
  public ObjectShape and(Field... more) {
    List<Field> all = new ArrayList<>(fields);
    all.addAll(Arrays.asList(more));
    return new ObjectShape(all, rules, refused);
  }

  /** The same, with rules. */
  public ObjectShape with(Rule... more) {
    List<Rule> all = new ArrayList<>(rules);
    all.addAll(Arrays.asList(more));
    return new ObjectShape(fields, all, refused);
  }

  /** The same, with a message of its own for a key that it does not have. */
  public ObjectShape refusing(String key, String message) {
    Map<String, String> all = new TreeMap<>(refused);
    all.put(key, message);
    return new ObjectShape(fields, rules, all);
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return refuseKind(tree, path, problems);
    }
    mapping.entries().stream()
        .filter(entry -> field(entry.key()).isEmpty())
        .forEach(entry -> problems.add(entry.position(), path.key(entry.key()), unknown(entry)));
    rules.forEach(rule -> rule.check(mapping, path, problems));
    List<Tree.Entry> entries = new ArrayList<>();
    for (Field field : fields) {
      readField(field, mapping, path, problems).ifPresent(entries::add);
    }
    return new Tree.Mapping(tree.position(), entries);
  }

  private static Optional<Tree.Entry> readField(
      Field field, Tree.Mapping mapping, TreePath path, Problems problems) {
    TreePath at = path.key(field.name());
    Optional<Tree.Entry> found = mapping.find(field.name());
    if (found.isPresent()) {
      Tree read = field.shape().read(found.get().value(), at, problems);
      return Optional.of(new Tree.Entry(field.name(), found.get().position(), read, true));
    }
    if (field.required()) {
      problems.add(mapping.position(), at, "is missing; add it (" + field.meaning() + ")");
    }
    return field
        .fallback()
        .map(value -> field.shape().read(Tree.of(value, mapping.position()), at, problems))
        .map(read -> new Tree.Entry(field.name(), mapping.position(), read, false));
  }

  private Optional<Field> field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst();
  }

  private String unknown(Tree.Entry entry) {
    String own = refused.get(entry.key());
    if (own != null) {
      return own;
    }
    if (entry.key().equals("<<")) {
      return "merge keys are not part of YAML 1.2; write the keys out";
    }
    List<String> names = fields.stream().map(Field::name).toList();
    String hint = Nearest.hint(entry.key(), names);
    String mend = hint.isEmpty() ? "; the keys here are " + String.join(", ", names) : hint;
    return "unknown key " + Quote.of(entry.key()) + mend;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shape.ofType("object");
    ObjectNode properties = schema.putObject("properties");
    fields.forEach(field -> properties.set(field.name(), schema(field)));
    ArrayNode required = JsonNodeFactory.instance.arrayNode();
    fields.stream().filter(Field::required).map(Field::name).forEach(required::add);
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    schema.put("additionalProperties", false);
    rules.forEach(rule -> schema.withArray("/allOf").add(rule.schema()));
    return schema;
  }

  private static ObjectNode schema(Field field) {
    ObjectNode schema = JsonNodeFactory.instance.objectNode();
    schema.put("description", sentence(field.meaning()));
    schema.setAll(field.shape().schema());
    field.fallback().ifPresent(value -> schema.set("default", JsonText.MAPPER.valueToTree(value)));
    return schema;
  }

  private static String sentence(String meaning) {
    String first = meaning.substring(0, 1).toUpperCase(Locale.ROOT);
    return first + meaning.substring(1) + ".";
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
