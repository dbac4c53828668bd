package io.tidegauge.exporter.health;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

/** A credit-risk model whose rows are as its reference, or are not. */
public final class Credit {
  /** The model's spec. */
  public static final String SPEC =
      """
      model: credit-risk
      description: |
        Scores applications for small loans.

        Incidents come on a schedule: <script>alert(1)</script> is not one of them.
      owner: team-risk
      database: warehouse
      predictions:
        table: prediction_log
        time: predicted_at
        version: model_version
        versions: {champion: v1, shadow: v2}
        kind: binary
        score: score
        output: decision
        slices: [channel]
      features:
        amount: {type: numeric, range: [0, 50000]}
        age: numeric
        merchant: {type: category, top: 5}
        income: {type: numeric, missing: 2%, personal: true, range: [0, 777123]}
        employer: {type: category, personal: true}
      reference: {profile: 'reference/{version}.json'}
      lifecycle: {table: registry, version: version, stages: {trained: trained_at}, max_age: 30d}
      traffic: {largest_gap: 10m}
      windows: [5m, 1h]
      """;

  private static final String[] MERCHANTS = {
    "grocer", "baker", "garage", "cinema", "florist", "zoo"
  };

  private Credit() {}

  /** An ordinary row. */
  public static Map<String, Object> ordinary(int index, Random random) {
    Map<String, Object> row = new HashMap<>();
    row.put("amount", Math.exp(7 + random.nextGaussian()));
    row.put("age", (double) (20 + random.nextInt(50)));
    row.put("merchant", MERCHANTS[(int) Math.abs(random.nextGaussian() * 2.4) % MERCHANTS.length]);
    row.put("income", 30_000 + 5_000 * random.nextGaussian());
    row.put("employer", "SecretEmployer" + random.nextInt(4));
    double score = 1 / (1 + Math.exp(2 - random.nextGaussian()));
    row.put("score", score);
    row.put("output", score > 0.3 ? "decline" : "accept");
    row.put("channel", index % 3 == 0 ? "web" : "branch");
    return row;
  }

  /** The champion with its reference and without rows. */
  public static Scene scene() {
    return scene(SPEC);
  }

  /** The same of another spec. */
  public static Scene scene(String spec) {
    return Scene.of(spec)
        .reference("v1", 20_000, Duration.ofHours(25), Credit::ordinary)
        .stage("v1", "trained", Scene.NOW.minus(Duration.ofDays(9)));
  }

  /** The champion as it should be. */
  public static Scene healthy() {
    return scene().rows("v1", 800, Duration.ofHours(1), Credit::ordinary);
  }

  /** The champion on a bad day. */
  public static Scene drifted() {
    return scene()
        .rows(
            "v1",
            1200,
            Duration.ofHours(1),
            (index, random) -> {
              Map<String, Object> row = ordinary(index, random);
              row.put("amount", Math.exp(8.2 + random.nextGaussian()));
              if (index % 5 == 0) {
                row.put("merchant", "casino");
              }
              if (index % 10 < 3) {
                row.remove("income");
              }
              return row;
            });
  }
}
