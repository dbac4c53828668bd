package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Specs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What pint, mixtool and promruval would say of what is generated. */
class RuleLintTest {
  private static final String DISABLED = "# pint file/disable ";
  private static final String GOOD =
      """
      groups:
        - name: some
          rules:
            - alert: SomeAlert
              expr: |
                max without (instance, pod) (
                    last_over_time(ml_feature_missing_ratio{model="m", version=~"a|b"}[5m])
                  > 0.1
                  and ignoring (feature)
                    last_over_time(ml_window_rows{model="m"}[5m]) >= 300
                )
              for: 5m
              keep_firing_for: 15m
              labels: {severity: warning}
              annotations:
                summary: Values are missing.
                description: "{{ $labels.feature }} is missing."
      """;

  @Test
  void findNothing(@TempDir Path folder) throws Exception {
    List<Path> specs = new ArrayList<>(Specs.valid());
    specs.addAll(Specs.examples());
    for (String text : List.of(Specs.ODD, Specs.LEAST, Specs.QUICK)) {
      specs.add(Files.writeString(folder.resolve(specs.size() + ".yaml"), text));
    }
    for (Path spec : specs) {
      Workspace workspace = new Workspace(folder.resolve(spec.getFileName() + ".d"));
      workspace.generate(spec);
      List<Path> files = workspace.files(".rules.yml");
      assertThat(files).hasSizeGreaterThan(1);
      for (Path file : files) {
        assertThat(faults(Files.readString(file))).as("%s of %s", file, spec).isEmpty();
      }
    }
  }

  @Test
  void findNothingInOneSetForAllModels(@TempDir Path folder) throws Exception {
    Workspace workspace = new Workspace(folder);
    List<Path> specs = new ArrayList<>(Specs.examples());
    specs.add(Specs.ROOT.resolve("core/src/test/resources/specs/valid/everything.yaml"));
    for (String text : List.of(Specs.ODD, Specs.LEAST, Specs.QUICK)) {
      specs.add(Files.writeString(folder.resolve(specs.size() + ".yaml"), text));
    }
    workspace.generateGeneric(specs.toArray(Path[]::new));
    for (Path file : workspace.files(".rules.yml")) {
      String text = Files.readString(file);
      List<String> switchedOff =
          text.lines()
              .filter(line -> line.startsWith(DISABLED))
              .map(line -> "pint " + line.substring(DISABLED.length()) + ":")
              .toList();
      assertThat(faults(text))
          .as("%s", file)
          .allMatch(fault -> switchedOff.stream().anyMatch(fault::startsWith));
    }
  }

  @Test
  void findNothingInWhatIsGood() throws Exception {
    assertThat(faults(GOOD)).isEmpty();
  }

  /** Each check, by a change that it finds. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      textBlock =
          """
          > 0.1 ; + 0.1 > bool 1 ; pint alerts/comparison
          keep_firing_for: 15m ; keep_firing_for: 0s ; pint alerts/for
          for: 5m ; for: soon ; pint alerts/for
          $labels.feature ; $labels.color ; pint alerts/template
          severity: warning ; severity: warning, size: "{{ $value }}" ; pint alerts/template
          rules: ; interval: 10m\\n    rules: ; pint group/interval
          max without ; topk (3, max without ; pint promql/fragile
          ignoring (feature) ; ignoring (model) ; pint promql/impossible
          ignoring (feature) ; on (model, color) ; pint promql/impossible
          ignoring (feature) ; on (model) group_left (color) ; pint promql/impossible
          a|b ; a ; pint promql/regexp
          a|b ; ^(a|b)$ ; pint promql/regexp
          severity: warning ; severity: warning, tier: 1 ; pint yaml/parse
          SomeAlert ; Some_alert ; mixtool alert-name-camelcase
          SomeAlert ; SomeAlertWithANameThatNobodyWillEverReadToItsEnd ; mixtool alert-name-length
          severity: warning ; severity: page ; mixtool alert-severity-rule
          description: ; other: ; mixtool alert-description-missing-rule
          {{ $labels.feature }} ; It ; mixtool alert-description-templating
          summary: ; other: ; mixtool alert-summary-missing-rule
          Values are missing. ; Values of {{ $labels.model }}. ; mixtool alert-summary-templating
          Values are missing. ; values are missing ; mixtool alert-summary-style
          name: some ; name: some-group-with-a-name-that-is-longer-than-40 ; mixtool alert-group-name-length
          for: 5m ; for: 25h ; promruval forIsNotLongerThan
          last_over_time(ml_window ; irate(ml_window ; promruval expressionDoesNotUseIrate
          last_over_time(ml_window ; rate(ml_window ; promruval expressionUsesUnderstandableFunctions
          ml_window_rows{ ; {__name__="ml_window_rows", ; promruval expressionSelectorsMatchesMetric
          [5m] ; [30s] ; promruval expressionDoesNotUseRangeShorterThan
          [5m] ; [5m] offset 5w ; promruval expressionDoesNotUseOlderDataThan
          severity: warning ; severity: warning, tier: " " ; promruval nonEmptyLabels
          """)
  void findWhatIsBad(String good, String bad, String check) throws Exception {
    String changed = GOOD.replace(good, bad.replace("\\n", "\n"));
    assertThat(changed).isNotEqualTo(GOOD);
    assertThat(faults(changed)).anyMatch(fault -> fault.startsWith(check + ":"));
  }

  @Test
  void findQuotientsThatCanBeNaN() throws Exception {
    String quotient =
        "sum (last_over_time(ml_window_rows[5m]) / last_over_time(ml_window_rows[5m])) > 1";
    assertThat(
            faults(
                GOOD.replaceAll(
                    "(?s)expr: \\|.*?\\)\n {8}for", "expr: " + quotient + "\n        for")))
        .anyMatch(fault -> fault.startsWith("pint promql/nan"));
  }

  @Test
  void findRulesThatAreThereTwiceOrTooMany() throws Exception {
    String rule = GOOD.substring(GOOD.indexOf("      - alert"));
    assertThat(faults(GOOD + rule))
        .containsExactly("pint rule/duplicate: SomeAlert is there twice");
    assertThat(faults(GOOD + rule.repeat(20)))
        .anyMatch(fault -> fault.startsWith("mixtool alert-group-rule-count"));
  }

  private static List<String> faults(String file) throws Exception {
    JsonNode tree = new YAMLMapper().readTree(file);
    return RuleLint.faults(tree);
  }
}
