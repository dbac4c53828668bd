package io.tidegauge.demo.bank;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A version of the campaign's model: a logistic regression, read from its JSON.
 *
 * @param trainedFrom the first day of its training rows
 * @param trainedTo the first day that is not one of them any more
 */
record BankModel(
    String version,
    LocalDate trainedFrom,
    LocalDate trainedTo,
    double intercept,
    List<Term> terms,
    Map<String, Double> means,
    Map<String, Double> deviations) {

  private static final List<String> NUMBERS = List.of("age", "campaign", "previous");
  private static final String MISSING = "__missing__";

  /** A summand: a number's name, or {@code column=level}. */
  record Term(String name, double weight) {}

  /** Reads a model. DuckDB reads the JSON, so that nothing else is needed for it. */
  static BankModel read(Connection connection, String file) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                """
                SELECT version, train_from::VARCHAR, train_to::VARCHAR, intercept,
                  mean.age, mean.campaign, mean.previous, std.age, std.campaign, std.previous
                FROM read_json('%s')"""
                    .formatted(file.replace("'", "''")))) {
      row.next();
      Map<String, Double> means = new HashMap<>();
      Map<String, Double> deviations = new HashMap<>();
      for (int i = 0; i < NUMBERS.size(); i++) {
        means.put(NUMBERS.get(i), row.getDouble(5 + i));
        deviations.put(NUMBERS.get(i), row.getDouble(5 + NUMBERS.size() + i));
      }
      return new BankModel(
          row.getString(1),
          LocalDate.parse(row.getString(2)),
          LocalDate.parse(row.getString(3)),
          row.getDouble(4),
          terms(connection, file),
          means,
          deviations);
    }
  }

  /** The probability of a yes, to six places. */
  double score(Call call) {
    double z = intercept;
    for (Term term : terms) {
      z += term.weight() * value(term.name(), call);
    }
    return new BigDecimal(1 / (1 + Math.exp(-z))).setScale(6, RoundingMode.HALF_EVEN).doubleValue();
  }

  /** Whether a day's calls are among its training rows. */
  boolean trainedOn(LocalDate day) {
    return !day.isBefore(trainedFrom) && day.isBefore(trainedTo);
  }

  private double value(String term, Call call) {
    int equals = term.indexOf('=');
    if (equals < 0) {
      return (call.whole(term) - number(means, term)) / number(deviations, term);
    }
    String level = call.category(term.substring(0, equals)).orElse(MISSING);
    return level.equals(term.substring(equals + 1)) ? 1 : 0;
  }

  private static double number(Map<String, Double> numbers, String name) {
    Double value = numbers.get(name);
    if (value == null) {
      throw new IllegalStateException("the model knows nothing of " + name);
    }
    return value;
  }

  private static List<Term> terms(Connection connection, String file) throws SQLException {
    List<Term> terms = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement(
                "SELECT unnest(terms), unnest(coef)::DOUBLE FROM read_json(?)");
        ResultSet rows = query(statement, file)) {
      while (rows.next()) {
        terms.add(new Term(rows.getString(1), rows.getDouble(2)));
      }
    }
    return terms;
  }

  private static ResultSet query(PreparedStatement statement, String file) throws SQLException {
    statement.setString(1, file);
    return statement.executeQuery();
  }
}
