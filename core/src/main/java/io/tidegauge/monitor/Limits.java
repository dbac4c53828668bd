package io.tidegauge.monitor;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.DoubleBinaryOperator;

/**
 * What a reading is held against: one limit for most features, others where the spec says so.
 *
 * @param usual the limit of every feature that has none of its own, and of readings without a
 *     feature
 * @param byFeature the limits of features that have their own; {@link #NEVER} takes one out
 */
public record Limits(double usual, SortedMap<String, Double> byFeature) {
  /** A limit that nothing passes. */
  public static final double NEVER = Double.POSITIVE_INFINITY;

  public Limits {
    byFeature = Collections.unmodifiableSortedMap(new TreeMap<>(byFeature));
  }

  /** The same limit for all. */
  public static Limits of(double usual) {
    return new Limits(usual, Collections.emptySortedMap());
  }

  /**
   * With one limit of a feature's own and that of the others, where it has its own.
   *
   * @param which of the feature's own and the usual one
   */
  Limits ofOthersAlso(DoubleBinaryOperator which) {
    SortedMap<String, Double> changed = new TreeMap<>();
    byFeature.forEach(
        (feature, own) ->
            changed.put(feature, own == NEVER ? NEVER : which.applyAsDouble(own, usual)));
    return new Limits(usual, changed);
  }

  /** The limit of a feature. */
  public double of(String feature) {
    return byFeature.getOrDefault(feature, usual);
  }

  /**
   * Features with one limit.
   *
   * @param features those that the limit is for, or, if {@code others}, those that it is not for
   */
  public record Group(double limit, boolean others, NavigableSet<String> features) {
    public Group {
      features = Collections.unmodifiableNavigableSet(new TreeSet<>(features));
    }
  }

  /** The features by limit: the usual one first, then ascending, without {@link #NEVER}. */
  public List<Group> groups() {
    SortedMap<Double, NavigableSet<String>> own = new TreeMap<>();
    for (Map.Entry<String, Double> feature : byFeature.entrySet()) {
      if (feature.getValue() != usual) {
        own.computeIfAbsent(feature.getValue(), limit -> new TreeSet<>()).add(feature.getKey());
      }
    }
    List<Group> groups = new ArrayList<>();
    if (usual != NEVER) {
      NavigableSet<String> others = new TreeSet<>();
      own.values().forEach(others::addAll);
      groups.add(new Group(usual, true, others));
    }
    own.forEach(
        (limit, features) -> {
          if (limit != NEVER) {
            groups.add(new Group(limit, false, features));
          }
        });
    return List.copyOf(groups);
  }
}
