package io.tidegauge.exporter.rows;

import io.tidegauge.counts.BucketedCounts;
import io.tidegauge.source.ReadResult;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was counted of a range of time.
 *
 * @param beforeCut the rows before the cut
 * @param afterCut the rows from the cut on
 * @param unreadable columns that could not be read: what is counted of them means nothing
 * @param trouble what the user should know, or nothing
 */
record CountedRange(
    BucketedCounts beforeCut, BucketedCounts afterCut, Set<String> unreadable, String trouble) {
  CountedRange {
    unreadable = Set.copyOf(unreadable);
  }

  static CountedRange of(ReadResult<?> read, BucketedCounts beforeCut, BucketedCounts afterCut) {
    Set<String> unreadable = new TreeSet<>();
    read.failedColumns().forEach(column -> unreadable.add(column.column().name()));
    return new CountedRange(beforeCut, afterCut, unreadable, trouble(read));
  }

  private static String trouble(ReadResult<?> read) {
    Stream<String> failed =
        read.failedColumns().stream()
            .map(column -> column.column().name() + " cannot be read: " + column.reason());
    Stream<String> mistyped =
        read.typeErrors().keySet().stream()
            .map(column -> column.name() + " has values that are no numbers: they are missing")
            .sorted();
    return Stream.concat(failed, mistyped).collect(Collectors.joining("; "));
  }
}
