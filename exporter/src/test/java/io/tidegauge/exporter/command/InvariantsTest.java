package io.tidegauge.exporter.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a scrape says of the data that a model gets, where a spec asks for more than the usual. */
class InvariantsTest {
  private static final String[] AMOUNT = feature("amount");

  @TempDir private Path folder;
  private Site site;

  @BeforeEach
  void make() {
    site = new Site(folder).credit();
  }

  @AfterEach
  void end() {
    site.close();
  }

  private static String[] feature(String name) {
    return new String[] {"version", "v1", "window", "1h", "slice", "all", "feature", name};
  }

  private void count(String how) {
    site.config(Postgres.shared().port(), "user: postgres\ncount: " + how + "\n");
  }

  /** The promises of a spec: no more series, no more memory than its figures say. */
  private static void assertWithinBounds(Exposition scrape) {
    assertThat(scrape.value("ml_exporter_series", "model", "credit"))
        .isLessThanOrEqualTo(scrape.value("ml_exporter_series_bound", "model", "credit"));
    assertThat(scrape.value("ml_exporter_counts_bytes", "model", "credit"))
        .isLessThan(scrape.value("ml_exporter_counts_bound_bytes", "model", "credit"));
  }

  /** Amounts are 0 to 99 in the reference, and twice as much in the last hour. */
  @Test
  void quantilesAreHeldAgainstTheReferences() {
    site.model("credit", Site.CREDIT.replace("[0, 1000]}", "[0, 1000], quantiles: [0.5, 0.995]}"));
    site.profile("v1");
    site.execute("UPDATE log SET amount = 2 * amount WHERE id > 2000");
    site.start();

    Exposition scrape = site.scrape();

    String[] half = {"feature", "amount", "window", "1h", "share", "0.5"};
    assertThat(scrape.all("ml_feature_quantile_value", "feature", "amount")).hasSize(6);
    assertThat(scrape.value("ml_feature_quantile_value", with("slice", "all", half)))
        .isCloseTo(98, within(0.98));
    assertThat(scrape.value("ml_feature_quantile_shift", half))
        .isCloseTo(49 / Math.sqrt((100 * 100 - 1) / 12.0), within(0.06));
    assertThat(scrape.all("ml_feature_quantile_shift")).hasSize(2);
    assertWithinBounds(scrape);
  }

  private static String[] with(String label, String value, String... labels) {
    String[] all = java.util.Arrays.copyOf(labels, labels.length + 2);
    all[labels.length] = label;
    all[labels.length + 1] = value;
    return all;
  }

  @Test
  void theDatabaseCountsNoQuantiles() {
    count("in-database");
    site.model("credit", Site.CREDIT.replace("[0, 1000]}", "[0, 1000], quantiles: [0.5]}"));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.all("ml_feature_quantile_value")).isEmpty();
    assertThat(
            scrape.value(
                "ml_exporter_absent_readings",
                "collector",
                "feature_invariants",
                "reason",
                "not_counted"))
        .isEqualTo(3);
    assertThat(site.run("check").out())
        .contains("no quantiles of amount: database warehouse has \"count: in-database\"");
  }

  /** Of the merchants a, b and c in turn, each tenth is empty, and each twentieth an X. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void valuesThatDoNotMatchTheirPatternAreCounted(String how) {
    count(how);
    site.execute(
        "UPDATE log SET merchant = '' WHERE id % 10 = 0",
        "UPDATE log SET merchant = 'X' WHERE id % 20 = 5",
        "UPDATE log SET merchant = NULL WHERE id % 20 = 15");
    site.model(
        "credit",
        Site.CREDIT.replace("merchant: category", "merchant: {type: category, pattern: '[a-z]'}")
            + "alerts: {range: {above: 15%, min_rows: 100}}\n");
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_empty_rows", feature("merchant"))).isEqualTo(20);
    assertThat(scrape.value("ml_feature_pattern_error_rows", feature("merchant"))).isEqualTo(30);
    assertThat(scrape.value("ml_feature_pattern_error_ratio", feature("merchant")))
        .isCloseTo(30 / 190.0, within(1e-12));
    assertThat(scrape.all("ml_feature_pattern_error_rows", "slice", "channel=web")).hasSize(1);
    assertThat(site.get("/").body())
        .contains("merchant does not match its pattern: 15.8 % (limit 15 %)");
    assertWithinBounds(scrape);
  }

  /** Amounts are 0 to 99, merchants a, b and c. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void distinctValuesAreCounted(String how) {
    count(how);
    site.model(
        "credit",
        Site.CREDIT
            .replace("[0, 1000]}", "[0, 1000], distinct: true}")
            .replace("merchant: category", "merchant: {type: category, distinct: true}"));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_distinct_values", feature("merchant"))).isEqualTo(3);
    if (how.equals("rows")) {
      assertThat(scrape.value("ml_feature_distinct_values", AMOUNT)).isEqualTo(100);
      assertThat(
              scrape.value(
                  "ml_feature_distinct_values", "feature", "amount", "slice", "channel=web"))
          .isEqualTo(50);
    } else {
      assertThat(scrape.all("ml_feature_distinct_values", "feature", "amount")).isEmpty();
      assertThat(site.run("check").out())
          .contains("no distinct values of amount: database warehouse has")
          .doesNotContain("distinct values of merchant");
    }
    assertWithinBounds(scrape);
  }

  /** Of 200 rows, 50 have the id of another; there are 30 inputs, of the numbers 0 to 9. */
  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void rowsThatComeAgainAreCounted(String how) {
    count(how);
    site.execute("UPDATE log SET amount = id % 10", "UPDATE log SET id = id - 50 WHERE id > 2150");
    site.model(
        "credit",
        Site.CREDIT.replace(
                "  failed:", "  unique: true\n  repeated: true\n  identical: true\n  failed:")
            + "alerts: {duplicates: {above: 20%, min_rows: 100}}\n");
    site.start();

    Exposition scrape = site.scrape();

    if (how.equals("rows")) {
      String[] all = {"version", "v1", "window", "1h", "slice", "all"};
      assertThat(scrape.value("ml_prediction_duplicate_ratio", all)).isEqualTo(0.25);
      assertThat(scrape.value("ml_prediction_repeated_input_ratio", all)).isEqualTo(0.85);
      assertThat(scrape.value("ml_prediction_most_frequent_ratio", all))
          .as("scores of 0, 0.1 to 0.9")
          .isEqualTo(0.1);
      assertThat(scrape.all("ml_prediction_duplicate_ratio")).hasSize(1);
      assertThat(site.get("/").body()).contains("ids that occurred before 25 % (limit 20 %)");
    } else {
      assertThat(scrape.all("ml_prediction_duplicate_ratio")).isEmpty();
      assertThat(scrape.all("ml_prediction_repeated_input_ratio")).isEmpty();
      assertThat(site.run("check").out())
          .contains(
              "no share of ids that occur again: database",
              "no share of repeated inputs:",
              "no share of the most frequent score:");
      assertThat(scrape.all("ml_prediction_most_frequent_ratio")).isEmpty();
    }
    assertThat(scrape.value("ml_window_rows", "slice", "all")).isEqualTo(200);
    assertWithinBounds(scrape);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rows", "in-database"})
  void theLeastAndTheLargestValueComeWithTheMean(String how) {
    count(how);
    site.execute("UPDATE log SET amount = -7.5 WHERE id = 2100");
    site.model("credit", Site.CREDIT.replace("[0, 1000]}", "[0, 1000], moments: true}"));
    site.start();

    Exposition scrape = site.scrape();

    assertThat(scrape.value("ml_feature_min_value", AMOUNT)).isEqualTo(-7.5);
    assertThat(scrape.value("ml_feature_max_value", AMOUNT)).isEqualTo(99);
    assertWithinBounds(scrape);
  }
}
