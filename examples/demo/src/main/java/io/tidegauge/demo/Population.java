package io.tidegauge.demo;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.random.RandomGenerator;

/**
 * The people who ask for loans: incomes and amounts are log-normal and hang together, the young
 * have worked for fewer years, a few values are missing.
 */
public final class Population {
  private static final Map<String, Double> PURPOSES =
      shares("car", 30, "debt", 25, "home", 20, "education", 10, "travel", 8, "business", 7);
  private static final Map<String, Double> CHANNELS = shares("app", 50, "web", 35, "branch", 15);
  private static final Map<String, Double> REGIONS =
      shares("centre", 28, "north", 22, "south", 20, "west", 16, "east", 11, "islands", 3);
  private static final Map<String, Double> YOUNG =
      shares("student", 45, "employee", 45, "none", 10);
  private static final Map<String, Double> WORKING =
      shares("employee", 78, "self_employed", 15, "none", 7);
  private static final Map<String, Double> OLD = shares("retired", 85, "self_employed", 15);

  private final RandomGenerator random;

  /** The people in the order that the generator gives. */
  public Population(RandomGenerator random) {
    this.random = random;
  }

  /** The next applicant. */
  public Applicant next() {
    long age = Math.round(clamp(random.nextGaussian(41, 12), 18, 80));
    String employment = pick(employments(age));
    double years = Math.min(age - 18.0, Math.floor(-7 * Math.log(1 - random.nextDouble())));
    double income =
        Math.exp(
            random.nextGaussian(10.3 + 0.02 * Math.min(years, 20), 0.42)
                + (employment.equals("student") || employment.equals("none") ? -0.9 : 0));
    String purpose = pick(PURPOSES);
    double amount =
        Math.exp(0.55 * Math.log(income) + random.nextGaussian(3.4, 0.38))
            * (purpose.equals("home") ? 1.8 : 1);
    double debtRatio = clamp(Math.exp(random.nextGaussian(-1.25, 0.55)), 0.01, 1.5);
    long creditLines = Math.round(clamp(Math.exp(random.nextGaussian(0.9, 0.6)) - 1, 0, 15));
    return new Applicant(
        random.nextDouble() < 0.015
            ? OptionalDouble.empty()
            : OptionalDouble.of(Math.rint(income / 10) * 10),
        clamp(Math.rint(amount / 50) * 50, 500, 60_000),
        Math.rint(debtRatio * 1e4) / 1e4,
        age,
        random.nextDouble() < 0.03 ? OptionalDouble.empty() : OptionalDouble.of(years),
        creditLines,
        random.nextDouble() < 0.005 ? Optional.empty() : Optional.of(purpose),
        pick(CHANNELS),
        pick(REGIONS),
        employment);
  }

  /** Whether this applicant will default: a draw by the true risk, which no model knows. */
  public boolean defaults(Applicant applicant) {
    return random.nextDouble() < trueRisk(applicant);
  }

  /** The probability that an applicant defaults. */
  static double trueRisk(Applicant applicant) {
    double income = applicant.income().orElse(30_000);
    double z =
        -3.1
            + 0.9 * Math.log(applicant.amount() / (0.3 * income))
            + 2.2 * (applicant.debtRatio() - 0.3)
            + 1.2 * Math.max(0, applicant.debtRatio() - 0.6)
            - 0.05 * Math.min(applicant.employmentYears().orElse(4), 20)
            + 0.12 * applicant.creditLines()
            + 0.0008 * (applicant.age() - 45) * (applicant.age() - 45);
    z +=
        switch (applicant.purpose().orElse("debt")) {
          case "business" -> 0.7;
          case "debt" -> 0.4;
          case "travel" -> 0.3;
          case "home" -> -0.5;
          default -> 0;
        };
    z +=
        switch (applicant.employment()) {
          case "none" -> 1.0;
          case "student" -> 0.4;
          case "self_employed" -> 0.3;
          default -> 0;
        };
    z += applicant.region().equals("islands") ? 0.5 : 0;
    return LogisticRegression.sigmoid(z);
  }

  private static Map<String, Double> employments(long age) {
    if (age < 25) {
      return YOUNG;
    }
    return age < 66 ? WORKING : OLD;
  }

  private String pick(Map<String, Double> shares) {
    double left = random.nextDouble();
    String last = "";
    for (Map.Entry<String, Double> share : shares.entrySet()) {
      last = share.getKey();
      left -= share.getValue();
      if (left < 0) {
        break;
      }
    }
    return last;
  }

  private static double clamp(double value, double lowest, double highest) {
    return Math.max(lowest, Math.min(highest, value));
  }

  /** Names and percentages, by turns. */
  private static Map<String, Double> shares(Object... namesAndPercents) {
    Map<String, Double> shares = new LinkedHashMap<>();
    for (int i = 0; i < namesAndPercents.length; i += 2) {
      shares.put((String) namesAndPercents[i], (Integer) namesAndPercents[i + 1] / 100.0);
    }
    return shares;
  }
}
