package io.tidegauge.spec;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the series of a server, a host or a container say of one thing.
 *
 * @param of the series that it is made of; of a quantile, the histogram without a suffix
 * @param to what a ratio or a share is taken of: added up, where there are several
 * @param scale what the value is multiplied with: 1e-6 for microseconds
 * @param by labels that stay, such as that of the instance; else all series become one
 * @param ignoring labels of the part by which these series are not told apart
 */
public record SignalSpec(
    Name name,
    Kind kind,
    Series of,
    List<Series> to,
    double scale,
    List<String> by,
    List<String> ignoring) {

  public SignalSpec {
    to = List.copyOf(to);
    by = List.copyOf(by);
    ignoring = List.copyOf(ignoring);
  }

  /** What it says something of. */
  public enum Name {
    TRAFFIC,
    ERRORS,
    LATENCY,
    QUEUE,
    CPU,
    THROTTLING,
    MEMORY,
    DISK,
    RECEIVED,
    SENT;

    /** The key in the spec. */
    public String key() {
      return Words.word(this);
    }
  }

  /** How its value is made of its series. */
  public enum Kind {
    /** A counter by second. */
    RATE,
    /** A counter over others, such as failures over requests. */
    RATIO,
    /** A counter of time over a counter of what took it. */
    MEAN,
    /** A quantile of a histogram. */
    QUANTILE,
    /** A gauge over the gauge that is its limit. */
    USED,
    /** 1 less a gauge of what is free over that of all. */
    FREE,
    /** 1 less a counter of the seconds without work. */
    IDLE,
    /** A gauge. */
    LEVEL
  }

  /**
   * Series of a metric.
   *
   * @param where a pattern for each label, or, after an exclamation mark, one that it must not
   *     match; a dot stands for any character, and bars stand between alternatives
   */
  public record Series(String metric, SortedMap<String, String> where) {
    public Series {
      where = Collections.unmodifiableSortedMap(new TreeMap<>(where));
    }
  }
}
