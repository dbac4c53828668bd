package io.tidegauge.profile;

import java.util.Collections;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * How a table's columns differ from those of another time.
 *
 * @param missing columns that are gone, with the types that they had
 * @param retyped columns that have another type now
 */
public record TableDiff(
    SortedMap<String, String> missing,
    SortedSet<String> added,
    SortedMap<String, Retyped> retyped) {

  /** The type that a column had, and the one that it has. */
  public record Retyped(String from, String to) {}

  public TableDiff {
    missing = Collections.unmodifiableSortedMap(new TreeMap<>(missing));
    added = Collections.unmodifiableSortedSet(new TreeSet<>(added));
    retyped = Collections.unmodifiableSortedMap(new TreeMap<>(retyped));
  }
}
