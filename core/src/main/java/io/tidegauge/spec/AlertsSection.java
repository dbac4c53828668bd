package io.tidegauge.spec;

import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.yaml.BooleanShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.DurationShape;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.NumberShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Rule;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.ShareShape;
import io.tidegauge.statistics.DriftDistance;
import io.tidegauge.statistics.QualityMetric;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The section {@code alerts}. */
final class AlertsSection {
  static final double DEFAULT_PSI = 0.2;
  private static final int DEFAULT_MIN_ROWS = 300;

  private static final String BELOW_ONLY =
      "unknown key \"above\"; this alert is due below a share: use below";

  private static final Field MIN_ROWS =
      Field.withDefault(
          "min_rows",
          NumberShape.integer(1, 1_000_000_000),
          DEFAULT_MIN_ROWS,
          "with fewer rows in the window there is no reading");

  private static final Field WINDOW =
      Field.optional(
          "window",
          DurationShape.between("1m", "30d"),
          "one of the windows; else the shortest that reaches min_rows at the reference's traffic");

  static final ObjectShape SHAPE =
      ObjectShape.of(
          alert("drift", drift("30m"), "a feature's values are not those of the reference"),
          alert("prediction_drift", drift("30m"), "the scores or outputs are not the reference's"),
          alert("missing", share("0.05", "10m"), "a feature's values are missing"),
          alert("invalid", share("0", "10m"), "a feature's values are NaN or infinite"),
          alert("range", share("0.01", "10m"), "values are out of range, or match no pattern"),
          alert("unseen", share("0.01", "10m"), "categories that the reference does not know"),
          alert("constant", counted("30m", "warning"), "all scores of a window are the same"),
          alert("duplicates", share("0.05", "10m"), "ids occur more than once in a window"),
          alert("repeated", share("0.5", "30m"), "rows have all the features of one before them"),
          alert("identical", share("0.5", "30m"), "too many scores are one and the same"),
          alert(
              "saturation", share("0.01", "10m"), "scores are at an end of predictions.saturation"),
          alert("volume", volume(), "there are fewer predictions than in the reference"),
          alert("freshness", timed("5m", "critical"), "no row for longer than traffic.largest_gap"),
          alert("skew", share("0.01", "30m"), "training and serving compute different values"),
          alert("quality", quality(), "predictions are worse than a limit, by their labels"),
          alert("coverage", coverage(), "too few predictions have got their label"),
          alert("fairness", fairness(), "a group is predicted positive less often than another"),
          alert("comparison", comparison(), "a version is worse than the champion, by its labels"),
          alert("value", value(), "predictions are worth too little, by their labels"),
          alert("latency", latency(), "the model takes too long to answer"),
          alert("errors", share("0.05", "10m"), "the model gives no answer"),
          alert(
              "age",
              timed("1h", "warning"),
              "the model is older than lifecycle.max_age, or a stage than its lifecycle.cadence"),
          alert(
              "training_log",
              training(),
              "losses are NaN, weights out of bounds, or too many activations zero"),
          alert(
              "schema",
              timed("5m", "warning"),
              "a column that is read is missing, or not of the reference's type"),
          alert("dependency", notice(), "a dependency has changed"),
          alert(
              "absence",
              timed("1m", "critical"),
              "no exporter has reported the model for five minutes"),
          alert(
              "unreadable",
              timed("15m", "warning"),
              "a monitor of the model, or a KPI, cannot be read"));

  private AlertsSection() {}

  private static Field alert(String name, Shape shape, String meaning) {
    return Field.withDefault(name, shape, new TreeMap<>(), "alert: " + meaning);
  }

  private static Shape drift(String pending) {
    Field[] distances =
        DriftSection.DISTANCES.stream()
            .map(
                name ->
                    Field.optional(
                        name,
                        NumberShape.POSITIVE,
                        "the threshold, in this distance; psi 0.2 where no distance is named"))
            .toArray(Field[]::new);
    return ObjectShape.of(distances)
        .and(
            Field.withDefault(
                "noise",
                NumberShape.between("0.5", "0.99999"),
                new BigDecimal("0.999"),
                "the probability with which sampling alone stays below the noise"))
        .and(counted(pending, "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(distances))
        .with(Rule.atMostOne(DriftSection.DISTANCES));
  }

  private static ObjectShape share(String above, String pending) {
    Field limit =
        Field.withDefault(
            "above",
            new ShareShape(),
            new BigDecimal(above),
            "the share of rows above which the alert is due");
    return ObjectShape.of(limit)
        .and(counted(pending, "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limit));
  }

  private static ObjectShape training() {
    return ObjectShape.of(
            Field.withDefault(
                "above",
                new ShareShape(),
                BigDecimal.ZERO,
                "the share of steps above which the alert is due"))
        .and(timed("0s", "warning").fields().toArray(Field[]::new));
  }

  private static ObjectShape volume() {
    Field limit = below("0.5", "the share of the reference's traffic below which the alert is due");
    return ObjectShape.of(limit, WINDOW)
        .and(timed("30m", "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limit))
        .refusing("above", BELOW_ONLY);
  }

  private static ObjectShape coverage() {
    Field limit = below("0.1", "the share of labelled predictions below which it is due");
    return ObjectShape.of(limit)
        .and(counted("1h", "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limit))
        .refusing("above", BELOW_ONLY);
  }

  /** Four fifths: from where on the US Uniform Guidelines (29 CFR 1607.4) see adverse impact. */
  private static ObjectShape fairness() {
    Field limit = below("0.8", "the disparate impact below which it is due");
    return ObjectShape.of(limit)
        .and(counted("1h", "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limit))
        .refusing("above", BELOW_ONLY);
  }

  private static Field below(String share, String meaning) {
    return Field.withDefault("below", new ShareShape(), new BigDecimal(share), meaning);
  }

  private static ObjectShape quality() {
    Field[] limits =
        Arrays.stream(QualityMetric.values()).map(AlertsSection::quality).toArray(Field[]::new);
    return ObjectShape.of(limits)
        .and(counted("1h", "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limits));
  }

  private static Field quality(QualityMetric metric) {
    String worse = metric.higherIsBetter() ? "below" : "above";
    return Field.optional(
        metric.label(),
        NumberShape.ANY,
        "the " + metric.title() + " " + worse + " which it is due");
  }

  private static ObjectShape value() {
    Field limit =
        Field.optional(
            "below",
            NumberShape.ANY,
            "the mean value of a prediction below which it is due; there is none where it is"
                + " left out");
    return ObjectShape.of(limit)
        .and(counted("1h", "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limit))
        .refusing("above", "unknown key \"above\"; this alert is due below a value: use below");
  }

  private static ObjectShape latency() {
    Field limit =
        Field.optional(
            "above",
            DurationShape.between("1ms", "1h"),
            "the time above which the alert is due; there is none where it is left out");
    return ObjectShape.of(
            limit,
            Field.withDefault(
                "share",
                NumberShape.between("0.5", "0.999"),
                new BigDecimal("0.99"),
                "the share of the predictions that must be answered in that time"),
            Field.optional(
                "trend",
                DurationShape.between("1ms", "1h"),
                "the growth of the mean latency in a day above which an alert is due; there is none"
                    + " where it is left out"))
        .and(counted("10m", "warning").fields().toArray(Field[]::new))
        .and(AlertVariants.of(limit));
  }

  /**
   * A worse shadow harms nobody: it is the answer that someone waits for. So the alert is on, and
   * wakes nobody; whoever lets a challenger answer customers sets its severity.
   */
  private static ObjectShape comparison() {
    return ObjectShape.of(
            MIN_ROWS,
            Field.optional(
                "window",
                DurationShape.between("1m", "30d"),
                "one of the windows; else the longest: a comparison needs many rows"))
        .and(timed("1h", "info").fields().toArray(Field[]::new));
  }

  private static ObjectShape counted(String pending, String severity) {
    return ObjectShape.of(MIN_ROWS, WINDOW)
        .and(timed(pending, severity).fields().toArray(Field[]::new));
  }

  private static ObjectShape timed(String pending, String severity) {
    return ObjectShape.of(
        Field.withDefault(
            "for",
            DurationShape.between("0s", "30d"),
            pending,
            "how long the condition must hold before anyone is told"),
        Field.withDefault(
            "keep_firing_for",
            DurationShape.between("0s", "30d"),
            "15m",
            "how long the alert fires on after the condition has ended"),
        Field.withDefault(
            "severity", Words.choice("severity", Severity.values()), severity, "who is told"),
        Field.withDefault(
            "retrain",
            new BooleanShape(),
            false,
            "true labels the alert, so that Alertmanager can start a training"),
        Field.withDefault("enabled", new BooleanShape(), true, "false turns the alert off"));
  }

  /**
   * Of a change, which is over as soon as it has happened: whoever should know is told for a while.
   */
  private static ObjectShape notice() {
    return ObjectShape.of(
            Field.withDefault(
                "within",
                DurationShape.between("1m", "30d"),
                "1h",
                "for how long after the change the alert is due"))
        .and(timed("0s", "info").fields().toArray(Field[]::new));
  }

  /** The keys of every limit that an alert can have. */
  static Set<String> limitKeys() {
    Set<String> keys = new TreeSet<>(List.of("above", "below", "trend"));
    keys.addAll(DriftSection.DISTANCES);
    Arrays.stream(QualityMetric.values()).map(QualityMetric::label).forEach(keys::add);
    return keys;
  }

  static AlertsSpec bind(Cursor cursor) {
    return new AlertsSpec(
        driftAlert(cursor.at("drift")),
        driftAlert(cursor.at("prediction_drift")),
        alert(cursor.at("missing")),
        alert(cursor.at("invalid")),
        alert(cursor.at("range")),
        alert(cursor.at("unseen")),
        alert(cursor.at("constant")),
        alert(cursor.at("duplicates")),
        alert(cursor.at("repeated")),
        alert(cursor.at("identical")),
        alert(cursor.at("saturation")),
        alert(cursor.at("volume")),
        alert(cursor.at("freshness")),
        alert(cursor.at("skew")),
        qualityAlert(cursor.at("quality")),
        alert(cursor.at("coverage")),
        alert(cursor.at("fairness")),
        alert(cursor.at("comparison")),
        valueAlert(cursor.at("value")),
        latencyAlert(cursor.at("latency")),
        alert(cursor.at("errors")),
        alert(cursor.at("age")),
        alert(cursor.at("training_log")),
        alert(cursor.at("schema")),
        noticeAlert(cursor.at("dependency")),
        alert(cursor.at("absence")),
        alert(cursor.at("unreadable")));
  }

  private static DriftAlert driftAlert(Cursor cursor) {
    Optional<String> named =
        DriftSection.DISTANCES.stream().filter(name -> cursor.find(name).isPresent()).findFirst();
    double threshold = named.map(name -> cursor.at(name).number()).orElse(DEFAULT_PSI);
    return new DriftAlert(
        named.map(DriftSection::distance).orElse(DriftDistance.PSI),
        cursor.at("noise").number(),
        alert(cursor, threshold));
  }

  private static QualityAlert qualityAlert(Cursor cursor) {
    SortedMap<QualityMetric, Double> limits = new TreeMap<>();
    for (QualityMetric metric : QualityMetric.values()) {
      cursor.find(metric.label()).ifPresent(limit -> limits.put(metric, limit.number()));
    }
    return new QualityAlert(limits, alert(cursor, 0));
  }

  private static LatencyAlert latencyAlert(Cursor cursor) {
    OptionalDouble limit =
        cursor.find("above").stream().mapToDouble(AlertsSection::seconds).findFirst();
    OptionalDouble trend =
        cursor.find("trend").stream().mapToDouble(AlertsSection::seconds).findFirst();
    return new LatencyAlert(cursor.at("share").number(), limit, trend, alert(cursor, 0));
  }

  private static ValueAlert valueAlert(Cursor cursor) {
    OptionalDouble limit = cursor.find("below").stream().mapToDouble(Cursor::number).findFirst();
    return new ValueAlert(limit, alert(cursor, 0));
  }

  static double seconds(Cursor duration) {
    return duration.duration().toMillis() / 1e3;
  }

  private static Alert alert(Cursor cursor) {
    Optional<Cursor> threshold = cursor.find("above").or(() -> cursor.find("below"));
    return alert(cursor, threshold.map(Cursor::share).orElse(0.0));
  }

  private static Alert noticeAlert(Cursor cursor) {
    return alert(cursor, seconds(cursor.at("within")));
  }

  private static Alert alert(Cursor cursor, double threshold) {
    Optional<Duration> window = cursor.find("window").map(Cursor::duration);
    return new Alert(
        cursor.at("enabled").flag(),
        threshold,
        cursor.find("min_rows").map(Cursor::integer).orElse(0),
        window,
        cursor.at("for").duration(),
        cursor.at("keep_firing_for").duration(),
        Words.constant(Severity.values(), cursor.at("severity").text()),
        cursor.at("retrain").flag());
  }
}
