package io.tidegauge.rulegen;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Specs that rules are made of. */
public final class Specs {
  /** A test's working directory is its module. */
  public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  /** One with everything that alerts come from, and with names that have to be escaped. */
  public static final String ODD =
      """
      model: Odd.model_1-with.a-very-long-name.that-no-group-can-have
      owner: 'team "{{ odd }}" \\ co'
      database: main
      predictions:
        table: log
        time: at
        id: request_id
        version: build
        versions: {champion: 'v"1.0\\+', canary: "v2|v3"}
        kind: binary
        score: p
        output: answer
      features:
        _a.b-c: {type: numeric, range: [0, 1], missing: 0.1%}
        _aXb-c: {type: numeric, range: [0, 1], missing: 12.5%}
        B: {type: numeric, column: "Straße", drift: 0.5}
        a.b: {type: category, missing: 12.5%}
        free: category
      reference: {profile: "{version}.json"}
      traffic: {largest_gap: 90s}
      windows: [5m, 1h, 1d]
      alerts:
        drift: {for: 5m, wasserstein: 0.35}
        prediction_drift: {for: 1m, keep_firing_for: 0s}
        missing: {for: 0s}
        unseen: {for: 30s, above: 0.1%}
        absence: {for: 2m, keep_firing_for: 0s}
        unreadable: {for: 5m}
        constant: {for: 5m, min_rows: 1000}
        volume: {for: 5m, below: 33%}
      """;

  /** As little as there can be. */
  public static final String LEAST =
      """
      model: least
      database: main
      predictions: {table: log, time: at, kind: regression}
      features: {a: numeric}
      """;

  /** One whose alerts are soon there and soon over, so that many variants can be tested. */
  public static final String QUICK =
      """
      model: quick
      owner: team
      consumers: [app, desk]
      database: main
      predictions:
        {table: log, time: at, id: id, version: v, kind: binary, score: p, failed: f, latency: {column: l, unit: ms}}
      features:
        a: {type: numeric, range: [0, 1], missing: 12%, drift: 0.5}
        b: category
      reference: {profile: "{version}.json"}
      training: {table: training, id: id, mature_after: 1h}
      lifecycle: {table: registry, version: v, stages: {trained: trained_at}, max_age: 30d}
      dependencies: {code: {column: code, owner: others}}
      traffic: {largest_gap: 90s}
      windows: [5m, 1h]
      alerts:
        drift: {psi: 0.35, for: 2m, keep_firing_for: 1m, critical: {psi: 0.7, for: 4m}, clears: {psi: 0.2}}
        prediction_drift: {psi: 0.35, for: 2m, keep_firing_for: 1m}
        missing: {for: 2m, keep_firing_for: 1m, critical: {above: 30%}}
        invalid: {for: 2m, keep_firing_for: 1m}
        range: {for: 2m, keep_firing_for: 1m}
        unseen: {for: 2m, keep_firing_for: 1m}
        constant: {for: 2m, keep_firing_for: 1m}
        volume: {below: 33%, for: 2m, keep_firing_for: 1m, critical: {below: 10%, for: 4m}, clears: {below: 50%}}
        freshness: {for: 2m, keep_firing_for: 1m}
        skew: {for: 2m, keep_firing_for: 1m}
        latency: {above: 250ms, for: 2m, keep_firing_for: 1m}
        errors: {for: 2m, keep_firing_for: 1m}
        age: {for: 2m, keep_firing_for: 1m}
        schema: {for: 2m, keep_firing_for: 1m}
        dependency: {within: 2h, for: 2m, keep_firing_for: 1m, severity: warning}
        absence: {for: 2m, keep_firing_for: 1m}
        unreadable: {for: 2m, keep_firing_for: 1m}
      """;

  /** One with objectives that have little in common. */
  public static final String OBJECTIVES =
      """
      model: objectives
      owner: team
      consumers: [app]
      database: main
      predictions:
        table: log
        time: at
        id: id
        version: v
        versions: {champion: v1, shadow: v2}
        kind: binary
        score: p
        failed: f
        latency: {column: l, unit: ms}
      features: {a: numeric}
      labels: {table: labels, id: id, value: y, time: came, mature_after: 1h}
      objectives:
        latency: {below: 300ms, target: 99%}
        availability: {target: 99.9%, time_window: 28d, min_bad_rows: 1}
        quality: {target: 85%, min_bad_rows: 33}
      windows: [5m, 1h]
      """;

  /** One with a preset, signals of its own, a host and a container. */
  public static final String SERVING =
      """
      model: serving
      owner: team
      database: main
      predictions: {table: log, time: at, kind: regression, score: p}
      features: {a: numeric}
      serving:
        preset: spring
        signals:
          latency: {kind: quantile, of: http_server_requests_seconds}
          queue: {kind: level, of: executor_queued_tasks, by: [instance]}
        job: scoring
        labels: {zone: eu}
        limits: {latency: 250ms, queue: 100}
        host: {preset: node_exporter, job: node}
        container: {preset: cadvisor, job: kubelet, labels: {container: app}}
      """;

  /** The least that a model with a server of this preset has. */
  public static String served(String preset) {
    return """
        model: served-%s
        database: main
        predictions: {table: log, time: at, kind: regression, score: p}
        features: {a: numeric}
        serving: {preset: %s, job: scoring, limits: {latency: 250ms}}
        """
        .formatted(preset.replace('_', '-'), preset);
  }

  private Specs() {}

  /** Every spec that the reader's tests have as a valid one: all that can be declared. */
  public static List<Path> valid() throws IOException {
    try (Stream<Path> files = Files.list(ROOT.resolve("core/src/test/resources/specs/valid"))) {
      return files.sorted().toList();
    }
  }

  /** Every spec under examples. */
  public static List<Path> examples() throws IOException {
    try (Stream<Path> files = Files.walk(ROOT.resolve("examples"))) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> !file.toString().contains("target"))
          .filter(Specs::isSpec)
          .sorted()
          .toList();
    }
  }

  private static boolean isSpec(Path file) {
    try {
      return Files.readAllLines(file).stream().anyMatch(line -> line.startsWith("model: "));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
