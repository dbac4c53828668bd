package io.tidegauge.exporter.init;

import io.tidegauge.exporter.health.Wording;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What a spec says of a feature, and why. Of a personal one neither tells a value. */
final class FeatureEntry {
  /** From this share of missing values on the usual limit of 5 % would be near or passed. */
  private static final double OFTEN_MISSING = 0.025;

  private static final double MARGIN = 1.5;
  private static final int ENOUGH_ROWS = 1000;

  /**
   * Where no value is rarer than this, others hardly exist: by Good and Turing the share of unseen
   * ones is about that of the values that were seen once.
   */
  private static final int OFTEN = 5;

  private static final int LONGEST_VALUE = 40;

  private final String column;
  private final String name;
  private final boolean numeric;
  private final boolean personal;
  private final boolean slow;

  /** Of a personal feature, none may be named. */
  private final List<String> sentinels;

  private final boolean hasSentinels;

  /** All values but those that stand for a missing one. */
  private final ColumnFacts rest;

  /** The share of missing values all over the table. */
  private final double missing;

  /**
   * The entry of a column.
   *
   * @param spread what the sample of the whole table says of the column
   * @param all the same, with the newest rows
   * @param name the feature's name
   * @param slow whether it says the same for as long as a window
   */
  FeatureEntry(
      ColumnFacts spread,
      ColumnFacts all,
      String name,
      boolean numeric,
      boolean personal,
      boolean slow) {
    this.column = spread.name();
    this.name = name;
    this.numeric = numeric;
    this.personal = personal;
    this.slow = slow;
    List<String> found = Sentinels.of(spread);
    this.hasSentinels = !found.isEmpty();
    this.sentinels = personal ? List.of() : found;
    this.rest = sentinels.isEmpty() ? all : all.without(sentinels);
    this.missing = (sentinels.isEmpty() ? spread : spread.without(sentinels)).missing();
  }

  /** {@code numeric}, or the keys in braces. */
  String text() {
    List<String> keys = new ArrayList<>();
    String type = numeric ? "numeric" : "category";
    keys.add("type: " + type);
    if (!name.equals(column)) {
      keys.add("column: " + YamlScalar.of(column));
    }
    range()
        .ifPresent(
            range ->
                keys.add(
                    "range: ["
                        + RoundNumbers.text(range.lowest())
                        + ", "
                        + RoundNumbers.text(range.highest())
                        + "]"));
    if (!sentinels.isEmpty()) {
      keys.add("missing_values: " + missingValues());
    }
    missingLimit().ifPresent(limit -> keys.add("missing: " + limit));
    values().ifPresent(values -> keys.add("values: " + YamlScalar.list(values)));
    if (slow) {
      keys.add("varies: false");
    }
    if (personal) {
      keys.add("personal: true");
    }
    return keys.size() == 1 ? type : "{" + String.join(", ", keys) + "}";
  }

  /** Numbers are written as such: -999, not "-999". */
  private String missingValues() {
    return rest.isNumeric() ? "[" + String.join(", ", sentinels) + "]" : YamlScalar.list(sentinels);
  }

  private Optional<RoundNumbers.Range> range() {
    if (!numeric || rest.numbers().isEmpty()) {
      return Optional.empty();
    }
    return personal
        ? PersonalData.range(column)
        : Optional.of(RoundNumbers.around(rest.least(), rest.greatest()));
  }

  private Optional<String> missingLimit() {
    if (missing <= OFTEN_MISSING) {
      return Optional.empty();
    }
    double percent = 100 * missing * MARGIN;
    double round = percent <= 10 ? RoundNumbers.up(percent) : Math.ceil(percent / 10) * 10;
    return Optional.of(RoundNumbers.text(Math.min(100, round)) + "%");
  }

  private Optional<List<String>> values() {
    boolean closed =
        !numeric
            && !personal
            && rest.distinct() <= ColumnFacts.FEW
            && rest.present() >= ENOUGH_ROWS
            && Collections.min(rest.frequencies().values()) >= OFTEN
            && rest.known().stream().allMatch(value -> value.length() <= LONGEST_VALUE);
    return closed ? Optional.of(rest.known().stream().sorted().toList()) : Optional.empty();
  }

  /** What the sample says of it, for a comment. */
  String reason() {
    List<String> words = new ArrayList<>();
    if (personal) {
      words.add(
          "personal, by its name: no value of it is shown"
              + (!hasSentinels
                  ? ""
                  : "; one seems to stand for a missing value: declare missing_values")
              + (numeric && range().isEmpty() ? "; declare a range, or it has no drift" : ""));
    } else if (numeric && !rest.numbers().isEmpty()) {
      words.add(Wording.number(rest.least()) + " to " + Wording.number(rest.greatest()));
    } else {
      words.add(rest.distinct() + " values");
    }
    if (!sentinels.isEmpty()) {
      words.add(
          missingValues().replaceAll("^\\[|]$", "")
              + " seems to stand for a missing value: take it out where it is one of its own");
    }
    if (missing > 0) {
      words.add(Wording.share(missing) + " missing");
    }
    if (slow) {
      words.add("says the same for as long as a window");
    }
    return String.join("; ", words);
  }
}
