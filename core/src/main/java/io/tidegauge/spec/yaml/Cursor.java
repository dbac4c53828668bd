package io.tidegauge.spec.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A place in a tree that a shape has read. {@link #find} steps over what was refused, so that rules
 * can look at a tree that has problems elsewhere; {@link #at} is for a tree without any.
 *
 * @param name the last key on the way to this place; empty at the root and for a list's item
 * @param declared whether the value stands in the file; false for a default
 */
public record Cursor(Tree tree, String name, TreePath path, boolean declared) {

  /** The root of a tree. */
  public static Cursor of(Tree tree) {
    return new Cursor(tree, "", TreePath.ROOT, true);
  }

  /** The value of a key, if it is there and was not refused. */
  public Optional<Cursor> find(String key) {
    if (!(tree instanceof Tree.Mapping mapping)) {
      return Optional.empty();
    }
    return mapping
        .find(key)
        .filter(entry -> !(entry.value() instanceof Tree.Broken))
        .map(this::child);
  }

  /** The value at the end of several keys. */
  public Optional<Cursor> find(String first, String second) {
    return find(first).flatMap(next -> next.find(second));
  }

  /** The value of a key that is there. */
  public Cursor at(String key) {
    return find(key).orElseThrow(() -> new IllegalStateException("no " + path.key(key).text()));
  }

  /** Whether the key stands in the file, be its value refused or not. */
  public boolean declares(String key) {
    return tree instanceof Tree.Mapping mapping
        && mapping.find(key).stream().anyMatch(Tree.Entry::declared);
  }

  /** All keys, also those whose values were refused. */
  public List<String> keys() {
    return tree instanceof Tree.Mapping mapping
        ? mapping.entries().stream().map(Tree.Entry::key).toList()
        : List.of();
  }

  /** The values of a map that were not refused, in their order. */
  public List<Cursor> values() {
    return keys().stream().flatMap(key -> find(key).stream()).toList();
  }

  /** The items of a list. */
  public List<Cursor> items() {
    List<Cursor> items = new ArrayList<>();
    if (tree instanceof Tree.Sequence sequence) {
      for (Tree item : sequence.items()) {
        items.add(new Cursor(item, "", path.item(items.size()), declared));
      }
    }
    return items;
  }

  public boolean isMap() {
    return tree instanceof Tree.Mapping;
  }

  public boolean isList() {
    return tree instanceof Tree.Sequence;
  }

  public String text() {
    return scalar().text();
  }

  public double number() {
    return scalar().number().doubleValue();
  }

  public int integer() {
    return new BigDecimal(scalar().text()).intValueExact();
  }

  public boolean flag() {
    return scalar().text().charAt(0) == 't' || scalar().text().charAt(0) == 'T';
  }

  /** A value of {@link DurationShape}. */
  public Duration duration() {
    return DurationText.parse(scalar().text());
  }

  /** A value of {@link ShareShape}, 0 to 1. */
  public double share() {
    return ShareShape.value(scalar());
  }

  /** The items of a list of text. */
  public List<String> texts() {
    return items().stream().map(Cursor::text).toList();
  }

  /** Notes a problem of meaning at this place. */
  public void refuse(Problems problems, String message) {
    problems.addBeyondSchema(tree.position(), path, message);
  }

  private Cursor child(Tree.Entry entry) {
    Tree value = entry.value();
    return new Cursor(value, entry.key(), path.key(entry.key()), entry.declared());
  }

  private Tree.Scalar scalar() {
    if (tree instanceof Tree.Scalar scalar) {
      return scalar;
    }
    throw new IllegalStateException("no single value at " + path.text());
  }
}
