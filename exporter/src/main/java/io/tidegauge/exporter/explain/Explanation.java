package io.tidegauge.exporter.explain;

import io.tidegauge.alert.Judgement;
import io.tidegauge.monitor.AlertDefinition;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The numbers behind an alert at a moment.
 *
 * @param read whether the rows could be read
 * @param judged the readings that its labels mean, the furthest past the limit first
 * @param others why there is no such reading, where there is none
 * @param from where the window begins that the alert looks at; empty where it looks at none
 * @param to where it ends
 * @param since empty where the database only tells of now
 * @param column of the worst reading, where it is of a column
 * @param query the SQL that shows rows; empty where no table of rows is looked at
 */
public record Explanation(
    String model,
    AlertDefinition alert,
    Instant at,
    boolean read,
    List<Judgement> judged,
    List<String> others,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<Since> since,
    Optional<ColumnFigures> column,
    String query) {
  public Explanation {
    judged = List.copyOf(judged);
    others = List.copyOf(others);
  }

  /** Whether the alert's condition holds at the moment. */
  public boolean isDue() {
    return judged.stream().anyMatch(Judgement::isDue);
  }
}
