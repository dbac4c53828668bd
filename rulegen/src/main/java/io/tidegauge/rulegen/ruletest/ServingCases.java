package io.tidegauge.rulegen.ruletest;

import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.ruletest.TestCase.Expectation;
import io.tidegauge.rulegen.ruletest.TestCase.Fires;
import io.tidegauge.rulegen.ruletest.TestCase.Firing;
import io.tidegauge.rulegen.ruletest.TestCase.Rests;
import io.tidegauge.rulegen.ruletest.TestCase.Samples;
import io.tidegauge.rulegen.serving.ServingRules;
import io.tidegauge.rulegen.serving.ServingRules.Judged;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ServingSpec.Part;
import io.tidegauge.spec.SignalSpec.Kind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The tests of the alerts on a model's server: each fires just past its limit at its time and no
 * sooner, is silent just below it, with too few requests, and of another job. What is compared is a
 * rate or a gauge, so that nothing is said of the limit itself.
 */
final class ServingCases {
  private static final Duration STEP = Duration.ofMinutes(1);
  private static final String OTHER_JOB = "another-job";
  private static final String A = "a:80";
  private static final String B = "b:80";

  private final ModelSpec spec;

  ServingCases(ModelSpec spec) {
    this.spec = spec;
  }

  List<TestCase> all(List<QueryRule> targets, List<Judged> signals) {
    List<TestCase> cases = new ArrayList<>();
    spec.serving()
        .ifPresent(
            serving -> {
              for (QueryRule rule : targets) {
                cases.addAll(
                    rule.name().equals(ServingRules.DOWN)
                        ? down(rule, serving.server())
                        : instanceDown(rule, serving.server()));
              }
            });
    signals.forEach(judged -> cases.addAll(of(judged)));
    return cases;
  }

  private List<TestCase> down(QueryRule rule, Part server) {
    int pending = steps(rule);
    Firing firing = firing(rule, new TreeMap<>(), 0);
    List<Expectation> life =
        List.of(fires(rule, pending - 1), fires(rule, pending, firing), fires(rule, pending + 2));
    String mends = "0x" + pending + " 0 1x3";
    return List.of(
        test(rule, "none answers", List.of(up(server, A, mends), up(server, B, mends)), life),
        test(
            rule,
            "there is none",
            List.of(new Samples(text("up", labels(OTHER_JOB, server, A)), "1x9")),
            life.subList(0, 2)),
        silent(rule, "one answers", List.of(up(server, A, "0x9"), up(server, B, "1x9"))));
  }

  private List<TestCase> instanceDown(QueryRule rule, Part server) {
    int pending = steps(rule);
    SortedMap<String, String> found = new TreeMap<>();
    found.put("instance", A);
    Firing firing = firing(rule, found, 0);
    return List.of(
        test(
            rule,
            "one does not answer",
            List.of(up(server, A, "0x" + pending + " 0 1x3"), up(server, B, "1x" + (pending + 4))),
            List.of(
                fires(rule, pending - 1), fires(rule, pending, firing), fires(rule, pending + 2))),
        silent(
            rule,
            "of another job",
            List.of(new Samples(text("up", labels(OTHER_JOB, server, A)), "0x9"))));
  }

  private List<TestCase> of(Judged judged) {
    QueryRule rule = judged.rule();
    String place = " (" + judged.of() + ")";
    boolean counted = isCounted(judged.signal().kind());
    // One sample is no rate.
    int begins = counted ? 1 : 0;
    int fires = begins + steps(rule);
    double past = past(judged);
    double below = 0.98 * judged.limit();
    int length = fires + 2;
    SignalSamples samples = new SignalSamples(judged, spec, length);
    List<TestCase> cases = new ArrayList<>();
    SortedMap<String, String> by = new TreeMap<>();
    judged.signal().by().forEach(label -> by.put(label, SignalSamples.labelValue(label)));
    cases.add(
        test(
            rule,
            "past its limit" + place,
            samples.of(judged.part().job(), past, SignalSamples.MANY),
            List.of(fires(rule, fires - 1), fires(rule, fires, firing(rule, by, past)))));
    cases.add(
        silent(
            rule,
            "below its limit" + place,
            samples.of(judged.part().job(), below, SignalSamples.MANY)));
    cases.add(
        silent(rule, "of another job" + place, samples.of(OTHER_JOB, past, SignalSamples.MANY)));
    if (judged.needsRequests() && counted) {
      double few = spec.serving().orElseThrow().minRequests() - 0.5;
      cases.add(
          silent(rule, "too few requests" + place, samples.of(judged.part().job(), past, few)));
    }
    return cases;
  }

  private static double past(Judged judged) {
    double past = 1.02 * judged.limit();
    boolean share = ServingRules.format(judged.signal().name()).write(1).equals("100%");
    return share ? Math.min(past, (1 + judged.limit()) / 2) : past;
  }

  private static boolean isCounted(Kind kind) {
    return switch (kind) {
      case RATE, RATIO, MEAN, QUANTILE, IDLE -> true;
      case USED, FREE, LEVEL -> false;
    };
  }

  private static int steps(QueryRule rule) {
    return Math.toIntExact(rule.pending().dividedBy(STEP));
  }

  private Samples up(Part server, String instance, String values) {
    return new Samples(text("up", labels(server.job(), server, instance)), values);
  }

  private static SortedMap<String, String> labels(String job, Part part, String instance) {
    SortedMap<String, String> labels = new TreeMap<>(part.labels());
    labels.put("job", job);
    labels.put("instance", instance);
    return labels;
  }

  static String text(String metric, SortedMap<String, String> labels) {
    StringBuilder text = new StringBuilder(metric).append('{');
    labels.forEach(
        (label, value) -> {
          text.append(text.charAt(text.length() - 1) == '{' ? "" : ", ");
          text.append(label).append('=').append(Selector.quoted(value));
        });
    return text.append('}').toString();
  }

  private static Firing firing(QueryRule rule, SortedMap<String, String> series, double value) {
    SortedMap<String, String> labels = new TreeMap<>(series);
    labels.putAll(rule.labels());
    return new Firing(labels, new TreeMap<>(rule.annotations(labels, value)));
  }

  private static Fires fires(QueryRule rule, int at, Firing... firing) {
    return new Fires(STEP.multipliedBy(at), rule.name(), List.of(firing));
  }

  private static TestCase test(
      QueryRule rule, String when, List<Samples> series, List<Expectation> expected) {
    return new TestCase(rule.name() + ": " + when, STEP, series, expected);
  }

  private static TestCase silent(QueryRule rule, String when, List<Samples> series) {
    return test(
        rule,
        when,
        series,
        List.of(
            // A rate over five minutes is what it says when these have passed.
            new Rests(STEP.multipliedBy(4), rule.name(), Optional.empty()),
            new Rests(STEP.multipliedBy(6), rule.name(), Optional.empty())));
  }
}
