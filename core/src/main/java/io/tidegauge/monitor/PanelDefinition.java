package io.tidegauge.monitor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A panel that a monitor brings: what a dashboard shows, in terms of metrics. The limit that
 * belongs to it is that of the alert that judges what is shown first, so that the two cannot
 * differ.
 *
 * @param description the question that the panel answers, and what to make of the answer
 * @param shown what is shown, the most important first; but for tables all of one unit
 * @param worst how many of the first are shown, those nearest to or furthest past their limit; all,
 *     where absent
 */
public record PanelDefinition(
    String title, String description, Kind kind, List<Shown> shown, OptionalInt worst) {
  /** As many as a legend can tell apart. */
  private static final int READABLE = 10;

  /** How something is shown. */
  public enum Kind {
    /** Lines over time. */
    TREND,
    /** The newest value, large. */
    NUMBER,
    /** One row for each set of labels, one column for each metric. */
    TABLE,
    /** Flags over time. */
    STATES,
    /** A line of colors for each set of labels, over time. */
    HEATMAP
  }

  /** How series that no label tells apart become one. */
  public enum Fold {
    /** The one nearest to or furthest past its limit; the highest, where there is no limit. */
    WORST,
    /** The sum over everything but replicas. */
    SUM
  }

  /**
   * A metric that is shown. A counter is shown as its rate.
   *
   * @param by the labels by which its series are told apart
   * @param name what it is called beside others; empty where its labels say enough
   * @param where labels that are held to a value
   * @param noise whether it is what a score must be above to mean anything
   * @param error its standard error, by which the ends of its 95 percent interval are shown
   * @param zeroWhere a metric that says of what 0 is shown where this one, which counts, has no
   *     series
   */
  public record Shown(
      MetricDefinition metric,
      List<String> by,
      String name,
      SortedMap<String, String> where,
      Fold fold,
      boolean noise,
      Optional<MetricDefinition> error,
      Optional<MetricDefinition> zeroWhere) {
    public Shown {
      by = List.copyOf(by);
      where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
      List<String> named = new ArrayList<>(by);
      named.addAll(where.keySet());
      if (!metric.labels().containsAll(named)) {
        throw new IllegalArgumentException(metric.name() + " has not all labels of " + named);
      }
      if (error.isPresent() && !error.get().labels().equals(metric.labels())) {
        throw new IllegalArgumentException(metric.name() + " has not the labels of its error");
      }
    }

    /** A metric by these labels. */
    public static Shown of(MetricDefinition metric, String... by) {
      return new Shown(
          metric,
          List.of(by),
          "",
          Collections.emptySortedMap(),
          Fold.WORST,
          false,
          Optional.empty(),
          Optional.empty());
    }

    /** With a name. */
    public Shown called(String newName) {
      return new Shown(metric, by, newName, where, fold, noise, error, zeroWhere);
    }

    /** Only where a label has this value. */
    public Shown where(String label, String value) {
      SortedMap<String, String> more = new TreeMap<>(where);
      more.put(label, value);
      return new Shown(metric, by, name, more, fold, noise, error, zeroWhere);
    }

    /** Added up. */
    public Shown summed() {
      return new Shown(metric, by, name, where, Fold.SUM, noise, error, zeroWhere);
    }

    /** As the noise of what is shown first. */
    public Shown asNoise() {
      return new Shown(metric, by, name, where, fold, true, error, zeroWhere);
    }

    /** Between the ends of its interval. */
    public Shown within(MetricDefinition standardError) {
      return new Shown(metric, by, name, where, fold, noise, Optional.of(standardError), zeroWhere);
    }

    /** As 0 for whatever has a series of another metric and none of this. */
    public Shown zeroWhere(MetricDefinition other) {
      return new Shown(metric, by, name, where, fold, noise, error, Optional.of(other));
    }
  }

  public PanelDefinition {
    shown = List.copyOf(shown);
    if (shown.isEmpty()) {
      throw new IllegalArgumentException(title + " shows nothing");
    }
    for (Shown one : shown) {
      if (one.name().isEmpty() && (one.by().isEmpty() || kind == Kind.TABLE)) {
        throw new IllegalArgumentException(one.metric().name() + " has no name in " + title);
      }
      if (kind != Kind.TABLE && one.metric().unit() != shown.get(0).metric().unit()) {
        throw new IllegalArgumentException(title + " shows values of different units");
      }
      if ((kind == Kind.STATES) != (one.metric().unit() == Unit.FLAG) && kind != Kind.TABLE) {
        throw new IllegalArgumentException(one.metric().name() + " cannot be shown as " + kind);
      }
    }
  }

  /** Lines over time. */
  public static PanelDefinition trend(String title, String description, Shown... shown) {
    return of(title, description, Kind.TREND, shown);
  }

  /** The newest values, large. */
  public static PanelDefinition number(String title, String description, Shown... shown) {
    return of(title, description, Kind.NUMBER, shown);
  }

  /** The newest values, with everything that belongs to the same labels in one row. */
  public static PanelDefinition table(String title, String description, Shown... shown) {
    return of(title, description, Kind.TABLE, shown);
  }

  /** Flags over time. The title is what a flag of 1 says. */
  public static PanelDefinition states(String title, String description, Shown... shown) {
    return of(title, description, Kind.STATES, shown);
  }

  /** Colors over time: what is far too much to draw as lines. */
  public static PanelDefinition heatmap(String title, String description, Shown shown) {
    return of(title, description, Kind.HEATMAP, shown);
  }

  /** Only the worst, as many as can be told apart. */
  public PanelDefinition onlyWorst() {
    return new PanelDefinition(title, description, kind, shown, OptionalInt.of(READABLE));
  }

  private static PanelDefinition of(String title, String description, Kind kind, Shown... shown) {
    return new PanelDefinition(title, description, kind, Arrays.asList(shown), OptionalInt.empty());
  }
}
