package io.tidegauge.exporter.replay;

import io.tidegauge.alert.Firing;
import io.tidegauge.exporter.backtest.Backtest;
import io.tidegauge.exporter.backtest.Past;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What a backtest of one model says.
 *
 * @param openMetrics the file with all series
 * @param series values by time of the metrics that the rules read, of each series by its name and
 *     labels
 * @param firings when alerts would have fired
 */
record Replay(
    Path openMetrics, SortedMap<String, SortedMap<Instant, Double>> series, List<Firing> firings) {

  /**
   * Looks at the past again.
   *
   * @param rules of whose metrics the series are taken
   * @param folder takes the files
   */
  static Replay of(Past past, Path rules, Path folder) throws IOException, InterruptedException {
    Backtest backtest =
        Backtest.run(
            past,
            new Backtest.Options(
                folder.resolve("state"),
                Runtime.getRuntime().availableProcessors(),
                Collections.emptyMap(),
                done -> {}));
    Path openMetrics = folder.resolve("history.om");
    try (Writer out = Files.newBufferedWriter(openMetrics)) {
      backtest.writeSeries(out);
    }
    List<Firing> firings = backtest.firings().get(0);
    backtest.forget();
    return new Replay(openMetrics, ScrapedSeries.of(openMetrics, rules), firings);
  }

  /** The firings as promtool's are told. */
  List<AlertInterval> intervals() {
    return firings.stream().map(Firing::toString).map(AlertInterval::parse).toList();
  }
}
