package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ModelSpecEditTest {
  private static final String HEAD =
      """
      # déjà vu 𝄞: marks count code points
      model: credit
      owner: team-risk
      database: warehouse
      predictions: {table: log, time: at, version: v, kind: binary, score: score}
      reference: {profile: "{version}.json"}
      """;

  private static String edited(String text, Optional<Duration> pending, String... features) {
    SortedMap<String, String> limits = new TreeMap<>();
    Arrays.stream(features).forEach(feature -> limits.put(feature, "0.034"));
    return ModelSpecEdit.withDriftLimits("credit.yaml", text, limits, pending);
  }

  private static void becomes(String before, String after, String... features) {
    String changed = edited(HEAD + before, Optional.empty(), features);
    assertThat(changed).isEqualTo(HEAD + after);
    ModelSpec spec = ModelSpecReader.read("credit.yaml", changed);
    assertThat(
            spec.features().stream()
                .filter(feature -> feature.driftThreshold().orElse(0) == 0.034)
                .map(FeatureSpec::name))
        .containsExactlyInAnyOrder(features);
  }

  @Test
  void aShortFormBecomesAMap() {
    becomes(
        """
        features:
          amount: numeric   # in euros
          merchant: "category"
        """,
        """
        features:
          amount: {type: numeric, drift: 0.034}   # in euros
          merchant: {type: "category", drift: 0.034}
        """,
        "amount",
        "merchant");
    becomes(
        "features: {amount: numeric, merchant: category}",
        "features: {amount: {type: numeric, drift: 0.034}, merchant: category}",
        "amount");
  }

  @Test
  void aMapGetsAnotherKey() {
    becomes(
        """
        features:
          amount: {type: numeric, range: [0, 1]}   # in euros
          'odd': {
            type: numeric,   # so much of it
            bins: 5,         # few
          }
          merchant:
            # by code
            type: category   # not by name

          # the last one
          last:
              type: numeric
              range:
                - 0
                - 10   # at most
        """,
        """
        features:
          amount: {type: numeric, range: [0, 1], drift: 0.034}   # in euros
          'odd': {
            type: numeric,   # so much of it
            bins: 5, drift: 0.034,         # few
          }
          merchant:
            # by code
            type: category   # not by name
            drift: 0.034

          # the last one
          last:
              type: numeric
              range:
                - 0
                - 10   # at most
              drift: 0.034
        """,
        "amount",
        "odd",
        "merchant",
        "last");
  }

  @Test
  void aTextOfLinesStaysTheLastOfItsMap() {
    becomes(
        """
        features:
          amount:
            type: numeric
            expr: |
              a
              + b

        # end
        """,
        """
        features:
          amount:
            drift: 0.034
            type: numeric
            expr: |
              a
              + b

        # end
        """,
        "amount");
  }

  @Test
  void aValueThatIsThereIsReplaced() {
    becomes(
        """
        features:
          amount: {drift: 0.20, type: numeric}
          merchant:
            drift: 1.5e-1   # a guess
            type: category
        """,
        """
        features:
          amount: {drift: 0.034, type: numeric}
          merchant:
            drift: 0.034   # a guess
            type: category
        """,
        "amount",
        "merchant");
  }

  @Test
  void endsOfLinesStayAsTheyAre() {
    String before = HEAD + "features:\n  amount:\n    type: numeric # x\n";
    assertThat(edited(before.replace("\n", "\r\n"), Optional.empty(), "amount"))
        .isEqualTo((before + "    drift: 0.034\n").replace("\n", "\r\n"));
    assertThat(edited("\uFEFF" + before.stripTrailing(), Optional.empty(), "amount"))
        .isEqualTo("\uFEFF" + before.stripTrailing() + "\n    drift: 0.034\n");
  }

  @Test
  void theAlertsForIsFoundOrMade() {
    String features = HEAD + "features: {amount: numeric}\n";
    for (List<String> one :
        List.of(
            List.of("", "alerts: {drift: {for: 3h}}\n"),
            List.of(
                "alerts:\n  missing: {for: 2h}\n",
                "alerts:\n  missing: {for: 2h}\n  drift: {for: 3h}\n"),
            List.of("alerts: {}\n", "alerts: {drift: {for: 3h}}\n"),
            List.of(
                "alerts:\n  drift:   # so\n    psi: 0.1\n",
                "alerts:\n  drift:   # so\n    psi: 0.1\n    for: 3h\n"),
            List.of("alerts: {drift: {for: 1d} }\n", "alerts: {drift: {for: 3h} }\n"))) {
      String changed = edited(features + one.get(0), Optional.of(Duration.ofHours(3)));
      assertThat(changed).isEqualTo(features + one.get(1));
      assertThat(ModelSpecReader.read("credit.yaml", changed).alerts().drift().alert().pending())
          .isEqualTo(Duration.ofHours(3));
    }
  }

  @Test
  void whatOthersShareIsNotChanged() {
    String text =
        HEAD
            + """
            features:
              amount: &number {type: numeric, range: [0, 1]}
              income: *number
              other: {type: numeric, range: [0, 1]}
            """;
    assertThatThrownBy(() -> edited(text, Optional.empty(), "amount", "income", "other"))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessage(
            """
            credit.yaml:8:11: features.amount: has an anchor, so that a change would be one of its\
             aliases too; write these out
            credit.yaml:9:3: features.income: is an alias, so that a change would be one of others\
             too; write it out""");
  }

  /** The rest of a text stays, whatever the spec: all that the tests hold to be valid. */
  @Test
  void nothingElseIsChanged() {
    String before =
        HEAD
            + """
            features:
              a: numeric
              b: {type: category}   # b
              c:
                type: numeric
            windows: [1h]   # one
            """;
    String changed = edited(before, Optional.of(Duration.ofHours(3)), "a", "b", "c");
    String undone =
        changed
            .lines()
            .filter(line -> !line.strip().startsWith("drift:") && !line.startsWith("alerts:"))
            .map(line -> line.replace("{type: numeric, drift: 0.034}", "numeric"))
            .map(line -> line.replace(", drift: 0.034", ""))
            .collect(Collectors.joining("\n", "", "\n"));
    assertThat(undone).isEqualTo(before);
  }
}
