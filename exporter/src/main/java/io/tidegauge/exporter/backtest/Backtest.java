package io.tidegauge.exporter.backtest;

import io.tidegauge.alert.AlertTimeline;
import io.tidegauge.alert.DueAlert;
import io.tidegauge.alert.Firing;
import io.tidegauge.exporter.backtest.Past.Part;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.LongConsumer;

/** The past, scraped step by step by exporters with a moved clock, part by part at once. */
public final class Backtest {
  private final Past past;
  private final PartFiles files;
  private final List<Part> parts;

  private Backtest(Past past, PartFiles files) {
    this.past = past;
    this.files = files;
    this.parts = past.parts();
  }

  /**
   * How a run goes.
   *
   * @param state the folder that keeps what is done until {@link Backtest#forget}
   * @param jobs how many parts are run at once
   * @param labels that series get beside their own, such as job and instance
   * @param progress takes how many scrapes are done, again and again, from several threads
   */
  public record Options(Path state, int jobs, Map<String, String> labels, LongConsumer progress) {}

  /**
   * Scrapes what was not scraped by a run before that was interrupted.
   *
   * @throws PastUnreadableException if a moment cannot be read; what was read before is kept
   */
  public static Backtest run(Past past, Options options) throws IOException, InterruptedException {
    Backtest backtest = new Backtest(past, PartFiles.of(options.state(), past));
    backtest.run(options);
    return backtest;
  }

  private void run(Options options) throws InterruptedException {
    PartJobs.run(
        parts,
        options.jobs(),
        options.progress(),
        (part, steps) -> {
          if (files.isDone(part)) {
            steps.skip();
          } else {
            new PartRun(past, part, files, options.labels()).run(steps::done);
          }
        });
  }

  /** When alerts fired, of each model in the order of the models. */
  public List<List<Firing>> firings() throws IOException {
    List<AlertTimeline> timelines = new ArrayList<>();
    past.models().forEach(model -> timelines.add(new AlertTimeline()));
    for (Part part : parts) {
      Map<Instant, List<PartFiles.Due>> due = new HashMap<>();
      files.read(
          part,
          one ->
              due.computeIfAbsent(Instant.ofEpochMilli(one.millis()), time -> new ArrayList<>())
                  .add(one));
      for (long place = part.first(); place < part.first() + part.steps(); place++) {
        Instant time = past.time(place);
        List<PartFiles.Due> now = due.getOrDefault(time, List.of());
        for (int i = 0; i < timelines.size(); i++) {
          int model = i;
          timelines
              .get(i)
              .evaluate(
                  time, now.stream().filter(one -> one.model() == model).map(this::due).toList());
        }
      }
    }
    return timelines.stream().map(timeline -> timeline.firings(past.end())).toList();
  }

  private DueAlert due(PartFiles.Due due) {
    return new DueAlert(
        past.models().get(due.model()).alerts().get(due.alert()),
        due.labels(),
        1,
        0,
        OptionalDouble.empty(),
        due.lingering());
  }

  /** Writes all series as OpenMetrics, with their times. */
  public void writeSeries(Writer out) throws IOException {
    List<List<Path>> byPart = new ArrayList<>();
    for (Part part : parts) {
      byPart.add(files.series(part));
    }
    OpenMetricsHistory.write(byPart, out);
  }

  /** Removes what is kept of the run. */
  public void forget() throws IOException {
    files.remove();
  }
}
