package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Problems;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** What must hold between the parts of the exporter's config, and no schema can say. */
final class ConfigRules {
  private static final Set<String> OWN_KEY = new TreeSet<>(List.of("user", "username"));

  private ConfigRules() {}

  static void check(Cursor root, Problems problems) {
    List<Cursor> databases = root.find("databases").map(Cursor::values).orElseGet(List::of);
    databases.forEach(database -> propertiesHoldNoPassword(database, problems));
    root.find("scrape", "timeout")
        .filter(timeout -> root.at("scrape").find("offset").isPresent())
        .filter(timeout -> offsetReaches(root.at("scrape")))
        .ifPresent(timeout -> timeout.refuse(problems, "must be longer than scrape.offset"));
  }

  private static boolean offsetReaches(Cursor scrape) {
    return scrape.at("offset").duration().compareTo(scrape.at("timeout").duration()) >= 0;
  }

  private static void propertiesHoldNoPassword(Cursor database, Problems problems) {
    database.find("properties").stream()
        .flatMap(properties -> properties.values().stream())
        .filter(
            property -> OWN_KEY.contains(property.name()) || Passwords.isProperty(property.name()))
        .forEach(
            property ->
                property.refuse(
                    problems,
                    "the user and the password are no properties here; use the keys user,"
                        + " password_file or password_env"));
  }
}
