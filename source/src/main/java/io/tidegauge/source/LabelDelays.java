package io.tidegauge.source;

import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds out by a sample how long after its prediction a label comes, and whether ids meet. */
public final class LabelDelays {
  /** What the statement is called in {@link Database#statements}. */
  public static final String STATEMENT = "delays of labels";

  private final Database database;
  private final TableName predictions;
  private final String predictionId;
  private final TimeColumn predicted;

  /** The delays of labels of these predictions. */
  public LabelDelays(
      Database database, TableName predictions, String predictionId, TimeColumn predicted) {
    this.database = database;
    this.predictions = predictions;
    this.predictionId = predictionId;
    this.predicted = predicted;
  }

  /**
   * The seconds between predictions and their labels, below 0 where the label is older.
   *
   * @param labels the table of the labels
   * @param rows how many labels are asked for at the most
   * @return of each label and prediction that have the same id; empty where ids do not meet
   * @throws QueryFailedException if it cannot be read in time, or the ids cannot be compared
   */
  public List<Double> read(
      TableName labels, String labelId, TimeColumn labelled, int rows, Deadline deadline) {
    Dialect dialect = database.dialect();
    TimeAxis came = TimeAxes.find(database, labels, labelled, deadline);
    TimeAxis made = TimeAxes.find(database, predictions, predicted, deadline);
    String sample = dialect.sampling().from(database, labels, Optional.empty(), rows, deadline);
    String text =
        "SELECT l.came, p.made FROM (SELECT "
            + dialect.quote(labelId)
            + " AS id, "
            + dialect.quote(labelled.column())
            + " AS came"
            + sample
            + ") AS l JOIN (SELECT "
            + dialect.quote(predictionId)
            + " AS id, "
            + dialect.quote(predicted.column())
            + " AS made FROM "
            + database.table(predictions)
            + ") AS p ON p.id = l.id WHERE l.came IS NOT NULL AND p.made IS NOT NULL LIMIT "
            + 10L * rows;
    return database.query(
        new Sql(STATEMENT, text, List.of()),
        1000,
        deadline,
        found -> {
          List<Double> delays = new ArrayList<>();
          while (found.next()) {
            delays.add((came.micros(found, 1) - made.micros(found, 2)) / 1e6);
          }
          return List.copyOf(delays);
        });
  }
}
