package io.tidegauge.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class LogisticRegressionTest {

  @Test
  void findsTheCoefficientsThatMadeTheOutcomes() {
    double[] truth = {-1.5, 0.8, -0.4};
    SplittableRandom random = new SplittableRandom(1);
    double[][] rows = new double[50_000][];
    boolean[] positive = new boolean[rows.length];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = new double[] {1, random.nextGaussian(), random.nextGaussian()};
      double p = LogisticRegression.sigmoid(LogisticRegression.dot(truth, rows[i]));
      positive[i] = random.nextDouble() < p;
    }

    // Three standard errors are about 0.04 at this many rows.
    assertThat(LogisticRegression.fit(rows, positive)).containsExactly(truth, within(0.05));
  }

  @Test
  void theModelIsCalibratedAndTellsRisksApart() {
    Population population = new Population(new SplittableRandom(7));
    List<Applicant> applicants = new ArrayList<>();
    boolean[] defaulted = new boolean[10_000];
    for (int i = 0; i < defaulted.length; i++) {
      applicants.add(population.next());
      defaulted[i] = population.defaults(applicants.get(i));
    }

    CreditModel model = CreditModel.train("v1", applicants, defaulted, false);

    double scores = applicants.stream().mapToDouble(model::score).average().orElseThrow();
    double rate = 0;
    for (boolean one : defaulted) {
      rate += one ? 1.0 / defaulted.length : 0;
    }
    assertThat(scores).isCloseTo(rate, within(1e-4));
    assertThat(rate).isBetween(0.05, 0.15);
    assertThat(concordance(model, applicants)).isGreaterThan(0.75);
  }

  /** The share of pairs of applicants, one risky in truth and one not, that the model orders so. */
  private static double concordance(CreditModel model, List<Applicant> applicants) {
    List<Applicant> risky =
        applicants.stream().filter(a -> Population.trueRisk(a) > 0.2).limit(500).toList();
    List<Applicant> safe =
        applicants.stream().filter(a -> Population.trueRisk(a) < 0.05).limit(500).toList();
    long ordered =
        risky.stream()
            .mapToLong(r -> safe.stream().filter(s -> model.score(r) > model.score(s)).count())
            .sum();
    return (double) ordered / ((long) risky.size() * safe.size());
  }
}
