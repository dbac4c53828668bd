package io.tidegauge.exporter.init;

import io.tidegauge.exporter.health.Wording;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.spec.TableName;
import io.tidegauge.spec.TimeColumn.TimeUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a spec as a person would, each guess with its reason beside it. */
public final class SpecText {
  private static final Pattern DOTTED = Pattern.compile("[^\\s.]+(\\.[^\\s.]+){0,2}");
  private static final int USUAL_MIN_ROWS = 300;
  private static final int FEW_MIN_ROWS = 100;

  private final SpecDraft draft;
  private final CommentedYaml yaml = new CommentedYaml();

  private SpecText(SpecDraft draft) {
    this.draft = draft;
  }

  /** The text of a spec. */
  public static String of(SpecDraft draft) {
    return new SpecText(draft).text();
  }

  private String text() {
    yaml.comment(
        "Proposed by \"tidegauge-exporter init\" from "
            + Wording.count(draft.rows())
            + " rows of "
            + CommentedYaml.plain(draft.table().toString())
            + ".",
        "What is guessed stands with its reason: read it, and put right what is not so.");
    yaml.line("model: " + YamlScalar.of(draft.model()));
    yaml.comment("owner: team-…                # in the labels of every alert");
    yaml.line("database: " + YamlScalar.of(draft.database()));
    yaml.blank();
    predictions();
    yaml.blank();
    features();
    yaml.blank();
    labels();
    reference();
    traffic();
    alerts();
    return yaml.text();
  }

  private void predictions() {
    yaml.line("predictions:");
    yaml.line("  table: " + table(draft.table()));
    draft.where().ifPresent(where -> yaml.line("  where: " + YamlScalar.of(where)));
    time();
    column("id", Role.ID);
    column("version", Role.VERSION);
    if (draft.hasVersion()) {
      yaml.comment(
          "  versions: {champion: " + YamlScalar.of(draft.versions().get(0)) + "}   # roles");
    }
    yaml.line("  kind: " + draft.kind().word(), "guessed: " + draft.kind().reason());
    column("score", Role.SCORE);
    column("output", Role.OUTPUT);
    draft.roles().column(Role.OUTPUT).ifPresent(this::positive);
    latency();
    column("failed", Role.FAILED);
    if (draft.roles().find(Role.ID).isPresent()) {
      yaml.comment("  unique: true               # tells ids that come more than once");
    }
  }

  private void time() {
    draft
        .roles()
        .find(Role.TIME)
        .ifPresent(
            guess ->
                yaml.line(
                    "  time: " + time(guess.column().name(), draft.timeUnit()),
                    reason(guess)
                        + (guess.column().type().name().equals("timestamp")
                            ? "; it names no zone: UTC, unless {column: …, zone: Europe/Paris}"
                            : "")));
  }

  private static String time(String column, TimeUnit unit) {
    return unit == TimeUnit.TIMESTAMP
        ? YamlScalar.of(column)
        : "{column: "
            + YamlScalar.of(column)
            + ", unit: "
            + unit.name().toLowerCase(Locale.ROOT)
            + "}";
  }

  private static String reason(Guess guess) {
    return guess.reason().isEmpty() ? "" : "guessed: " + guess.reason();
  }

  private void column(String key, Role role) {
    draft
        .roles()
        .find(role)
        .ifPresent(
            guess ->
                yaml.line("  " + key + ": " + YamlScalar.of(guess.column().name()), reason(guess)));
  }

  private void positive(ColumnFacts output) {
    if (draft.kind().kind() != PredictionKind.BINARY) {
      return;
    }
    PositiveValue.of(output, draft.roles().column(Role.SCORE))
        .ifPresent(
            value ->
                yaml.line(
                    "  positive: " + YamlScalar.of(value),
                    "guessed: what means yes; it has the higher scores, or is rarer"));
  }

  private void latency() {
    draft
        .roles()
        .find(Role.LATENCY)
        .ifPresent(
            guess -> {
              Latency latency = Latency.of(guess.column());
              yaml.line(
                  "  latency: {column: "
                      + YamlScalar.of(guess.column().name())
                      + ", unit: "
                      + latency.unit()
                      + "}",
                  reason(guess) + "; the unit by " + latency.reason());
            });
  }

  private void features() {
    yaml.line("features:");
    draft.features().stream()
        .filter(feature -> !feature.isLeftOut())
        .forEach(
            feature ->
                yaml.line(
                    "  " + YamlScalar.of(feature.name()) + ": " + feature.entry(),
                    feature.reason()));
    List<FeatureDraft> leftOut = draft.features().stream().filter(FeatureDraft::isLeftOut).toList();
    if (!leftOut.isEmpty()) {
      yaml.comment("  Left out:");
      leftOut.forEach(
          feature ->
              yaml.comment(
                  "    " + CommentedYaml.plain(feature.column()) + ": " + feature.reason()));
    }
  }

  private void labels() {
    if (draft.labels().isEmpty()) {
      yaml.comment(
          "labels: {table: outcomes, id: …, value: …, time: …, mature_after: 7d}   # what really"
              + " happened, where it is known later");
      yaml.blank();
      return;
    }
    LabelsDraft labels = draft.labels().get();
    yaml.line("labels:");
    labels.table().ifPresent(table -> yaml.line("  table: " + table(table)));
    labels.id().ifPresent(id -> yaml.line("  id: " + YamlScalar.of(id)));
    yaml.line("  value: " + YamlScalar.of(labels.value().name()));
    if (draft.kind().kind() == PredictionKind.BINARY) {
      PositiveValue.of(labels.value(), labels.table().isPresent() ? Optional.empty() : score())
          .ifPresent(
              value ->
                  yaml.line(
                      "  positive: " + YamlScalar.of(value),
                      "guessed: what means yes; it has the higher scores, or is rarer"));
    }
    labels.time().ifPresent(time -> yaml.line("  time: " + time(time, labels.unit())));
    String matureAfter = labels.matureAfter().isZero() ? "0s" : Windows.label(labels.matureAfter());
    yaml.line("  mature_after: " + matureAfter, labels.reason());
    yaml.blank();
  }

  private Optional<ColumnFacts> score() {
    return draft.roles().column(Role.SCORE);
  }

  private void reference() {
    yaml.comment("What rows are compared with: a profile, made once by \"profile\" and committed.");
    yaml.line("reference: {profile: " + YamlScalar.of(draft.profiles()) + "}");
    String rate =
        draft
            .traffic()
            .rate()
            .map(perSecond -> Wording.number(perSecond * 86_400) + " rows a day lately")
            .orElse("rows come all at once");
    yaml.line(
        draft.windows().stream()
            .map(Windows::label)
            .collect(Collectors.joining(", ", "windows: [", "]")),
        "guessed: " + rate + "; an alert asks for " + minRows() + " rows");
    draft.seriesBudget().ifPresent(series -> yaml.line("series_budget: " + series));
  }

  private void traffic() {
    draft
        .traffic()
        .largestGap()
        .ifPresent(
            gap ->
                yaml.line(
                    "traffic: {largest_gap: " + Windows.label(gap) + "}",
                    "guessed: twice the longest time without a row, lately; a longer one is told"));
  }

  private int minRows() {
    return draft.traffic().isEnough() ? USUAL_MIN_ROWS : FEW_MIN_ROWS;
  }

  private void alerts() {
    yaml.blank();
    yaml.comment("All alerts that fit are on. These are the limits that people change first.");
    yaml.line("alerts:");
    yaml.line("  drift: {psi: 0.2, min_rows: " + minRows() + "}", "large, and beyond its noise");
    yaml.line("  missing: {above: 5%}", "of features that have no limit of their own");
    yaml.line("  unseen: {above: 1%}", "categories that the reference does not have");
    draft
        .roles()
        .column(Role.LATENCY)
        .map(Latency::of)
        .ifPresent(
            latency ->
                yaml.line(
                    "  latency: {above: " + latency.limit() + "}",
                    "guessed: twice what 99 of 100 predictions stay below"));
    if (draft.labels().isPresent()) {
      yaml.comment(
          "  quality: {"
              + quality(draft.kind().kind())
              + "}   # the worst that is borne; a profile says what the reference has");
    }
  }

  private static String quality(PredictionKind kind) {
    return switch (kind) {
      case BINARY -> "roc_auc: 0.7";
      case REGRESSION -> "mae: …";
      case MULTICLASS -> "accuracy: 0.8";
      case RANKING -> "ndcg: 0.5";
    };
  }

  private static String table(TableName table) {
    String dotted = table.toString();
    boolean plain = DOTTED.matcher(dotted).matches() && TableName.of(dotted).equals(table);
    return plain ? YamlScalar.of(dotted) : YamlScalar.list(table.parts());
  }
}
