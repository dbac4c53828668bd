package io.tidegauge.profile;

import io.tidegauge.counts.Row;
import io.tidegauge.counts.RowStream;
import io.tidegauge.counts.WatchedColumns;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.util.List;
import java.util.Random;
import java.util.function.BiConsumer;

/** Profiles of generated rows. */
public final class Profiles {
  /** The spec of {@link #rows}, without what follows {@code features:}. */
  public static final String HEAD =
      """
      model: m
      database: d
      predictions: {table: t, time: ts, version: v, kind: binary, score: score, slices: [channel]}
      reference: {profile: "{version}.json"}
      """;

  public static final ModelSpec SPEC =
      spec(
          """
          features:
            amount: {type: numeric, range: [0, 1000]}
            empty: numeric
            merchant: {type: category, top: 2}
          """);

  private Profiles() {}

  public static ModelSpec spec(String rest) {
    return ModelSpecReader.read("test.yaml", HEAD + rest);
  }

  /** Rows, one a minute, filled in anew at each pass. */
  public static RowStream rows(
      ModelSpec spec, int count, long seed, BiConsumer<Row, Random> filling) {
    WatchedColumns columns = WatchedColumns.of(spec);
    return consumer -> {
      Random random = new Random(seed);
      Row row = new Row(columns);
      for (int i = 0; i < count; i++) {
        row.clear();
        row.timeMicros(1_700_000_000_000_000L + 60_000_000L * i);
        filling.accept(row, random);
        consumer.accept(row);
      }
    };
  }

  /** What {@link #SPEC} declares: a third of the amounts is 0, no row has the empty column. */
  public static void fill(Row row, Random random) {
    row.number(0, random.nextInt(3) == 0 ? 0 : random.nextInt(1000));
    if (random.nextInt(20) > 0) {
      row.number(2, random.nextDouble());
    }
    row.text(0, List.of("shop", "shop", "shop", "bar", "bar", "zoo", "été").get(random.nextInt(7)));
    row.slice(0, random.nextInt(4) == 0 ? "a=b" : "web");
  }

  public static Profile of(ModelSpec spec, int count, long seed) {
    return new ProfileBuilder(spec).build("v1", rows(spec, count, seed, Profiles::fill), true);
  }
}
