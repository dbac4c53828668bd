package io.tidegauge.counts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How categories fall into bins: the reference's most frequent ones each into their own, the rest
 * of the reference into one bin, what the reference does not know into the last. Immutable.
 */
public final class CategoryBins {
  private final Map<String, Integer> bins = new HashMap<>();
  private final List<String> own;
  private final boolean tail;
  private final Optional<String> salt;

  private CategoryBins(List<String> known, int top, Optional<String> salt) {
    this.own = List.copyOf(known.subList(0, Math.min(top, known.size())));
    this.tail = known.size() > top;
    this.salt = salt;
    for (int i = 0; i < known.size(); i++) {
      if (bins.put(known.get(i), Math.min(i, top)) != null) {
        throw new IllegalArgumentException("a category occurs twice");
      }
    }
  }

  /**
   * Bins of known categories.
   *
   * @param known without repeats, the most frequent first
   * @param top how many get a bin of their own
   */
  public static CategoryBins of(List<String> known, int top) {
    return new CategoryBins(known, top, Optional.empty());
  }

  /**
   * Bins of categories that are known by their hash only.
   *
   * @param known hashes by {@link #hash}, the most frequent category's first
   */
  public static CategoryBins ofHashes(List<String> known, int top, String salt) {
    return new CategoryBins(known, top, Optional.of(salt));
  }

  /** Whether others put every category into the same bin. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof CategoryBins that
        && own.equals(that.own)
        && tail == that.tail
        && salt.equals(that.salt)
        && bins.equals(that.bins);
  }

  @Override
  public int hashCode() {
    return own.hashCode();
  }

  /** The bin of a category. */
  public int indexOf(String category) {
    Integer bin = bins.get(salt.isEmpty() ? category : hash(salt.get(), category));
    return bin == null ? unseen() : bin;
  }

  /** The number of bins: those of single categories, the tail's if there is one, the unseen's. */
  public int size() {
    return own.size() + (tail ? 2 : 1);
  }

  /** The bin of categories that the reference does not know: the last. */
  public int unseen() {
    return size() - 1;
  }

  /** What a bin is called: its category, {@code (tail)} or {@code (unseen)}. */
  public String label(int bin) {
    return label(own, tail, salt.isPresent(), bin);
  }

  /**
   * What a bin is called, without the bins. No two bins are called the same: a category that begins
   * like the names of other bins, or like a quoted one, is quoted.
   *
   * @param own the categories with a bin of their own
   * @param tail whether there are known ones without
   * @param hashed whether categories are known by their hash only, which is not shown
   */
  public static String label(List<String> own, boolean tail, boolean hashed, int bin) {
    if (bin < own.size()) {
      return hashed ? "(category " + (bin + 1) + ")" : quoted(own.get(bin));
    }
    return tail && bin == own.size() ? "(tail)" : "(unseen)";
  }

  private static String quoted(String category) {
    return category.startsWith("(") || category.startsWith("\"")
        ? "\"" + category + "\""
        : category;
  }

  /**
   * The pseudonym under which a personal category is stored: 16 hexadecimal digits of a salted
   * SHA-256. It keeps a value from being read, not from being guessed by who has the salt.
   */
  public static String hash(String salt, String category) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(salt.getBytes(StandardCharsets.UTF_8));
      digest.update((byte) 0);
      byte[] bytes = digest.digest(category.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(bytes, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
