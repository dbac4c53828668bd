package io.tidegauge.rulegen.rules;

import static io.tidegauge.monitor.AlertLimits.CARRIED;
import static io.tidegauge.monitor.AlertLimits.CLEARING;
import static io.tidegauge.monitor.AlertLimits.LIMIT;
import static io.tidegauge.monitor.AlertLimits.MIN_ROWS;

import io.tidegauge.monitor.AlertDefinition;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.monitor.Condition;
import io.tidegauge.monitor.Condition.Side;
import io.tidegauge.monitor.MetricDefinition;
import io.tidegauge.rulegen.promql.LabelValues;
import io.tidegauge.rulegen.promql.Selector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The PromQL of a condition whose limits are series: that of {@link AlertExpression}, for every
 * model that has limits of this kind.
 *
 * <p>Each exporter's readings meet its own limits. Of these one is taken for each place: an owner
 * that changes has two series for as long as scrapes are bridged, and Prometheus would refuse the
 * whole rule for all models.
 *
 * @param limits those past which the alert is due
 * @param clearing those within which it ends; none where no model has any
 */
record GenericExpression(
    AlertDefinition alert, Condition.Past past, Found limits, Optional<Found> clearing) {

  /** What limits some model has. */
  enum Found {
    /** The same for all features. */
    ONE,
    /** And features with limits of their own. */
    OWN
  }

  private static final List<String> TARGET = List.of("instance", "job", "pod");
  private static final String FEATURE = "feature";
  private static final String NONE = "";

  /** In a printf of Go, text in quotes. */
  private static final String ASKED = "%q";

  String text() {
    List<String> clauses = new ArrayList<>(clauses(past, LIMIT, limits, NONE));
    String firing = new AlertExpression(Optional.empty(), alert).firing(past);
    clearing.ifPresent(found -> clauses.addAll(clauses(past.noisy(), CLEARING, found, firing)));
    List<String> dropped = new ArrayList<>(List.of("instance", "pod"));
    past.unless().map(Condition.Zero::label).ifPresent(dropped::add);
    return (past.side() == Side.ABOVE ? "max" : "min")
        + list(" without", dropped)
        + " (\n"
        + String.join("\nor\n", clauses).indent(2)
        + ")\n";
  }

  /** An expression in Go's templates that comes to a query for the limit of an alert. */
  String limitQuery() {
    boolean byFeature = past.reading().labels().contains(FEATURE);
    Selector model = ofAlert(LIMIT).with("model", ASKED);
    String asked = newest(byFeature ? model.with(FEATURE, NONE) : model);
    String labels = " $labels.job $labels.model";
    if (limits == Found.OWN) {
      asked = newest(model.with(FEATURE, ASKED)) + " or " + asked;
      labels = " $labels.feature" + labels + labels;
    }
    return "printf `" + asked + "`" + labels;
  }

  private List<String> clauses(
      Condition.Past judged, MetricDefinition metric, Found found, String and) {
    Selector all = ofKind(metric);
    boolean byFeature = judged.reading().labels().contains(FEATURE);
    Selector usual = byFeature ? all.with(FEATURE, NONE) : all;
    List<String> agreed = new ArrayList<>(AlertLimits.agreed(judged));
    if (found == Found.ONE) {
      return List.of(clause(judged, usual, agreed, NONE) + and);
    }
    String ofOthers = clause(judged, usual, agreed, unlessOwn(all)) + and;
    agreed.add(FEATURE);
    return List.of(ofOthers, clause(judged, own(all), agreed, NONE) + and);
  }

  private String clause(
      Condition.Past judged, Selector chosen, Collection<String> agreed, String others) {
    StringBuilder text = new StringBuilder();
    String reading = held(judged.reading()).newest();
    text.append("  ")
        .append(judged.overVersions() ? "sum without (version) (" + reading + ")" : reading);
    judged.noise().ifPresent(noise -> text.append("\n> ").append(held(noise).newest()));
    List<String> carried = new ArrayList<>(CARRIED);
    judged.unless().map(Condition.Zero::label).ifPresent(carried::add);
    text.append('\n').append(judged.side() == Side.ABOVE ? "> " : "< ").append(on(agreed));
    text.append(list(" group_left", new TreeSet<>(carried)));
    text.append("\n  topk").append(list(" by", ofTarget(agreed)));
    text.append(" (1, ").append(chosen.newest()).append(")").append(others);
    judged.rows().ifPresent(rows -> text.append(enough(rows)));
    judged
        .unless()
        .ifPresent(
            zero ->
                text.append("\nunless ")
                    .append(on(List.of(zero.label())))
                    .append("\n  ")
                    .append(Selector.of(zero.metric()).newest())
                    .append(" == 0"));
    return text.toString();
  }

  private String enough(MetricDefinition rows) {
    return "\nand "
        + on(rows.labels())
        + "\n  "
        + held(rows).newest()
        + "\n  >= "
        + on(List.of("model"))
        + " group_left ()\n    max"
        + list(" by", ofTarget(List.of("model")))
        + " ("
        + ofAlert(MIN_ROWS).newest()
        + ")";
  }

  private Selector ofAlert(MetricDefinition metric) {
    return Selector.of(metric)
        .with("alert", alert.name())
        .with("severity", alert.settings().severity().label());
  }

  /** The limit of the job and model of an alert, which the template fills in. */
  private static String newest(Selector limit) {
    String filled = limit.newest().replace(Selector.quoted(ASKED), ASKED);
    return "max by (model) (" + filled.replace("model=", "job=" + ASKED + ", model=") + ")";
  }

  private static String unlessOwn(Selector all) {
    return "\nunless " + on(List.of(FEATURE, "model")) + "\n  " + own(all).newest();
  }

  private static Selector own(Selector all) {
    return all.with(FEATURE, LabelValues.except(List.of(NONE)));
  }

  /** The limits of this kind: those of all models, wherever they hold. */
  private Selector ofKind(MetricDefinition metric) {
    Selector all = Selector.of(metric);
    for (Map.Entry<String, String> label : AlertLimits.kind(alert).entrySet()) {
      all = all.with(label.getKey(), label.getValue());
    }
    for (String label : AlertLimits.open(past)) {
      all = all.with(label, NONE);
    }
    for (String label : AlertLimits.agreed(past)) {
      if (past.where().containsKey(label)) {
        all = all.with(label, LabelValues.except(List.of(NONE)));
      }
    }
    return all;
  }

  /** A metric, with the labels held to values that are the same for all models. */
  private Selector held(MetricDefinition metric) {
    List<String> agreed = AlertLimits.agreed(past);
    Selector selector = Selector.of(metric);
    for (Map.Entry<String, NavigableSet<String>> label : past.where().entrySet()) {
      if (!agreed.contains(label.getKey()) && metric.labels().contains(label.getKey())) {
        selector = selector.with(label.getKey(), LabelValues.only(label.getValue()));
      }
    }
    return selector;
  }

  private static String on(Collection<String> labels) {
    return list("on", ofTarget(labels));
  }

  private static Collection<String> ofTarget(Collection<String> labels) {
    return Stream.concat(labels.stream(), TARGET.stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static String list(String word, Collection<String> labels) {
    return word + " (" + String.join(", ", labels) + ")";
  }
}
