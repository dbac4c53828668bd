package io.tidegauge.alert;

import io.tidegauge.spec.Incident;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Which incidents alerts would have told, and which alerts told of none.
 *
 * @param told each incident, and what told it
 * @param unexplained false alarms: what began to fire at no time of any incident
 */
public record IncidentReport(List<Told> told, List<Firing> unexplained) {
  public IncidentReport {
    told = List.copyOf(told);
    unexplained = List.copyOf(unexplained);
  }

  /**
   * An incident.
   *
   * @param first the alert that told it first; empty where none did
   */
  public record Told(Incident incident, Optional<Firing> first) {

    /** How long it took; nothing where the alert fired before already. */
    public Optional<Duration> delay() {
      return first.map(
          firing ->
              firing.from().isBefore(incident.from())
                  ? Duration.ZERO
                  : Duration.between(incident.from(), firing.from()));
    }
  }

  /** Holds what fired against what is known to have been wrong. */
  public static IncidentReport of(Collection<Incident> incidents, Collection<Firing> firings) {
    return new IncidentReport(
        incidents.stream().map(incident -> told(incident, firings)).toList(),
        firings.stream()
            .filter(firing -> incidents.stream().noneMatch(incident -> begun(incident, firing)))
            .toList());
  }

  /** One that begins within the incident tells more than one that fired before. */
  private static Told told(Incident incident, Collection<Firing> firings) {
    List<Firing> within =
        firings.stream()
            .filter(firing -> isOf(incident, firing))
            .filter(firing -> firing.overlaps(incident.from(), incident.to()))
            .filter(firing -> incident.alerts().isEmpty() || names(incident, firing))
            .sorted(Firing.ORDER)
            .toList();
    Optional<Firing> begun =
        within.stream().filter(firing -> !firing.from().isBefore(incident.from())).findFirst();
    return new Told(incident, begun.or(() -> within.stream().min(Firing.ORDER)));
  }

  private static boolean names(Incident incident, Firing firing) {
    return incident.alerts().contains(firing.alert().name());
  }

  /** Whatever begins while something is wrong is no false alarm. */
  private static boolean begun(Incident incident, Firing firing) {
    return isOf(incident, firing)
        && !firing.from().isBefore(incident.from())
        && firing.from().isBefore(incident.to());
  }

  private static boolean isOf(Incident incident, Firing firing) {
    return incident.model().stream().allMatch(model -> model.equals(firing.labels().get("model")));
  }

  /** The incidents that no alert told. */
  public List<Incident> missed() {
    return told.stream().filter(one -> one.first().isEmpty()).map(Told::incident).toList();
  }

  /** The longest that anyone had to wait; empty where nothing was told. */
  public Optional<Duration> longestDelay() {
    return told.stream().flatMap(one -> one.delay().stream()).max(Comparator.naturalOrder());
  }
}
