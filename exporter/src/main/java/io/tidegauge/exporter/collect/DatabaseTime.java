package io.tidegauge.exporter.collect;

import io.tidegauge.source.Database;
import io.tidegauge.source.DatabaseClock;
import io.tidegauge.source.Deadline;
import io.tidegauge.source.QueryFailedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * The time of a database: our clock, put right by how far theirs was ahead when it was last asked.
 * What is new in a log is decided by it. A replayed time is nobody's and stays as it is. Safe for
 * use by several threads.
 */
final class DatabaseTime implements InstantSource {
  private final Database database;
  private final InstantSource clock;
  private volatile Optional<Duration> ahead = Optional.empty();

  DatabaseTime(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** The database's name. */
  String database() {
    return database.name();
  }

  /**
   * Asks the database for its time.
   *
   * @return whether it answered
   */
  boolean measure(Deadline deadline) {
    try {
      Instant before = Instant.now();
      Instant theirs = DatabaseClock.read(database, deadline);
      Duration way = Duration.between(before, Instant.now());
      ahead = Optional.of(Duration.between(before.plus(way.dividedBy(2)), theirs));
      return true;
    } catch (QueryFailedException e) {
      ahead = Optional.empty();
      return false;
    }
  }

  /** How far the database's clock is ahead of ours; empty where it did not answer. */
  Optional<Duration> ahead() {
    return ahead;
  }

  @Override
  public Instant instant() {
    Instant ours = clock.instant();
    return clock instanceof Clock ? ours.plus(ahead.orElse(Duration.ZERO)) : ours;
  }
}
