package io.tidegauge.exporter.command;

import io.tidegauge.alert.Judgement;
import io.tidegauge.exporter.explain.ColumnFigures;
import io.tidegauge.exporter.explain.ColumnFigures.MovedBin;
import io.tidegauge.exporter.explain.Explanation;
import io.tidegauge.exporter.explain.Since;
import io.tidegauge.exporter.health.Wording;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Limits;
import io.tidegauge.monitor.Unit;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Explanations for people. */
final class ExplanationText {
  private static final int READINGS = 10;
  private static final int BINS = 12;

  private final StringBuilder text = new StringBuilder();

  private ExplanationText() {}

  static String of(List<Explanation> explanations) {
    return explanations.stream()
        .map(one -> new ExplanationText().text(one))
        .collect(Collectors.joining("\n"));
  }

  private String text(Explanation explained) {
    line("%s of %s, at %s", explained.alert().name(), explained.model(), explained.at());
    line("  %s", explained.alert().summary());
    explained.others().forEach(why -> line("  no reading: %s", why));
    readings(explained);
    explained.since().ifPresent(since -> since(explained, since));
    explained
        .from()
        .ifPresent(from -> line("  window: %s to %s", from, explained.to().orElseThrow()));
    explained.column().ifPresent(this::column);
    if (!explained.query().isEmpty()) {
      line("  rows:");
      explained.query().lines().forEach(sql -> line("    %s", sql));
    }
    return text.toString();
  }

  private void line(String format, Object... values) {
    text.append(String.format(Locale.ROOT, format, values).stripTrailing()).append('\n');
  }

  private void readings(Explanation explained) {
    if (!(explained.alert().condition() instanceof Condition.Past past)) {
      return;
    }
    for (Judgement judged : explained.judged().stream().limit(READINGS).toList()) {
      Unit unit = past.reading().unit();
      String side = past.side() == Condition.Side.ABOVE ? "above" : "below";
      line("  %s: %s", judged.isDue() ? "due" : "not due", labels(judged.labels()));
      line(
          "    %s %s, limit %s%s",
          past.reading().name(),
          Wording.reading(unit, judged.value()),
          judged.limit() == Limits.NEVER
              ? "none"
              : side + " " + Wording.reading(unit, judged.limit()),
          judged.pastLimit() ? "" : ": within it");
      if (past.noise().isPresent()) {
        line(
            "    sampling alone gives up to %s%s",
            judged.noise().isPresent()
                ? Wording.reading(unit, judged.noise().getAsDouble())
                : "what is not known",
            judged.beyondNoise() ? "" : ": not above it");
      }
      if (past.rows().isPresent()) {
        line(
            "    %s rows, at least %s%s",
            judged.rows().isPresent() ? Wording.count((long) judged.rows().getAsDouble()) : "no",
            Wording.count(explained.alert().settings().minRows()),
            judged.enoughRows() ? "" : ": too few");
      }
    }
    if (explained.judged().size() > READINGS) {
      line("  and %d readings more", explained.judged().size() - READINGS);
    }
  }

  private static String labels(Map<String, String> labels) {
    return labels.entrySet().stream()
        .filter(label -> !label.getKey().equals("model") && !label.getValue().isEmpty())
        .map(label -> label.getKey() + "=" + label.getValue())
        .collect(Collectors.joining(" "));
  }

  private void since(Explanation explained, Since since) {
    String looked = "looked at every " + Wording.duration(since.step()) + " since " + since.first();
    if (since.from().isEmpty()) {
      line("  since: not due at any time (%s)", looked);
      return;
    }
    String from = since.isLonger() ? "before " + since.from().get() : "" + since.from().get();
    boolean now = since.to().orElseThrow().equals(explained.at());
    if (now) {
      Duration pending = explained.alert().settings().pending();
      line("  since: %s (%s)", from, looked);
      line(
          "  fires when it was due for %s",
          pending.isZero() ? "one evaluation" : Wording.duration(pending));
    } else {
      line("  last due: %s to %s (%s)", from, since.to().get(), looked);
    }
  }

  private void column(ColumnFigures column) {
    line(
        "  %s%s: %s rows",
        column.column(),
        column.personal() ? " (personal: no value is shown)" : "",
        Wording.count(column.rows()));
    line(
        "    missing %s, %s%s",
        Wording.count(column.missing()),
        share(column.missing(), column.rows()),
        column.referenceMissing().isPresent()
            ? "; in the reference " + Wording.share(column.referenceMissing().getAsDouble())
            : "");
    column
        .invalid()
        .ifPresent(
            count ->
                line(
                    "    NaN or infinite %s, %s",
                    Wording.count(count), share(count, column.rows())));
    column
        .outOfRange()
        .ifPresent(
            count ->
                line("    out of range %s, %s", Wording.count(count), share(count, column.rows())));
    column
        .unseen()
        .ifPresent(
            count -> line("    unseen %s, %s", Wording.count(count), share(count, column.rows())));
    if (!column.bins().isEmpty()) {
      bins(column.bins());
    }
  }

  private static String share(long part, long all) {
    return all == 0 ? "of none" : Wording.share((double) part / all);
  }

  private void bins(List<MovedBin> bins) {
    List<MovedBin> shown = bins.stream().limit(BINS).toList();
    int width = shown.stream().mapToInt(bin -> bin.label().length()).max().orElse(0);
    String format = "    %-" + Math.max(3, width) + "s  %10s  %10s  %10s";
    line(format, "bin", "reference", "window", "of the PSI");
    shown.forEach(
        bin ->
            line(
                format,
                bin.label(),
                Wording.share(bin.referenceShare()),
                Wording.share(bin.currentShare()),
                Wording.share(bin.part())));
    if (bins.size() > shown.size()) {
      line("    and %d bins more", bins.size() - shown.size());
    }
  }
}
