package io.tidegauge.demo;

import java.util.Optional;
import java.util.OptionalDouble;

/** One loan application, as its features. */
public record Applicant(
    OptionalDouble income,
    double amount,
    double debtRatio,
    long age,
    OptionalDouble employmentYears,
    long creditLines,
    Optional<String> purpose,
    String channel,
    String region,
    String employment) {

  /** The same applicant whose income is not known. */
  public Applicant withoutIncome() {
    return new Applicant(
        OptionalDouble.empty(),
        amount,
        debtRatio,
        age,
        employmentYears,
        creditLines,
        purpose,
        channel,
        region,
        employment);
  }

  /** The same applicant who asks for another amount. */
  public Applicant withAmount(double other) {
    return new Applicant(
        income,
        other,
        debtRatio,
        age,
        employmentYears,
        creditLines,
        purpose,
        channel,
        region,
        employment);
  }

  /** The same applicant with another debt ratio. */
  public Applicant withDebtRatio(double other) {
    return new Applicant(
        income,
        amount,
        other,
        age,
        employmentYears,
        creditLines,
        purpose,
        channel,
        region,
        employment);
  }

  /** The same applicant who wants the money for something else. */
  public Applicant withPurpose(String other) {
    return new Applicant(
        income,
        amount,
        debtRatio,
        age,
        employmentYears,
        creditLines,
        Optional.of(other),
        channel,
        region,
        employment);
  }
}
