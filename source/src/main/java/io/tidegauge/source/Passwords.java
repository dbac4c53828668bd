package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig.Secret;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLInvalidAuthorizationSpecException;

/** Finds a password where the config says it is, at the moment it is needed. */
final class Passwords {
  private static final String NOT_AUTHORISED = "28000";

  private Passwords() {}

  static String read(Secret secret) throws SQLInvalidAuthorizationSpecException {
    if (secret instanceof Secret.File file) {
      return firstLine(file.path());
    }
    if (secret instanceof Secret.Environment environment) {
      String value = System.getenv(environment.variable());
      if (value == null) {
        throw refused("the environment has no variable " + environment.variable());
      }
      return value;
    }
    throw new AssertionError(secret.getClass());
  }

  private static String firstLine(String path) throws SQLInvalidAuthorizationSpecException {
    try (BufferedReader lines = Files.newBufferedReader(Path.of(path), StandardCharsets.UTF_8)) {
      String line = lines.readLine();
      if (line == null) {
        throw refused("the password file " + path + " is empty");
      }
      return line;
    } catch (IOException e) {
      throw refused("the password file " + path + " cannot be read");
    }
  }

  private static SQLInvalidAuthorizationSpecException refused(String reason) {
    return new SQLInvalidAuthorizationSpecException(reason, NOT_AUTHORISED);
  }
}
