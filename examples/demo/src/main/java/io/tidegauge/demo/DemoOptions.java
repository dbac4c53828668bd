package io.tidegauge.demo;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the demo is asked to do.
 *
 * @param folder where everything that it writes is
 * @param exporter the exporter's jar; absent to write data only
 * @param duration how long to go on; until Ctrl-C, where absent
 * @param perSecond requests a second
 */
record DemoOptions(
    Path folder,
    Optional<Path> exporter,
    int port,
    Optional<Duration> duration,
    double perSecond,
    long seed,
    String incidents,
    Duration cycle) {

  static final String USAGE =
      """
      Usage: java -jar tidegauge-demo.jar [--folder=build/demo] [--port=10049] [--duration=10m]
          [--rate=25] [--seed=20261120] [--incidents=none|NAME@FROM+LENGTH,...] [--cycle=15m]
          [--exporter=exporter/target/tidegauge-exporter.jar | --no-exporter]
      """;

  private static final List<String> KEYS =
      List.of("folder", "port", "duration", "rate", "seed", "incidents", "cycle", "exporter");

  /**
   * Reads the command line.
   *
   * @throws IllegalArgumentException if there is anything on it that the demo does not know
   */
  static DemoOptions parse(String... args) {
    Map<String, String> given = new HashMap<>();
    boolean alone = Arrays.asList(args).contains("--no-exporter");
    for (String arg : args) {
      int equals = arg.indexOf('=');
      if (equals > 0 && arg.startsWith("--") && KEYS.contains(arg.substring(2, equals))) {
        given.put(arg.substring(2, equals), arg.substring(equals + 1));
      } else if (!arg.equals("--no-exporter")) {
        throw new IllegalArgumentException("unknown argument " + arg);
      }
    }
    return of(given, alone);
  }

  private static DemoOptions of(Map<String, String> given, boolean alone) {
    String jar = given.getOrDefault("exporter", "exporter/target/tidegauge-exporter.jar");
    return new DemoOptions(
        Path.of(given.getOrDefault("folder", "build/demo")),
        alone ? Optional.empty() : Optional.of(Path.of(jar)),
        Integer.parseInt(given.getOrDefault("port", "10049")),
        Optional.ofNullable(given.get("duration")).map(IncidentSchedule::duration),
        Double.parseDouble(given.getOrDefault("rate", "25")),
        Long.parseLong(given.getOrDefault("seed", "20261120")),
        given.getOrDefault("incidents", IncidentSchedule.USUAL),
        IncidentSchedule.duration(given.getOrDefault("cycle", "15m")));
  }
}
