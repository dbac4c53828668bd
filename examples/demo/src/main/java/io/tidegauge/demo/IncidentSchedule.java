package io.tidegauge.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** When which incident happens: a cycle that begins again and again. */
public final class IncidentSchedule {
  /** What happens if nothing else is asked for. */
  public static final String USUAL =
      "income-null@45s+2m,new-category@3m30s+2m,amount-shift@6m+2m30s,unit-mismatch@9m30s+2m,"
          + "stale-model@12m30s+2m";

  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);

  private final List<Slot> slots;
  private final Duration cycle;
  private final Instant start;

  private record Slot(Incident incident, Duration from, Duration length) {
    boolean contains(Duration offset) {
      return offset.compareTo(from) >= 0 && offset.compareTo(from.plus(length)) < 0;
    }
  }

  private IncidentSchedule(List<Slot> slots, Duration cycle, Instant start) {
    this.slots = slots;
    this.cycle = cycle;
    this.start = start;
  }

  /**
   * A schedule.
   *
   * @param text such as {@code income-null@45s+2m,stale-model@3m+1m30s}: what, from when in the
   *     cycle, for how long; {@code none} for a quiet service
   * @param start when the first cycle begins
   * @throws IllegalArgumentException if the text is not a schedule
   */
  public static IncidentSchedule parse(String text, Duration cycle, Instant start) {
    List<Slot> slots = new ArrayList<>();
    if (!text.equals("none")) {
      for (String part : text.split(",", -1)) {
        slots.add(slot(part.strip()));
      }
    }
    return new IncidentSchedule(List.copyOf(slots), cycle, start);
  }

  /** The incidents that last at that time. */
  public Set<Incident> at(Instant time) {
    Set<Incident> active = EnumSet.noneOf(Incident.class);
    for (Slot slot : slots) {
      if (!time.isBefore(start) && slot.contains(offset(time))) {
        active.add(slot.incident());
      }
    }
    return active;
  }

  /** When an incident began that lasts at that time. */
  public Optional<Instant> since(Incident incident, Instant time) {
    return slots.stream()
        .filter(slot -> slot.incident() == incident && at(time).contains(incident))
        .filter(slot -> slot.contains(offset(time)))
        .map(slot -> time.minus(offset(time)).plus(slot.from()))
        .findFirst();
  }

  /** The schedule as a table for people, in their own time and in UTC. */
  public String toTable(ZoneId zone) {
    if (slots.isEmpty()) {
      return "No incidents.\n";
    }
    String lines =
        slots.stream()
            .map(
                slot ->
                    "  %s  %s  %-6s  %-13s  %-34s  %s%n"
                        .formatted(
                            time(slot, zone),
                            time(slot, ZoneOffset.UTC),
                            text(slot.length()),
                            slot.incident().id(),
                            slot.incident().title(),
                            selectors(slot.incident())))
            .collect(Collectors.joining());
    return "Incidents, again every %s:%n  %-8s  %-8s  %-6s  %-13s  %-34s  %s%n%s"
        .formatted(text(cycle), "here", "UTC", "for", "what", "", "shows in", lines);
  }

  /** The schedule as paragraphs, in UTC. */
  public String toParagraphs() {
    if (slots.isEmpty()) {
      return "No incidents are planned.\n";
    }
    String incidents =
        slots.stream()
            .map(
                slot ->
                    "%s UTC, for %s: %s. %s See %s.\n"
                        .formatted(
                            time(slot, ZoneOffset.UTC),
                            text(slot.length()),
                            slot.incident().title(),
                            slot.incident().explanation(),
                            first(slot.incident())))
            .collect(Collectors.joining("\n"));
    return "All of this goes wrong on purpose, and again every %s:\n\n%s"
        .formatted(text(cycle), incidents);
  }

  private String time(Slot slot, ZoneId zone) {
    return CLOCK.format(start.plus(slot.from()).atZone(zone));
  }

  /** Such as {@code 2m30s}. */
  private static String text(Duration duration) {
    return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
  }

  /** The schedule, and what lasts at that time, as JSON. */
  public String toJson(Instant now) {
    String incidents =
        slots.stream().map(slot -> toJson(slot, now)).collect(Collectors.joining(",\n"));
    return """
    {
      "now": "%s",
      "start": "%s",
      "cycle_seconds": %d,
      "incidents": [
    %s
      ]
    }
    """
        .formatted(now, start, cycle.toSeconds(), incidents);
  }

  private String toJson(Slot slot, Instant now) {
    Incident incident = slot.incident();
    String series =
        incident.series().stream().map(IncidentSchedule::toJson).collect(Collectors.joining(", "));
    String since = since(incident, now).map(time -> "\"" + time + "\"").orElse("null");
    return """
        {
          "id": "%s",
          "title": "%s",
          "explanation": "%s",
          "first": "%s",
          "lasts_seconds": %d,
          "since": %s,
          "series": [%s]
        }"""
        .formatted(
            incident.id(),
            incident.title(),
            incident.explanation(),
            start.plus(slot.from()),
            slot.length().toSeconds(),
            since,
            series)
        .indent(4)
        .stripTrailing();
  }

  private static String toJson(Incident.Series series) {
    return "{\"name\": \"%s\", \"labels\": {%s}, \"above\": %s, \"within_seconds\": %d}"
        .formatted(
            series.name(),
            labels(series, "\"%s\": \"%s\""),
            series.above(),
            series.withinSeconds());
  }

  private static String labels(Incident.Series series, String format) {
    return series.labels().entrySet().stream()
        .map(label -> format.formatted(label.getKey(), label.getValue()))
        .collect(Collectors.joining(", "));
  }

  private Duration offset(Instant time) {
    Duration since = Duration.between(start, time);
    return since.minus(cycle.multipliedBy(since.dividedBy(cycle)));
  }

  private static String selectors(Incident incident) {
    return incident.series().stream()
        .map(series -> "%s{%s}".formatted(series.name(), labels(series, "%s=\"%s\"")))
        .collect(Collectors.joining(", "));
  }

  /** The series that tells of it first, with the labels that do not hold for all of them. */
  private static String first(Incident incident) {
    Incident.Series series = incident.series().get(0);
    return series.labels().entrySet().stream()
        .filter(label -> !label.getKey().equals("window"))
        .map(label -> "%s=\"%s\"".formatted(label.getKey(), label.getValue()))
        .collect(Collectors.joining(", ", series.name() + "{", "}"));
  }

  private static Slot slot(String text) {
    String[] parts = text.split("[@+]", -1);
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "an incident is written like income-null@45s+2m, was " + text);
    }
    Incident incident =
        Stream.of(Incident.values())
            .filter(candidate -> candidate.id().equals(parts[0]))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException("no incident " + parts[0] + "; one of " + ids()));
    return new Slot(incident, duration(parts[1]), duration(parts[2]));
  }

  private static String ids() {
    return Stream.of(Incident.values()).map(Incident::id).collect(Collectors.joining(", "));
  }

  /** A duration such as {@code 45s}, {@code 2m} or {@code 1m30s}. */
  static Duration duration(String text) {
    try {
      return Duration.parse("PT" + text.toUpperCase(Locale.ROOT));
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException("a time is written like 45s, 2m or 1m30s, was " + text, e);
    }
  }
}
