package io.tidegauge.spec;

import java.util.regex.Pattern;

/** Finds passwords where they must not stand. */
final class Passwords {
  private static final String NAME =
      "(password|passwd|pwd|passphrase|secret|token|access_?key|api_?key|private_?key)";

  /** {@code //user:password@host}, Oracle's {@code user/password@}, or a parameter. */
  private static final Pattern IN_URL =
      Pattern.compile(
          "//[^/?#@]*:[^/?#]*@|^jdbc:oracle:[a-z]+:[^/@]+/[^@]+@|(?i:[?&;:(,][\\w.-]*"
              + NAME
              + "\\s*=)");

  private static final Pattern PROPERTY = Pattern.compile("(?i)[\\w.-]*" + NAME);

  private Passwords() {}

  static boolean inUrl(String url) {
    return IN_URL.matcher(url).find();
  }

  /** Whether a driver's property of that name holds a password. */
  static boolean isProperty(String name) {
    return PROPERTY.matcher(name).matches();
  }
}
