package io.tidegauge.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.stat.descriptive.SummaryStatistics;

/**
 * Turns an applicant into a model's inputs: numbers by z-score, the missing as the mean with a
 * mark, categories as one input for each level that the training rows held. A level that they did
 * not hold is all zeros, as in most models in service.
 */
final class Encoding {
  private static final String MISSING = "";

  private final List<Standard> numbers = new ArrayList<>();
  private final List<Level> levels = new ArrayList<>();
  private final boolean rich;

  private record Standard(ToDoubleFunction<Applicant> value, double mean, double deviation) {}

  private record Level(Function<Applicant, String> value, String level) {}

  /**
   * Learns means and levels.
   *
   * @param rich whether age squared and the region are inputs too
   */
  Encoding(List<Applicant> training, boolean rich) {
    this.rich = rich;
    learn(training, a -> a.income().isPresent() ? Math.log(a.income().getAsDouble()) : Double.NaN);
    learn(training, a -> Math.log(a.amount()));
    learn(training, Applicant::debtRatio);
    learn(training, Applicant::age);
    learn(training, a -> a.employmentYears().orElse(Double.NaN));
    learn(training, Applicant::creditLines);
    if (rich) {
      learn(training, a -> (a.age() - 45.0) * (a.age() - 45.0));
    }
    learnLevels(training, a -> a.purpose().orElse(MISSING));
    learnLevels(training, Applicant::channel);
    learnLevels(training, Applicant::employment);
    if (rich) {
      learnLevels(training, Applicant::region);
    }
    learnLevels(training, a -> a.income().isPresent() ? "known" : MISSING);
  }

  /** The inputs of an applicant, the first of which is 1. */
  double[] encode(Applicant applicant) {
    double[] inputs = new double[1 + numbers.size() + levels.size()];
    inputs[0] = 1;
    int next = 1;
    for (Standard number : numbers) {
      double value = number.value().applyAsDouble(applicant);
      inputs[next++] = Double.isNaN(value) ? 0 : (value - number.mean()) / number.deviation();
    }
    for (Level level : levels) {
      inputs[next++] = level.value().apply(applicant).equals(level.level()) ? 1 : 0;
    }
    return inputs;
  }

  @Override
  public String toString() {
    return (1 + numbers.size() + levels.size()) + " inputs" + (rich ? ", with age squared" : "");
  }

  private void learn(List<Applicant> training, ToDoubleFunction<Applicant> value) {
    SummaryStatistics statistics = new SummaryStatistics();
    training.stream().mapToDouble(value).filter(Double::isFinite).forEach(statistics::addValue);
    numbers.add(new Standard(value, statistics.getMean(), statistics.getStandardDeviation()));
  }

  private void learnLevels(List<Applicant> training, Function<Applicant, String> value) {
    // The first level is the one that the others are compared with.
    training.stream()
        .map(value)
        .distinct()
        .sorted()
        .skip(1)
        .forEach(level -> levels.add(new Level(value, level)));
  }
}
