package io.tidegauge.spec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Changes one thing in a JSON tree, at random. */
final class Mutants {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> TEXTS =
      List.of("", " ", "x", "1h", "90", "0.5%", "101%", "numeric", "psi", "a.b.c.d", "09:00", "no");
  private static final List<String> NUMBERS =
      List.of("0", "-1", "1", "3.0", "0.5", "1.5", "2", "11", "101", "1e9", "99999999999", "1e-9");
  private static final List<String> KEYS =
      List.of("id", "table", "time", "expr", "column", "psi", "wasserstein", "top", "range", "x");

  private final RandomGenerator random;

  Mutants(RandomGenerator random) {
    this.random = random;
  }

  /** A copy of the tree with one change in it. */
  JsonNode mutate(JsonNode tree) {
    JsonNode copy = tree.deepCopy();
    List<JsonNode> containers = new ArrayList<>();
    gather(copy, containers);
    JsonNode container = pick(containers);
    if (container instanceof ObjectNode object) {
      mutate(object);
    } else {
      mutate((ArrayNode) container);
    }
    return copy;
  }

  private static void gather(JsonNode node, List<JsonNode> containers) {
    if (node.isContainerNode()) {
      containers.add(node);
      node.forEach(child -> gather(child, containers));
    }
  }

  private void mutate(ObjectNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    if (names.isEmpty() || random.nextInt(8) == 0) {
      object.set(pick(KEYS), value());
      return;
    }
    String name = pick(names);
    switch (random.nextInt(4)) {
      case 0 -> object.remove(name);
      case 1 -> object.set(name + pick(List.of("x", " ", "_", "0")), object.remove(name));
      default -> object.set(name, value());
    }
  }

  private void mutate(ArrayNode array) {
    if (array.isEmpty()) {
      array.add(value());
      return;
    }
    int index = random.nextInt(array.size());
    switch (random.nextInt(4)) {
      case 0 -> array.remove(index);
      case 1 -> array.add(array.get(index).deepCopy());
      default -> array.set(index, value());
    }
  }

  private JsonNode value() {
    return switch (random.nextInt(7)) {
      case 0, 1 -> JSON.textNode(pick(TEXTS));
      case 2, 3 -> JSON.numberNode(new BigDecimal(pick(NUMBERS)));
      case 4 -> JSON.booleanNode(random.nextBoolean());
      case 5 -> random.nextBoolean() ? JSON.nullNode() : JSON.arrayNode().add(pick(TEXTS));
      default -> JSON.objectNode().set(pick(KEYS), JSON.textNode(pick(TEXTS)));
    };
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
