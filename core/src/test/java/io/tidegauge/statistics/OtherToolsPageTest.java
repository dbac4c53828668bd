package io.tidegauge.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table of docs/other-tools.md: what each tool says of the same three pairs of samples. */
class OtherToolsPageTest {
  private static final Path PAGE = Path.of("../docs/other-tools.md");
  private static final double LEVEL = 0.999;

  /** A reference and current rows in the same bins. */
  private record Pair(Distribution reference, Distribution current) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair(Distribution.of(300, 400, 200, 100), Distribution.of(200, 400, 250, 150)),
          new Pair(Distribution.of(500, 300, 200, 0), Distribution.of(450, 0, 350, 200)),
          new Pair(Distribution.of(500, 300, 200), Distribution.of(5, 2, 3)));

  /** How a score and the limit by which it means drift, where there is one, are related. */
  private enum Limit {
    TENTH("0.1"),
    P_VALUE("p < 0.05"),
    NONE("none");

    private final String text;

    Limit(String text) {
      this.text = text;
    }

    /** By default; those without one leave it to the user, or make it of the reference. */
    static Limit of(PeerScore score) {
      return switch (score) {
        case EVIDENTLY_PSI,
            EVIDENTLY_KL_DIVERGENCE,
            EVIDENTLY_JENSEN_SHANNON,
            EVIDENTLY_HELLINGER,
            AZURE_JENSEN_SHANNON,
            SAGEMAKER_L_INFINITY,
            SAGEMAKER_KOLMOGOROV_SMIRNOV,
            TRUSTYAI_JENSEN_SHANNON ->
            TENTH;
        case EVIDENTLY_CHI_SQUARE_PVALUE, NANNYML_CHI_SQUARE -> P_VALUE;
        default -> NONE;
      };
    }

    boolean isDrift(PeerScore score, Pair pair, double value) {
      return switch (this) {
        case TENTH -> value >= 0.1;
        case P_VALUE -> (score == PeerScore.NANNYML_CHI_SQUARE ? pValue(pair) : value) < 0.05;
        case NONE -> false;
      };
    }

    private static double pValue(Pair pair) {
      return ChiSquare.of(pair.reference(), pair.current(), 0).orElseThrow().pValue();
    }
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, value > 0 && value < 0.001 ? "%.0e" : "%.3f", value);
  }

  private static String own(DriftDistance distance, Pair pair) {
    Outcome noise =
        NoiseBootstrap.of(distance, Double.NaN, 1, LEVEL)
            .independent(pair.reference())
            .at(LEVEL, pair.current().total());
    double score =
        distance.between(pair.reference(), pair.current(), Double.NaN).asOptional().orElseThrow();
    return noise.fold(
        sampling ->
            (score > sampling ? "**" + number(score) + "**" : number(score))
                + " (noise "
                + number(sampling)
                + ")",
        reason -> "no score, " + reason.label().replace('_', ' '));
  }

  private static String other(PeerScore score, Pair pair) {
    return score
        .between(pair.reference(), pair.current())
        .fold(
            value ->
                Limit.of(score).isDrift(score, pair, value)
                    ? "**" + number(value) + "**"
                    : number(value),
            reason -> "undefined");
  }

  private static String line(String score, String limit, List<String> cells) {
    return "| `%s` | %s | %s |".formatted(score, limit, String.join(" | ", cells));
  }

  @Test
  void theTableIsWhatTheScoresAre() throws IOException {
    List<String> lines = new ArrayList<>();
    Arrays.stream(DriftDistance.values())
        .filter(distance -> !distance.needsMeans())
        .map(
            distance ->
                line(
                    distance.label(),
                    "its noise",
                    PAIRS.stream().map(pair -> own(distance, pair)).toList()))
        .forEach(lines::add);
    Arrays.stream(PeerScore.values())
        .map(
            score ->
                line(
                    score.label(),
                    Limit.of(score).text,
                    PAIRS.stream().map(pair -> other(score, pair)).toList()))
        .forEach(lines::add);
    Path made = Path.of("target/other-tools.txt");
    Files.write(made, lines);
    assertThat(Files.readAllLines(PAGE))
        .as("%s holds the lines of %s", PAGE, made.toAbsolutePath())
        .containsSequence(lines);
  }

  /** Every score that can be asked for is said what it is, once. */
  @Test
  void everyScoreIsDescribed() throws IOException {
    assertThat(Files.readAllLines(PAGE))
        .filteredOn(line -> line.startsWith("- `"))
        .extracting(line -> line.replaceAll("- `([a-z_]+)`: .*", "$1"))
        .containsExactly(
            Arrays.stream(PeerScore.values()).map(PeerScore::label).toArray(String[]::new));
  }
}
