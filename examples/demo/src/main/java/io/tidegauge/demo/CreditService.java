package io.tidegauge.demo;

import io.tidegauge.demo.parquet.LogTable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * The service and what surrounds it: answers requests by the champion and, in its shadow, by the
 * next version; the offline features follow 20 s later, the outcome after a minute or so. All that
 * happened up to a moment is written when the clock is moved there.
 */
final class CreditService {
  /** The version of the code that computes features. */
  static final String FEATURE_CODE = "1.8.2";

  private static final Duration TRAINING_DELAY = Duration.ofSeconds(20);
  private static final long LABEL_DELAY_MILLIS = 60_000;
  private static final int LABEL_SPREAD_MILLIS = 30_000;

  private final List<CreditModel> models;
  private final IncidentSchedule schedule;
  private final SplittableRandom random;
  private final Population population;
  private final double perSecond;
  private final LogTable predictions;
  private final LogTable training;
  private final LogTable labels;
  private final Deque<Due> trainingDue = new ArrayDeque<>();
  private final PriorityQueue<Due> labelsDue = new PriorityQueue<>(Comparator.comparing(Due::at));
  private Instant next;
  private long requests;

  private record Due(Instant at, List<@Nullable Object> row) {}

  /**
   * A service that has not answered anything yet.
   *
   * @param folder where its tables are
   * @param perSecond requests a second; each is answered by each model
   * @param start when the first request may come
   */
  CreditService(
      Path folder,
      List<CreditModel> models,
      IncidentSchedule schedule,
      double perSecond,
      long seed,
      Instant start)
      throws IOException {
    Path staging = folder.resolve("staging");
    this.models = List.copyOf(models);
    this.schedule = schedule;
    this.random = new SplittableRandom(seed);
    this.population = new Population(random.split());
    this.perSecond = perSecond;
    this.predictions = new LogTable(folder.resolve("predictions"), staging, Tables.PREDICTIONS);
    this.training = new LogTable(folder.resolve("offline_features"), staging, Tables.TRAINING);
    this.labels = new LogTable(folder.resolve("labels"), staging, Tables.LABELS);
    this.next = start;
  }

  /** Writes what has happened up to that moment. */
  void advance(Instant now) throws IOException {
    List<List<@Nullable Object>> answers = new ArrayList<>();
    while (!next.isAfter(now)) {
      answer(next, answers);
      double gap = -Math.log(1 - random.nextDouble()) / perSecond;
      next = next.plusNanos(1000 * Math.max(1, Math.round(gap * 1e6)));
    }
    predictions.append(now, answers);
    training.append(now, due(trainingDue, now));
    labels.append(now, due(labelsDue, now));
  }

  /** Removes the files of what was written before that moment. */
  void forget(Instant before) throws IOException {
    predictions.forget(before);
    training.forget(before);
    labels.forget(before);
  }

  /** How many requests were answered. */
  long requests() {
    return requests;
  }

  private void answer(Instant at, List<List<@Nullable Object>> answers) {
    Applicant applicant = population.next();
    Set<Incident> incidents = schedule.at(at);
    for (Incident incident : incidents) {
      applicant = incident.world(applicant, random);
    }
    Applicant served = applicant;
    for (Incident incident : incidents) {
      served = incident.served(served);
    }
    String code = FEATURE_CODE;
    for (Incident incident : incidents) {
      code = incident.featureCode(code);
    }
    String id = "r%09d".formatted(++requests);
    for (CreditModel model : models) {
      double latency = Latency.next(random, model.version());
      for (Incident incident : incidents) {
        latency = incident.latency(latency);
      }
      answers.add(Tables.prediction(id, at, model, served, latency, code));
    }
    Instant computed = at.plus(TRAINING_DELAY);
    trainingDue.add(new Due(computed, Tables.training(id, computed, applicant)));
    Instant reported = at.plusMillis(LABEL_DELAY_MILLIS + random.nextInt(LABEL_SPREAD_MILLIS));
    long outcome = population.defaults(applicant) ? 1 : 0;
    labelsDue.add(new Due(reported, Arrays.asList(id, reported, outcome)));
  }

  private static List<List<@Nullable Object>> due(Queue<Due> queue, Instant now) {
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (Due due = queue.peek(); due != null && !due.at().isAfter(now); due = queue.peek()) {
      rows.add(due.row());
      queue.remove();
    }
    return rows;
  }
}
