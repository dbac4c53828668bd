package io.tidegauge.exporter.backtest;

import io.tidegauge.calibration.ColumnHistory;
import io.tidegauge.calibration.ColumnHistory.Judged;
import io.tidegauge.calibration.Evaluations;
import io.tidegauge.calibration.Onsets;
import io.tidegauge.exporter.collect.Collected;
import io.tidegauge.monitor.AlertWindow;
import io.tidegauge.monitor.TriedDrift;
import io.tidegauge.spec.Incident;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongConsumer;

/** What the drift alert of each model would have judged in the past, by feature and version. */
public final class PastDrift {
  private final Past past;
  private final List<Double> shifts;

  /** By the place of a scrape, then by the place of a model. */
  private final Map<Long, List<List<TriedDrift>>> found = new ConcurrentHashMap<>();

  private PastDrift(Past past, List<Double> shifts) {
    this.past = past;
    this.shifts = List.copyOf(shifts);
  }

  /**
   * Scrapes the past.
   *
   * @param shifts the sizes of shifts that are tried, in standard deviations
   * @param jobs how many parts are read at once
   * @param progress takes how many scrapes are done, again and again, from several threads
   * @throws PastUnreadableException if a moment cannot be read
   */
  public static PastDrift read(Past past, List<Double> shifts, int jobs, LongConsumer progress)
      throws InterruptedException {
    PastDrift drift = new PastDrift(past, shifts);
    PartJobs.run(past.parts(), jobs, progress, drift::read);
    return drift;
  }

  private void read(Past.Part part, PartJobs.Steps steps) throws IOException {
    try (PastScrapes scrapes = new PastScrapes(past, past.time(part.first()))) {
      for (long place = part.first(); place < part.first() + part.steps(); place++) {
        scrapes.at(past.time(place));
        List<Collected> collected = scrapes.latest();
        List<List<TriedDrift>> tried = new ArrayList<>();
        for (int i = 0; i < past.models().size(); i++) {
          tried.add(tried(i, collected.get(i), Math.toIntExact(place)));
        }
        found.put(place, tried);
        if (!steps.done()) {
          return;
        }
      }
    }
  }

  private List<TriedDrift> tried(int model, Collected collected, int place) {
    Onsets onsets = new Onsets(evaluations(model));
    List<Double> deviations = shifts.stream().map(size -> size * onsets.sign(place)).toList();
    return collected
        .observation()
        .map(known -> TriedDrift.of(known, window(model), onsets.share(place), deviations))
        .orElse(List.of());
  }

  /** In which window the alert of a model looks. */
  private Duration window(int model) {
    PastModel of = past.models().get(model);
    return AlertWindow.of(of.spec(), of.spec().alerts().drift().alert(), of.leastTraffic());
  }

  /** The moments at which a model was looked at. */
  public Evaluations evaluations(int model) {
    return new Evaluations(Math.toIntExact(past.steps()), past.step(), window(model));
  }

  /**
   * The history of each feature of each version of a model.
   *
   * @param incidents what is known to have been wrong: nothing is known of windows with rows of it
   */
  public List<ColumnHistory> histories(int model, List<Incident> incidents) {
    Evaluations evaluations = evaluations(model);
    Map<List<String>, List<Judged>> byColumn = new TreeMap<>(PastDrift::order);
    for (int place = 0; place < evaluations.count(); place++) {
      Instant time = past.time(place);
      if (incidents.stream()
          .anyMatch(
              incident ->
                  incident.from().isBefore(time)
                      && incident.to().isAfter(time.minus(evaluations.window())))) {
        continue;
      }
      for (TriedDrift drift : Objects.requireNonNull(found.get((long) place)).get(model)) {
        byColumn
            .computeIfAbsent(
                List.of(drift.feature(), drift.version()),
                column -> new ArrayList<>(Collections.nCopies(evaluations.count(), Judged.NOTHING)))
            .set(place, new Judged(drift.score(), drift.noise(), drift.shifted()));
      }
    }
    List<ColumnHistory> histories = new ArrayList<>();
    byColumn.forEach(
        (column, readings) ->
            histories.add(new ColumnHistory(column.get(0), column.get(1), readings)));
    return List.copyOf(histories);
  }

  private static int order(List<String> one, List<String> other) {
    int byFeature = one.get(0).compareTo(other.get(0));
    return byFeature != 0 ? byFeature : one.get(1).compareTo(other.get(1));
  }
}
