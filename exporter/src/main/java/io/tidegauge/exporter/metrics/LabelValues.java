package io.tidegauge.exporter.metrics;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Makes label values of what a database may hold. */
final class LabelValues {
  static final int MAX_LENGTH = 200;
  private static final int HASH_BYTES = 6;

  private LabelValues() {}

  /**
   * The text as a label value: lone surrogates, which UTF-8 can't hold, become U+FFFD; a text that
   * is too long keeps its beginning and gets a hash of the whole, so that two long texts stay two.
   */
  static String of(String text) {
    String valid = wellFormed(text);
    if (valid.length() <= MAX_LENGTH) {
      return valid;
    }
    int end = MAX_LENGTH - 2 * HASH_BYTES - 1;
    if (Character.isHighSurrogate(valid.charAt(end - 1))) {
      end--;
    }
    return valid.substring(0, end) + "~" + hash(valid);
  }

  private static String wellFormed(String text) {
    StringBuilder fixed = null;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean pair =
          Character.isHighSurrogate(c)
              && i + 1 < text.length()
              && Character.isLowSurrogate(text.charAt(i + 1));
      if (pair) {
        i++;
      } else if (Character.isSurrogate(c)) {
        if (fixed == null) {
          fixed = new StringBuilder(text);
        }
        fixed.setCharAt(i, '\uFFFD');
      }
    }
    return fixed == null ? text : fixed.toString();
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e); // every JVM has it
    }
  }
}
