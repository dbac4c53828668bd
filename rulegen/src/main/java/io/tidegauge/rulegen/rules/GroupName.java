package io.tidegauge.rulegen.rules;

import io.tidegauge.rulegen.text.Sha256;

/** The name of a model's rule group. */
public final class GroupName {
  /** What mixtool's linter takes. */
  private static final int LONGEST = 40 - "-9".length();

  private static final int HASHED = 8;

  private GroupName() {}

  /** The prefix and the model's name, whose end gives way to a hash where it is too long. */
  public static String of(String model) {
    String name = "tidegauge-" + model;
    return name.length() <= LONGEST
        ? name
        : name.substring(0, LONGEST - HASHED - 1) + "-" + Sha256.hex(model).substring(0, HASHED);
  }
}
