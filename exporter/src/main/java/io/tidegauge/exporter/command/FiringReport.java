package io.tidegauge.exporter.command;

import io.tidegauge.alert.Firing;
import io.tidegauge.alert.IncidentReport;
import io.tidegauge.exporter.health.Wording;
import java.io.PrintWriter;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What would have fired, for people: tables of text. */
final class FiringReport {
  private final PrintWriter out;

  FiringReport(PrintWriter out) {
    this.out = out;
  }

  /** When a model's alerts fired, and how often in each month. */
  void model(String model, List<Firing> firings) {
    out.printf("%s: %s%n%n", model, firings.isEmpty() ? "nothing fires" : firings(firings.size()));
    if (firings.isEmpty()) {
      return;
    }
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("alert", "of", "from", "to", "how long"));
    for (Firing firing : firings) {
      rows.add(
          List.of(
              firing.alert().name(),
              labels(firing),
              firing.from().toString(),
              firing.to().toString(),
              Wording.duration(firing.length())));
    }
    TextTable.print(out, rows, 5);
    out.println();
    months(firings);
    out.println();
  }

  private static String firings(int count) {
    return count == 1 ? "1 firing" : count + " firings";
  }

  private static String labels(Firing firing) {
    return firing.tellingLabels().entrySet().stream()
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(" "));
  }

  private void months(List<Firing> firings) {
    SortedSet<YearMonth> months = new TreeSet<>();
    SortedMap<String, SortedMap<YearMonth, Integer>> counts = new TreeMap<>();
    for (Firing firing : firings) {
      YearMonth month = YearMonth.from(firing.from().atOffset(ZoneOffset.UTC));
      months.add(month);
      counts
          .computeIfAbsent(firing.alert().name(), name -> new TreeMap<>())
          .merge(month, 1, Integer::sum);
    }
    List<List<String>> rows = new ArrayList<>();
    List<String> head = new ArrayList<>(List.of("fires"));
    months.forEach(month -> head.add(month.toString()));
    rows.add(head);
    counts.forEach(
        (alert, byMonth) -> {
          List<String> row = new ArrayList<>(List.of(alert));
          months.forEach(
              month -> row.add(byMonth.containsKey(month) ? "" + byMonth.get(month) : "."));
          rows.add(row);
        });
    TextTable.print(out, rows, 1);
  }

  /** Which incidents were told. */
  void incidents(IncidentReport report) {
    int missed = report.missed().size();
    out.printf(
        "incidents: %d of %d detected, %d missed; %s false%n%n",
        report.told().size() - missed,
        report.told().size(),
        missed,
        firings(report.unexplained().size()));
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("incident", "from", "result", "after", "by"));
    for (IncidentReport.Told told : report.told()) {
      rows.add(
          List.of(
              told.incident().why(),
              told.incident().from().toString(),
              told.first().isPresent() ? "detected" : "missed",
              told.delay().map(Wording::duration).orElse(""),
              told.first().map(Firing::name).orElse("")));
    }
    TextTable.print(out, rows, 5);
    if (!report.unexplained().isEmpty()) {
      out.println();
      out.println("false, begun at no time of any incident:");
      report.unexplained().forEach(firing -> out.println("  " + firing));
    }
  }
}
