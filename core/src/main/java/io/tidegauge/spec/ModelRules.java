package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Nearest;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Quote;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What must hold between the parts of a model spec, and no schema can say. Each rule steps over
 * parts that were refused already.
 */
final class ModelRules {
  /** From any share there is another one so far away. */
  private static final double LARGEST_EFFECT = 0.5;

  private final Cursor root;
  private final Problems problems;

  private ModelRules(Cursor root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  static void check(Cursor root, Problems problems) {
    ModelRules rules = new ModelRules(root, problems);
    rules.rowsHaveAnId();
    rules.referencesHaveAVersion();
    rules.slicesDiffer();
    rules.slicesAreNotPersonal();
    rules.privilegedValuesAreSlices();
    rules.labelsHaveAScore();
    rules.rankingsAreDeclared();
    rules.referenceEndsAfterItBegins();
    rules.earlierRowsAreAskedFor();
    rules.trainingNamesFeatures();
    rules.stagesAreKnown();
    rules.hoursEndAfterTheyBegin();
    rules.bucketsRise();
    root.find("predictions", "saturation").ifPresent(rules::rises);
    root.find("training_log", "weights")
        .flatMap(weights -> weights.find("range"))
        .ifPresent(rules::rises);
    rules.comparisonHasAChampion();
    rules.effectIsPossible();
    rules.valueHasOutcomes();
    rules.weightsAreOfPredictions();
    rules.sampleIsNoReference();
    rules.traceIsNotPersonal();
    root.find("features").ifPresent(all -> all.values().forEach(rules::feature));
    ObjectivesSection.check(root, problems);
    ServingSection.check(root, problems);
    TimeRules.check(root, problems);
    AlertRules.check(root, problems);
  }

  private void bucketsRise() {
    root.find("predictions", "latency")
        .flatMap(latency -> latency.find("buckets"))
        .ifPresent(bounds -> rise(bounds, "must be above the bound before it"));
  }

  private void rise(Cursor numbers, String message) {
    List<Cursor> all = numbers.items();
    for (int i = 1; i < all.size(); i++) {
      if (all.get(i).number() <= all.get(i - 1).number()) {
        all.get(i).refuse(problems, message);
      }
    }
  }

  /** What nothing would be compared by is refused, as an alert that could never fire is. */
  private void comparisonHasAChampion() {
    boolean champion =
        root.find("predictions", "versions").stream()
            .anyMatch(roles -> roles.declares(PredictionsSpec.CHAMPION));
    root.find("comparison")
        .filter(Cursor::declared)
        .filter(comparison -> !champion || !root.declares("labels"))
        .ifPresent(
            comparison ->
                comparison.refuse(
                    problems,
                    "versions are compared with the champion, by their labels; declare labels and"
                        + " predictions.versions.champion, or take this out"));
  }

  private void valueHasOutcomes() {
    boolean binary =
        root.find("predictions", "kind").stream()
            .allMatch(kind -> kind.text().equals(Words.word(PredictionKind.BINARY)));
    root.find("business_value")
        .filter(value -> !binary || !root.declares("labels"))
        .ifPresent(
            value ->
                value.refuse(
                    problems,
                    "is that of the outcomes of a binary model with labels; declare labels and kind"
                        + " binary, or take this out"));
  }

  /** What rows say only together cannot be told of a sample of them. */
  private void weightsAreOfPredictions() {
    Optional<Cursor> weight = root.find("predictions", "weight");
    root.find("predictions", "repeated")
        .filter(repeated -> weight.isPresent() && repeated.flag())
        .ifPresent(
            repeated ->
                repeated.refuse(
                    problems,
                    "a sample does not hold the rows that one repeats; take this or"
                        + " predictions.weight out"));
    weight
        .filter(column -> root.at("predictions").find("kind").stream().anyMatch(ModelRules::ranks))
        .ifPresent(
            column ->
                column.refuse(
                    problems,
                    "is that of a row, and a ranking is judged by all rows of a request; take it"
                        + " out"));
  }

  /** Rows of a reference count once each. */
  private void sampleIsNoReference() {
    Optional<Cursor> log =
        root.find("predictions")
            .filter(all -> all.declares("weight"))
            .flatMap(all -> all.find("table"));
    root.find("reference", "table")
        .filter(table -> log.map(Columns::table).filter(Columns.table(table)::equals).isPresent())
        .ifPresent(
            table ->
                table.refuse(
                    problems,
                    "is the log, a sample by predictions.weight, and the rows of a reference count"
                        + " once each; name a table that is no sample"));
  }

  /** An exemplar shows the column's values to whoever scrapes. */
  private void traceIsNotPersonal() {
    List<Cursor> features = root.find("features").map(Cursor::values).orElseGet(List::of);
    root.find("predictions", "latency")
        .flatMap(latency -> latency.find("trace"))
        .filter(trace -> features.stream().anyMatch(feature -> isPersonal(feature, trace.text())))
        .ifPresent(
            trace -> trace.refuse(problems, "is a personal feature, whose values nobody is shown"));
  }

  private static boolean isPersonal(Cursor feature, String column) {
    return feature.find("personal").stream().anyMatch(Cursor::flag)
        && feature.find("column").map(Cursor::text).orElse(feature.name()).equals(column);
  }

  private static boolean ranks(Cursor kind) {
    return kind.text().equals(Words.word(PredictionKind.RANKING));
  }

  private void effectIsPossible() {
    root.find("comparison", "effect")
        .filter(effect -> effect.share() <= 0 || effect.share() > LARGEST_EFFECT)
        .ifPresent(effect -> effect.refuse(problems, "must be above 0, and at most 50%"));
  }

  /** What is joined to predictions is joined by id. */
  private void rowsHaveAnId() {
    boolean unknown = root.find("predictions").isEmpty();
    if (unknown || root.at("predictions").declares("id")) {
      return;
    }
    for (String section : List.of("feature_table", "labels", "training")) {
      root.find(section)
          .filter(cursor -> cursor.declares("id"))
          .ifPresent(
              cursor ->
                  cursor.refuse(
                      problems,
                      "is joined to predictions by id; declare predictions.id, or take it out"));
    }
  }

  private void referencesHaveAVersion() {
    boolean unversioned =
        root.find("predictions").stream().anyMatch(cursor -> !cursor.declares("version"));
    root.find("reference", "profile")
        .filter(path -> unversioned && ReferenceSection.namesVersion(path.text()))
        .ifPresent(
            path ->
                path.refuse(
                    problems,
                    "has {version} in it, but predictions.version is not declared; declare it, or"
                        + " take {version} out"));
    root.find("reference", "version")
        .filter(column -> unversioned)
        .ifPresent(
            column ->
                column.refuse(problems, "needs predictions.version; declare it, or take this out"));
  }

  /** A slice's values stand in labels and profiles. */
  private void slicesAreNotPersonal() {
    Set<String> personal = new HashSet<>();
    root.find("features").stream()
        .flatMap(features -> features.values().stream())
        .filter(feature -> feature.isMap())
        .filter(feature -> feature.find("personal").stream().anyMatch(Cursor::flag))
        .forEach(
            feature ->
                personal.add(feature.find("column").map(Cursor::text).orElse(feature.name())));
    sliceColumns()
        .filter(column -> personal.contains(column.text()))
        .forEach(
            column ->
                column.refuse(
                    problems,
                    Quote.of(column.text())
                        + " is personal, and a slice shows its values; take one of the two out"));
  }

  private void privilegedValuesAreSlices() {
    root.find("predictions", "slices").stream()
        .flatMap(slices -> slices.items().stream())
        .filter(Cursor::isMap)
        .forEach(slice -> slice.find("privileged").ifPresent(value -> privileged(slice, value)));
  }

  private void privileged(Cursor slice, Cursor value) {
    List<String> values = slice.find("values").map(Cursor::texts).orElseGet(List::of);
    if (!values.isEmpty() && !values.contains(value.text())) {
      value.refuse(
          problems,
          "is none of the slice's values; one of "
              + String.join(", ", values)
              + Nearest.hint(value.text(), values));
    }
    if (root.find("labels").isEmpty()) {
      value.refuse(
          problems, "needs labels: fairness is read off predictions and these; take it out");
    }
  }

  private Stream<Cursor> sliceColumns() {
    return root.find("predictions", "slices").stream()
        .flatMap(slices -> slices.items().stream())
        .flatMap(slice -> slice.isMap() ? slice.find("column").stream() : Stream.of(slice));
  }

  private void slicesDiffer() {
    Set<String> seen = new HashSet<>();
    sliceColumns()
        .filter(column -> !seen.add(column.text()))
        .forEach(
            column ->
                column.refuse(
                    problems, Quote.of(column.text()) + " is sliced by already; take it out"));
  }

  /** Labels say nothing of a ranking whose results are not known to belong together. */
  private void rankingsAreDeclared() {
    boolean ranks = root.find("predictions", "kind").stream().anyMatch(ModelRules::ranks);
    root.find("predictions", "ranking")
        .filter(ranking -> !ranks)
        .ifPresent(
            ranking ->
                ranking.refuse(
                    problems, "is of a model of kind ranking; declare that, or take this out"));
    root.find("predictions", "ranking")
        .filter(ranking -> ranks && !ranking.declares("position"))
        .filter(ranking -> !root.at("predictions").declares("score"))
        .ifPresent(
            ranking ->
                ranking.refuse(
                    problems,
                    "does not say in which order results were shown; declare position, or"
                        + " predictions.score"));
    root.find("labels")
        .filter(labels -> ranks && root.find("predictions", "ranking").isEmpty())
        .ifPresent(
            labels ->
                labels.refuse(
                    problems,
                    "judge the order of the results of a request; declare predictions.ranking with"
                        + " the column that names it"));
  }

  private void labelsHaveAScore() {
    boolean nothing =
        root.find("predictions").stream()
            .anyMatch(
                cursor ->
                    !cursor.declares("score")
                        && !cursor.declares("output")
                        && !cursor.declares("ranking"));
    root.find("labels")
        .filter(labels -> nothing)
        .ifPresent(
            labels ->
                labels.refuse(
                    problems,
                    "have nothing to be compared with; declare predictions.score or"
                        + " predictions.output"));
  }

  private void referenceEndsAfterItBegins() {
    root.find("reference")
        .filter(reference -> reference.find("from").isPresent())
        .filter(reference -> reference.find("to").isPresent())
        .filter(ModelRules::endsTooEarly)
        .ifPresent(
            reference -> reference.at("to").refuse(problems, "must be later than reference.from"));
  }

  private void earlierRowsAreAskedFor() {
    String reference =
        root.find("drift", "reference")
            .map(Cursor::text)
            .orElse(Words.word(DriftReference.PROFILE));
    root.find("drift", "windows")
        .filter(windows -> !reference.equals(Words.word(DriftReference.ROLLING)))
        .ifPresent(windows -> windows.refuse(problems, "needs drift.reference: rolling beside it"));
    root.find("drift", "incidents").ifPresent(incidents -> incidents(incidents, reference));
  }

  private void incidents(Cursor incidents, String reference) {
    if (reference.equals(Words.word(DriftReference.PROFILE))) {
      incidents.refuse(problems, "are left out of earlier rows; a profile has none of them");
    }
    incidents.items().stream()
        .filter(ModelRules::endsTooEarly)
        .forEach(incident -> incident.at("to").refuse(problems, "must be later than from"));
  }

  private static boolean endsTooEarly(Cursor time) {
    Optional<Instant> from = ReferenceSection.instant(time, "from");
    return ReferenceSection.instant(time, "to").stream()
        .anyMatch(to -> from.isPresent() && !to.isAfter(from.get()));
  }

  private void trainingNamesFeatures() {
    List<String> features = root.find("features").map(Cursor::keys).orElseGet(List::of);
    root.find("training", "columns").stream()
        .filter(columns -> !features.isEmpty())
        .flatMap(columns -> columns.values().stream())
        .filter(column -> !features.contains(column.name()))
        .forEach(
            column ->
                column.refuse(problems, "no such feature" + Nearest.hint(column.name(), features)));
  }

  private void stagesAreKnown() {
    List<String> stages = root.find("lifecycle", "stages").map(Cursor::keys).orElseGet(List::of);
    if (stages.isEmpty()) {
      return;
    }
    root.find("lifecycle", "age_from").ifPresent(age -> stageIsKnown(age, age.text(), stages));
    root.find("lifecycle", "cadence").stream()
        .flatMap(cadence -> cadence.values().stream())
        .forEach(stage -> stageIsKnown(stage, stage.name(), stages));
  }

  private void stageIsKnown(Cursor at, String stage, List<String> stages) {
    if (!stages.contains(stage)) {
      at.refuse(
          problems,
          "unknown stage "
              + Quote.of(stage)
              + "; one of "
              + String.join(", ", stages)
              + Nearest.hint(stage, stages));
    }
  }

  /** Times of day compare as text; an end of 00:00 is midnight after the day. */
  private void hoursEndAfterTheyBegin() {
    root.find("traffic", "hours")
        .filter(hours -> hours.find("from").isPresent())
        .flatMap(hours -> hours.find("to"))
        .filter(to -> !to.text().equals("00:00"))
        .filter(to -> to.text().compareTo(root.at("traffic").at("hours").at("from").text()) <= 0)
        .ifPresent(
            to ->
                to.refuse(
                    problems,
                    "must be later than traffic.hours.from; hours that pass midnight cannot be"
                        + " declared"));
  }

  private void rises(Cursor range) {
    if (range.items().get(0).number() >= range.items().get(1).number()) {
      range.refuse(problems, "the first number must be less than the second");
    }
  }

  private void feature(Cursor feature) {
    feature.find("range").ifPresent(this::rises);
    boolean personal = feature.find("personal").stream().anyMatch(Cursor::flag);
    feature
        .find("moments")
        .filter(moments -> personal && moments.flag())
        .ifPresent(
            moments ->
                moments.refuse(
                    problems,
                    "the mean of few rows gives away what is personal; take one of the two out"));
    feature
        .find("quantiles")
        .ifPresent(shares -> rise(shares, "must be above the share before it"));
    feature
        .find("quantiles")
        .filter(shares -> personal)
        .ifPresent(
            shares ->
                shares.refuse(
                    problems, "a quantile is the value of some person; take it or personal out"));
    feature
        .find("drift")
        .filter(drift -> personal && FeaturesSection.isNumeric(feature))
        .filter(drift -> !feature.declares("range"))
        .ifPresent(
            drift ->
                drift.refuse(
                    problems,
                    "a personal numeric feature has no drift unless its range is declared, for its"
                        + " quantiles must not be shown; declare range, or take drift out"));
  }
}
