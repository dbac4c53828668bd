package io.tidegauge.rulegen.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.rulegen.Promtool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoNumbersTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0%",
    "0.05, 5%",
    "0.12345678, 12.35%",
    "1, 100%",
    "3.5, 350%",
    "0.0000001, 1e-05%",
    "123.456, 1.235e+04%"
  })
  void percentages(double share, String text) {
    assertThat(GoNumbers.percentage(share)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0s",
    "15, 15s",
    "0.25, 250ms",
    "0.00001, 10us",
    "90, 1m 30s",
    "3600, 1h 0m 0s",
    "313200, 3d 15h 0m 0s"
  })
  void durations(double seconds, String text) {
    assertThat(GoNumbers.duration(seconds)).isEqualTo(text);
  }

  @Test
  void promtoolRendersTheSame(@TempDir Path folder) throws Exception {
    Files.writeString(
        folder.resolve("rules.yml"),
        """
        groups:
          - name: numbers
            rules:
              - alert: Numbers
                expr: number
                annotations:
                  text: "{{ $value | humanizePercentage }} {{ printf \\"%.3f\\" $value }} {{ printf \\"%.0f\\" $value }} {{ $value | humanizeDuration }}"
        """);
    StringBuilder series = new StringBuilder();
    StringBuilder alerts = new StringBuilder();
    Random random = new Random(42);
    for (int i = 0; i < 1000; i++) {
      double value =
          Double.parseDouble(
              String.format(Locale.ROOT, "%.6g", Math.pow(10, random.nextDouble() * 11 - 5)));
      series.append("      - {series: 'number{n=\"%d\"}', values: '%s'}\n".formatted(i, value));
      alerts.append(
          "          - {exp_labels: {n: %d}, exp_annotations: {text: \"%s\"}}\n"
              .formatted(i, written(value)));
    }
    String tests =
        """
        rule_files: [rules.yml]
        tests:
          - interval: 1m
            input_series:
        %s    alert_rule_test:
              - eval_time: 0s
                alertname: Numbers
                exp_alerts:
        %s"""
            .formatted(series, alerts);
    Path file = folder.resolve("tests.yml");
    Files.writeString(file, tests);
    for (Promtool promtool : Promtool.all()) {
      Promtool.Result result = promtool.testRules(List.of(file));
      assertThat(result.status()).as(result.output()).isZero();
    }
  }

  private static String written(double value) {
    return String.join(
        " ",
        ValueFormat.SHARE.write(value),
        ValueFormat.NUMBER.write(value),
        ValueFormat.WHOLE.write(value),
        ValueFormat.TIME.write(value));
  }
}
