package io.tidegauge.rulegen.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tidegauge.monitor.MetricDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SelectorTest {
  private static final Selector MISSING =
      Selector.of(MetricDefinition.gauge("ml_feature_missing_ratio", "Help.", "feature", "window"));

  @Test
  void withoutMatchersIsTheMetric() {
    assertThat(MISSING).hasToString("ml_feature_missing_ratio");
  }

  @Test
  void matchersAreSorted() {
    assertThat(MISSING.with("window", "1h").with("feature", "age").with("model", "churn"))
        .hasToString("ml_feature_missing_ratio{feature=\"age\", model=\"churn\", window=\"1h\"}");
  }

  @Test
  void severalValuesAreAnExpression() {
    assertThat(MISSING.with("feature", LabelValues.only(List.of("b.c", "a"))))
        .hasToString("ml_feature_missing_ratio{feature=~\"a|b\\\\.c\"}");
    assertThat(MISSING.with("feature", LabelValues.except(List.of("b", "a"))))
        .hasToString("ml_feature_missing_ratio{feature!~\"a|b\"}");
    assertThat(MISSING.with("feature", LabelValues.except(List.of("a+"))))
        .hasToString("ml_feature_missing_ratio{feature!=\"a+\"}");
  }

  @Test
  void allValuesNeedNoMatcher() {
    assertThat(MISSING.with("feature", LabelValues.ALL)).isEqualTo(MISSING);
  }

  @Test
  void aLabelThatNobodyExportsIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MISSING.with("slice", "all"))
        .withMessage("ml_feature_missing_ratio has no label slice");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MISSING.withVariable("slice", "slice"))
        .withMessage("ml_feature_missing_ratio has no label slice");
  }

  @Test
  void aDashboardsVariablesStandForOneValueOrSeveral() {
    assertThat(MISSING.withVariable("feature", "feature").withChoice("window", "window"))
        .hasToString("ml_feature_missing_ratio{feature=~\"$feature\", window=\"$window\"}");
    assertThat(MISSING.ofChosenJobs()).hasToString("ml_feature_missing_ratio{job=~\"$job\"}");
    assertThat(MISSING.ofChosenTargets())
        .hasToString("ml_feature_missing_ratio{instance=~\"$instance\", job=~\"$job\"}");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MISSING.withChoice("slice", "slice"))
        .withMessage("ml_feature_missing_ratio has no label slice");
  }

  @Test
  void aCountersRateIsOverWhatTheDashboardChooses() {
    assertThat(MISSING.rate()).isEqualTo("rate(ml_feature_missing_ratio[$__rate_interval])");
  }

  @Test
  void aMissedScrapeIsBridged() {
    assertThat(MISSING.newest()).isEqualTo("last_over_time(ml_feature_missing_ratio[5m])");
    assertThat(MISSING.absent()).isEqualTo("absent_over_time(ml_feature_missing_ratio[5m])");
  }

  @Test
  void textIsQuoted() {
    assertThat(Selector.quoted("a \"b\" \\ c\nd")).isEqualTo("\"a \\\"b\\\" \\\\ c\\nd\"");
  }

  @ParameterizedTest
  @CsvSource({"0.05, 0.05", "1e-7, 0.0000001", "313200, 313200", "1e9, 1000000000", "-0.5, -0.5"})
  void numbersAreWrittenOut(double value, String text) {
    assertThat(Selector.number(value)).isEqualTo(text);
  }
}
