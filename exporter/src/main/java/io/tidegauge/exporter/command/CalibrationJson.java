package io.tidegauge.exporter.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.calibration.Calibration;
import io.tidegauge.calibration.Calibrator;
import io.tidegauge.calibration.Detection;
import io.tidegauge.calibration.FalseAlarms;
import io.tidegauge.monitor.Windows;
import io.tidegauge.spec.yaml.DurationText;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;

/** What a calibration rests on, to be kept beside the spec: the same whenever it is made. */
final class CalibrationJson {
  private static final MathContext DIGITS = new MathContext(4);

  private CalibrationJson() {}

  static String of(CalibrationReport report) throws IOException {
    Calibration found = report.found();
    ObjectNode all = JsonNodeFactory.instance.objectNode();
    all.put("model", report.spec().name())
        .put("alert", "drift")
        .put("distance", report.spec().alerts().drift().distance().label())
        .put("window", Windows.label(found.evaluations().window()))
        .put("from", report.from().toString())
        .put("to", report.to().toString())
        .put("step", DurationText.of(found.evaluations().step()))
        .put("budget", report.budget().toString());
    all.putObject("blocks")
        .put("count", found.blocks().count())
        .put("length", DurationText.of(found.blocks().length()));
    all.put("found_within", DurationText.of(report.within()));
    ArrayNode left = all.putArray("left_out");
    report
        .incidents()
        .forEach(
            one ->
                left.addObject()
                    .put("from", one.from().toString())
                    .put("to", one.to().toString())
                    .put("why", one.why()));
    all.put("for", DurationText.of(found.pending()));
    all.set("false_alarms_in_30d", alarms(found.alarms()));
    all.set("false_alarms_in_30d_before", alarms(found.alarmsNow()));
    ArrayNode features = all.putArray("features");
    for (Calibration.CalibratedFeature feature : found.features()) {
      ObjectNode node =
          features
              .addObject()
              .put("feature", feature.feature())
              .put("readings", feature.readings())
              .put("limit_before", number(feature.now()))
              .put("limit", number(feature.proposed()));
      node.set("false_alarms_in_30d", alarms(feature.alarms()));
      node.set("found", found(feature.found()));
    }
    ArrayNode budgets = all.putArray("other_budgets");
    for (Calibration.TradeOff one : found.tradeOffs()) {
      budgets
          .addObject()
          .put("false_alarms_in_30d", number(one.budget()))
          .put("median_limit", number(one.limit()))
          .set("found", found(one.found()));
    }
    ArrayNode pending = all.putArray("for_tried");
    for (Calibration.Pending one : found.tried()) {
      pending
          .addObject()
          .put("for", DurationText.of(one.pending()))
          .set("found", found(one.found()));
    }
    return PrettyJson.of(all);
  }

  private static ObjectNode alarms(FalseAlarms alarms) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("expected", number(alarms.monthly()))
        .put("low", number(alarms.interval().low()))
        .put("high", number(alarms.interval().high()));
  }

  private static ArrayNode found(List<Detection> found) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int size = 0; size < found.size(); size++) {
      Detection one = found.get(size);
      ObjectNode node =
          array
              .addObject()
              .put("shift_sd", number(Calibrator.SHIFTS.get(size)))
              .put("found", one.found())
              .put("of", one.shifts());
      one.interval()
          .ifPresent(
              share -> node.put("low", number(share.low())).put("high", number(share.high())));
      if (one.shifts() > 0) {
        node.put("mean_hours", number(one.meanHours()));
      }
    }
    return array;
  }

  private static BigDecimal number(double value) {
    return value == 0 ? BigDecimal.ZERO : new BigDecimal(value).round(DIGITS).stripTrailingZeros();
  }
}
