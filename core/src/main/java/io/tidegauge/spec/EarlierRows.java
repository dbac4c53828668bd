package io.tidegauge.spec;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which rows of the model's own past a window is compared with.
 *
 * @param reference what a window is compared with
 * @param windows how many windows before it are taken together, of a rolling reference
 * @param incidents times in which something was wrong: no reference for anything
 */
public record EarlierRows(DriftReference reference, int windows, List<IncidentSpec> incidents) {
  /** None: a window is compared with the frozen reference, or with nothing. */
  public static final EarlierRows NONE = new EarlierRows(DriftReference.PROFILE, 1, List.of());

  public EarlierRows {
    incidents = List.copyOf(incidents);
  }

  /**
   * A time, counted back from the end of a window.
   *
   * @param back by how much earlier it ends
   */
  public record Span(Duration back, Duration length) {
    /** By how much earlier it begins. */
    public Duration reach() {
      return back.plus(length);
    }
  }

  /**
   * A time without an incident, half-open; the first begins and the last ends beyond all others.
   */
  public record Quiet(Instant from, Instant to) {}

  /** The time whose rows a window of that length is compared with. */
  public Optional<Span> of(Duration window) {
    long taken = reference == DriftReference.ROLLING ? windows : 1;
    return reference.before(window).map(back -> new Span(back, window.multipliedBy(taken)));
  }

  /** All time but the incidents, in its order. */
  public List<Quiet> quiet() {
    List<Quiet> quiet = new ArrayList<>();
    Instant from = Instant.MIN;
    List<IncidentSpec> sorted =
        incidents.stream().sorted(Comparator.comparing(IncidentSpec::from)).toList();
    for (IncidentSpec incident : sorted) {
      if (from.isBefore(incident.from())) {
        quiet.add(new Quiet(from, incident.from()));
      }
      from = incident.to().isAfter(from) ? incident.to() : from;
    }
    quiet.add(new Quiet(from, Instant.MAX));
    return List.copyOf(quiet);
  }
}
