package io.tidegauge.exporter.init;

import io.tidegauge.profile.ColumnType.Kind;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which columns are likely to be about a person: by their names, after the direct and indirect
 * identifiers that HIPAA's Safe Harbor (45 CFR 164.514) and Article 9 of the GDPR list.
 */
final class PersonalData {
  /** What tells one person from all others: no category of it comes twice. */
  private static final List<Pattern> IDENTIFIERS =
      ColumnName.patterns(
          "<e_?mails?|mail|phone|telephone|mobile|cell_?phone|fax|msisdn>",
          "<(first|last|middle|full|given|family|sur|user|nick|maiden|birth|customer|client)_?name>",
          "^name$",
          "<street|address|addr|iban|passport|ssn|social_security|tax_?id|national_?id>",
          "<(account|card|licen[cs]e|credit_card|phone)_(no|nr|number)>",
          "<ip|ip_?addr(ess)?|mac_?addr(ess)?|device_?id|imei|cookie>");

  private static final List<Pattern> ATTRIBUTES =
      ColumnName.patterns(
          "<age|dob|birth|birth_?day|birth_?date|born|gender|sex|pronouns>",
          "<zip|zip_?code|post_?code|postal|postal_?code|lat|lon|lng|latitude|longitude|geo>",
          "<race|ethnic|ethnicity|religion|nationality|citizenship|native_?country|marital>",
          "<marital_?status|married|pregnant|pregnancy|disability|disabled|health|diagnosis>",
          "<sexual|orientation|political|party|union|salary|income|wage>");

  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[A-Za-z]{2,}");

  /** The share of values that look like an address of mail, from which on a column holds them. */
  private static final double MANY = 0.2;

  private PersonalData() {}

  /** Whether the column tells persons apart. */
  static boolean identifies(ColumnFacts column) {
    long mails =
        column.kind() == Kind.TEXT
            ? column.known().stream().filter(value -> EMAIL.matcher(value).matches()).count()
            : 0;
    return ColumnName.rank(column.name(), IDENTIFIERS).isPresent()
        || mails > MANY * Math.max(1, column.distinct());
  }

  /** Whether the column says something of a person. */
  static boolean describes(ColumnFacts column) {
    return identifies(column) || ColumnName.rank(column.name(), ATTRIBUTES).isPresent();
  }

  /** The values that such a number can have, whoever is in the table. */
  static Optional<RoundNumbers.Range> range(String name) {
    String snake = ColumnName.snake(name);
    if (Pattern.compile("(^|_)age(_|$)").matcher(snake).find()) {
      return Optional.of(new RoundNumbers.Range(0, 120));
    }
    if (Pattern.compile("(^|_)lat(itude)?(_|$)").matcher(snake).find()) {
      return Optional.of(new RoundNumbers.Range(-90, 90));
    }
    if (Pattern.compile("(^|_)(lon|lng|longitude)(_|$)").matcher(snake).find()) {
      return Optional.of(new RoundNumbers.Range(-180, 180));
    }
    return Optional.empty();
  }
}
