package io.tidegauge.source;

import io.tidegauge.spec.DatabaseConfig;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The databases of a config, by name. */
public final class Databases implements AutoCloseable {
  private final Map<String, Database> byName = new LinkedHashMap<>();

  private Databases() {}

  /** The databases of those configs; none is connected to yet. */
  public static Databases open(List<DatabaseConfig> configs) {
    Databases databases = new Databases();
    configs.forEach(config -> databases.byName.put(config.name(), Database.open(config)));
    return databases;
  }

  /** Whether there is a driver and a dialect for that database. */
  public static boolean understand(DatabaseConfig config) {
    return Dialect.find(config).isPresent();
  }

  /** Whether that database runs in this process, and takes its processors. */
  public static boolean isEmbedded(DatabaseConfig config) {
    return Dialect.find(config).filter(DuckDbDialect.class::isInstance).isPresent();
  }

  /** The database of that name. */
  public Database get(String name) {
    Database database = byName.get(name);
    if (database == null) {
      throw new IllegalArgumentException("no database is called " + name);
    }
    return database;
  }

  /** All of them, in the config's order. */
  public List<Database> all() {
    return List.copyOf(byName.values());
  }

  @Override
  public void close() {
    byName.values().forEach(Database::close);
  }
}
