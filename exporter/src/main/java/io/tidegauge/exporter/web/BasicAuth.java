package io.tidegauge.exporter.web;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.LongPasswordStrategies;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Compares passwords with bcrypt hashes.
 *
 * <p>A comparison takes some 70 ms at bcrypt's usual cost, too much for each scrape: what was right
 * is remembered, as a keyed hash, so there are at most as many entries as users. What is wrong is
 * compared each time, one at a time and with a bounded queue, so that guessing can't take the
 * processor from the scrapes. An unknown user costs as much as a known one.
 */
final class BasicAuth {
  /** What came of a comparison. */
  enum Verdict {
    RIGHT,
    WRONG,
    /** Too many passwords wait for comparison. */
    BUSY
  }

  private static final Pattern HASH =
      Pattern.compile("\\$2[abxy]?\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}");
  private static final int MAX_WAITING = 16;
  private static final long MAX_WAIT_SECONDS = 5;

  private final Map<String, String> users;
  private final String nobodysHash;
  private final SecretKeySpec key;
  private final Set<String> right = ConcurrentHashMap.newKeySet();
  private final Semaphore waiting = new Semaphore(MAX_WAITING);
  private final Semaphore comparing = new Semaphore(1, true);

  /**
   * Takes the users.
   *
   * @param users name to bcrypt hash
   * @throws IllegalArgumentException where a hash is none, naming the user
   */
  BasicAuth(Map<String, String> users) {
    int cost = 4;
    for (Map.Entry<String, String> user : new HashMap<>(users).entrySet()) {
      if (!HASH.matcher(user.getValue()).matches()) {
        throw new IllegalArgumentException(
            "basic_auth_users: the password of " + user.getKey() + " is not a bcrypt hash");
      }
      String afterVersion = user.getValue().substring(user.getValue().indexOf('$', 1) + 1);
      cost = Math.max(cost, Integer.parseInt(afterVersion.substring(0, 2)));
    }
    this.users = Map.copyOf(users);
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
    String unguessable = Base64.getEncoder().encodeToString(random);
    this.nobodysHash =
        users.isEmpty() ? "" : BCrypt.withDefaults().hashToString(cost, unguessable.toCharArray());
  }

  boolean required() {
    return !users.isEmpty();
  }

  /** Judges the values of the header {@code Authorization}. */
  Verdict judge(List<String> headers) {
    if (headers.size() != 1 || !headers.get(0).regionMatches(true, 0, "Basic ", 0, 6)) {
      return Verdict.WRONG;
    }
    byte[] decoded;
    try {
      decoded = Base64.getDecoder().decode(headers.get(0).substring(6).strip());
    } catch (IllegalArgumentException e) {
      return Verdict.WRONG;
    }
    String pair;
    try {
      pair = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(decoded)).toString();
    } catch (CharacterCodingException e) {
      return Verdict.WRONG;
    }
    int colon = pair.indexOf(':');
    return colon < 0 ? Verdict.WRONG : judge(pair.substring(0, colon), pair.substring(colon + 1));
  }

  private Verdict judge(String user, String password) {
    String hash = users.getOrDefault(user, nobodysHash);
    String remembered = keyed(user + '\0' + hash + '\0' + password);
    if (right.contains(remembered)) {
      return Verdict.RIGHT;
    }
    if (!waiting.tryAcquire()) {
      return Verdict.BUSY;
    }
    try {
      if (!comparing.tryAcquire(MAX_WAIT_SECONDS, TimeUnit.SECONDS)) {
        return Verdict.BUSY;
      }
      try {
        boolean same = right.contains(remembered) || matches(password, hash);
        if (!same || !users.containsKey(user)) {
          return Verdict.WRONG;
        }
        right.add(remembered);
        return Verdict.RIGHT;
      } finally {
        comparing.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Verdict.BUSY;
    } finally {
      waiting.release();
    }
  }

  private static boolean matches(String password, String hash) {
    BCrypt.Version version = BCrypt.Version.VERSION_2A;
    return BCrypt.verifyer(version, LongPasswordStrategies.truncate(version))
        .verify(password.getBytes(StandardCharsets.UTF_8), hash.getBytes(StandardCharsets.UTF_8))
        .verified;
  }

  private String keyed(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      byte[] hash = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e); // every JVM has it
    }
  }
}
