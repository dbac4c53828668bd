package io.tidegauge.counts;

import io.tidegauge.spec.EarlierRows;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How long time buckets are by their age: fine where a short window ends, coarser in what only long
 * windows hold, so that thirty days cost little memory. A window's old end is rounded up to the
 * start of a bucket of its tier: for all windows but the shortest by at most 1 % of their length.
 */
public final class Tiers {
  private static final int BUCKETS_PER_WINDOW = 100;

  /** Of what is only compared with, the ends may be less exact. */
  private static final int BUCKETS_PER_EARLIER_WINDOW = 12;

  /** Lengths that people think in, the longest first. Each divides a day. */
  private static final List<Duration> USUAL =
      List.of(
          Duration.ofHours(6),
          Duration.ofHours(2),
          Duration.ofHours(1),
          Duration.ofMinutes(30),
          Duration.ofMinutes(10),
          Duration.ofMinutes(5),
          Duration.ofMinutes(1));

  /**
   * Buckets of one length.
   *
   * @param length a multiple of the finer tier's
   * @param reach the longest window whose old end is rounded to this length
   */
  public record Tier(Duration length, Duration reach) {}

  private final List<Tier> tiers;

  private Tiers(List<Tier> tiers) {
    this.tiers = List.copyOf(tiers);
  }

  /**
   * How long buckets may be.
   *
   * @param reach up to what age
   * @param longest the longest that will do
   */
  private record Need(Duration reach, Duration longest) {}

  /**
   * The tiers for these windows.
   *
   * @param windows ascending, at least one
   * @param bucket the length of the finest buckets, in which the shortest window is counted
   */
  public static Tiers of(List<Duration> windows, Duration bucket) {
    return of(windows, bucket, EarlierRows.NONE);
  }

  /** The tiers for these windows, and for the earlier rows that they are compared with. */
  public static Tiers of(List<Duration> windows, Duration bucket, EarlierRows earlier) {
    List<Need> needs = own(windows, bucket);
    for (Duration window : windows) {
      earlier
          .of(window)
          .map(span -> new Need(span.reach(), window.dividedBy(BUCKETS_PER_EARLIER_WINDOW)))
          .ifPresent(needs::add);
    }
    return meeting(needs, bucket);
  }

  private static List<Need> own(List<Duration> windows, Duration bucket) {
    List<Need> needs = new ArrayList<>(List.of(new Need(windows.get(0), bucket)));
    for (Duration window : windows.subList(1, windows.size())) {
      needs.add(new Need(window, window.dividedBy(BUCKETS_PER_WINDOW)));
    }
    return needs;
  }

  private static Tiers meeting(List<Need> needs, Duration bucket) {
    List<Need> byReach = needs.stream().sorted(Comparator.comparing(Need::reach)).toList();
    List<Tier> tiers = new ArrayList<>();
    Duration length = bucket;
    for (int i = 0; i < byReach.size(); i++) {
      // What reaches further does not do with longer buckets here.
      Duration longest =
          byReach.subList(i, byReach.size()).stream()
              .map(Need::longest)
              .min(Comparator.naturalOrder())
              .orElseThrow();
      Duration fitting = fitting(longest, length);
      if (!tiers.isEmpty() && fitting.equals(length)) {
        tiers.remove(tiers.size() - 1);
      }
      tiers.add(new Tier(fitting, byReach.get(i).reach()));
      length = fitting;
    }
    return new Tiers(tiers);
  }

  private static Duration fitting(Duration longest, Duration finer) {
    return USUAL.stream()
        .filter(length -> length.compareTo(longest) <= 0)
        .filter(length -> finer.multipliedBy(length.dividedBy(finer)).equals(length))
        .filter(length -> length.compareTo(finer) > 0)
        .findFirst()
        .orElse(finer);
  }

  /** The tiers, the finest first. */
  public List<Tier> all() {
    return tiers;
  }

  /** The length to which the old end of a window is rounded. */
  public Duration length(Duration window) {
    return tiers.stream()
        .filter(tier -> window.compareTo(tier.reach()) <= 0)
        .findFirst()
        .orElse(coarsest())
        .length();
  }

  private Tier coarsest() {
    return tiers.get(tiers.size() - 1);
  }

  /** The first time in a window that ends at {@code now}. */
  public Instant start(Duration window, Instant now) {
    return BucketStarts.notBefore(now.minus(window), length(window));
  }

  /** The first time in the longest window that ends at {@code now}. */
  public Instant oldest(Instant now) {
    return start(coarsest().reach(), now);
  }

  /**
   * The length of the bucket that holds a time: the finest of which a window that ends at {@code
   * now} may need a part.
   */
  public Duration lengthAt(Instant time, Instant now) {
    for (int i = tiers.size() - 1; i > 0; i--) {
      if (time.isBefore(end(i, now))) {
        return tiers.get(i).length();
      }
    }
    return tiers.get(0).length();
  }

  /** The first time whose buckets are as long as those at {@code time}; ever, in the last tier. */
  public Instant firstAlike(Instant time, Instant now) {
    Duration length = lengthAt(time, now);
    for (int i = 0; i < tiers.size() - 1; i++) {
      if (tiers.get(i).length().equals(length)) {
        return end(i + 1, now);
      }
    }
    return Instant.MIN;
  }

  /** Where the buckets of a tier end and the next finer ones begin. */
  private Instant end(int tier, Instant now) {
    Instant finerBegins = start(tiers.get(tier - 1).reach(), now);
    return BucketStarts.notAfter(finerBegins, tiers.get(tier).length());
  }

  /**
   * How many buckets there are when all windows are filled, give or take those of a tier's ends.
   */
  public long buckets() {
    long buckets = 0;
    Duration younger = Duration.ZERO;
    for (Tier tier : tiers) {
      buckets += tier.reach().minus(younger).dividedBy(tier.length()) + 1;
      younger = tier.reach();
    }
    return buckets;
  }
}
