package io.tidegauge.rulegen.serving;

import io.tidegauge.rulegen.promql.Selector;
import io.tidegauge.rulegen.rules.QueryRule;
import io.tidegauge.rulegen.rules.QueryRule.Question;
import io.tidegauge.rulegen.rules.ValueFormat;
import io.tidegauge.spec.Alert.Severity;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ServingSpec;
import io.tidegauge.spec.ServingSpec.Part;
import io.tidegauge.spec.SignalSpec;
import io.tidegauge.spec.SignalSpec.Kind;
import io.tidegauge.spec.SignalSpec.Name;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The alerts on a model's server: that it is down, the rate, errors and duration of its requests
 * (RED), and the utilisation and saturation of what it runs on (USE).
 */
public final class ServingRules {
  /** No target of the server answers. */
  public static final String DOWN = "MLModelServerDown";

  /** One of several does not. */
  public static final String INSTANCE_DOWN = "MLModelServerInstanceDown";

  /** The time over which requests are looked at. */
  public static final String TIME = "5m";

  private static final Duration DOWN_FOR = Duration.ofMinutes(2);
  private static final Duration REQUESTS_FOR = Duration.ofMinutes(5);

  /** A full disk does not go away; a busy minute does. */
  private static final Duration SATURATED_FOR = Duration.ofMinutes(15);

  private ServingRules() {}

  /**
   * A signal that a rule judges.
   *
   * @param of the part that it is of, for people
   */
  public record Judged(QueryRule rule, Part part, SignalSpec signal, double limit, String of) {

    /** With the rule as it is written. */
    public Judged with(QueryRule written) {
      return new Judged(written, part, signal, limit, of);
    }

    /** Whether few requests keep it silent. */
    public boolean needsRequests() {
      return isOfRequests(signal);
    }
  }

  /** A part of what is scraped, and what people call it. */
  public record Named(String name, Part part) {}

  /** All parts, the server first. */
  public static List<Named> parts(ServingSpec serving) {
    List<Named> parts = new ArrayList<>(List.of(new Named("server", serving.server())));
    serving.container().ifPresent(part -> parts.add(new Named("container", part)));
    serving.host().ifPresent(part -> parts.add(new Named("host", part)));
    return parts;
  }

  /** The rules that say that the server is not there. */
  public static List<QueryRule> ofTargets(ModelSpec spec) {
    return spec.serving().stream()
        .map(ServingSpec::server)
        .flatMap(server -> List.of(down(spec, server), instanceDown(spec, server)).stream())
        .toList();
  }

  /** The rules of signals that have a limit, in the order of parts. */
  public static List<Judged> ofSignals(ModelSpec spec) {
    List<Judged> rules = new ArrayList<>();
    spec.serving()
        .ifPresent(
            serving -> {
              for (Named named : parts(serving)) {
                for (SignalSpec signal : named.part().signals()) {
                  limit(serving, signal)
                      .ifPresent(limit -> rules.add(judged(spec, serving, named, signal, limit)));
                }
              }
            });
    return rules;
  }

  /** The limit of a signal that a rule can judge. */
  public static Optional<Double> limit(ServingSpec serving, SignalSpec signal) {
    return signal.kind() == Kind.RATE
        ? Optional.empty()
        : Optional.ofNullable(serving.limits().get(signal.name()));
  }

  private static boolean isOfRequests(SignalSpec signal) {
    return signal.name() == Name.ERRORS || signal.name() == Name.LATENCY;
  }

  private static QueryRule down(ModelSpec spec, Part server) {
    String up = SignalQuery.selector(server, "up");
    return named(
        QueryRule.of(
            spec,
            DOWN,
            Severity.CRITICAL,
            "No target of the model's server answers.",
            "when none of the targets of " + server.job() + " answers, or there is none",
            "Prometheus cannot scrape the server of "
                + spec.name()
                + ": none of its targets answers.",
            ValueFormat.WHOLE,
            "(max(" + up + ") or vector(0)) == 0\n",
            DOWN_FOR,
            List.of(),
            List.of(new Question("1 for each target that answers", up))),
        spec,
        "server");
  }

  private static QueryRule instanceDown(ModelSpec spec, Part server) {
    String up = SignalQuery.selector(server, "up");
    return named(
        QueryRule.of(
            spec,
            INSTANCE_DOWN,
            Severity.WARNING,
            "A target of the model's server does not answer.",
            "when a target of " + server.job() + " does not answer",
            "Prometheus cannot scrape {instance}, a target of the server of " + spec.name() + ".",
            ValueFormat.WHOLE,
            "max by (instance) (" + up + ") == 0\n",
            REQUESTS_FOR,
            List.of("instance"),
            List.of(new Question("1 for each target that answers", up))),
        spec,
        "server");
  }

  private static Judged judged(
      ModelSpec spec, ServingSpec serving, Named named, SignalSpec signal, double limit) {
    SignalQuery query = new SignalQuery(named.part(), signal, serving.share(), TIME);
    boolean ofRequests = isOfRequests(signal);
    String where = signal.by().isEmpty() ? "" : " of {" + String.join("} {", signal.by()) + "}";
    ValueFormat format = format(signal.name());
    String guard =
        ofRequests && signal.kind() != Kind.LEVEL
            ? "\nand\n  " + query.requests() + " >= " + serving.minRequests()
            : "";
    QueryRule rule =
        QueryRule.of(
            spec,
            alert(signal.name()),
            signal.name() == Name.ERRORS ? Severity.CRITICAL : Severity.WARNING,
            summary(signal.name()),
            "above "
                + format.write(limit)
                + ", of the "
                + named.name()
                + (guard.isEmpty() ? "" : ", from " + serving.minRequests() + " requests on"),
            "The "
                + noun(signal.name())
                + " of the "
                + named.name()
                + " of "
                + spec.name()
                + where
                + (signal.kind() == Kind.QUANTILE
                    ? " at share " + Selector.number(serving.share())
                    : "")
                + " is {value}. The limit is "
                + format.write(limit)
                + ".",
            format,
            "  " + query.value() + "\n> " + Selector.number(limit) + guard + "\n",
            ofRequests ? REQUESTS_FOR : SATURATED_FOR,
            signal.by(),
            List.of(
                new Question("Now, of the " + named.name(), query.value()),
                new Question(
                    "An hour ago",
                    "(" + query.value().replaceAll("(}(\\[5m])?)", "$1 offset 1h") + ")")));
    return new Judged(named(rule, spec, named.name()), named.part(), signal, limit, named.name());
  }

  /** Series of a server know no model: the rule says whose it is, and of what. */
  private static QueryRule named(QueryRule rule, ModelSpec spec, String part) {
    return rule.labelled("model", spec.name()).labelled("part", part);
  }

  private static String alert(Name name) {
    return switch (name) {
      case ERRORS -> "MLModelServerErrors";
      case LATENCY -> "MLModelServerSlow";
      case QUEUE -> "MLModelServerQueue";
      case CPU -> "MLModelServerCpuBusy";
      case THROTTLING -> "MLModelServerThrottled";
      case MEMORY -> "MLModelServerMemoryFull";
      case DISK -> "MLModelServerDiskFull";
      case TRAFFIC, RECEIVED, SENT -> throw new IllegalArgumentException(name + " has no limit");
    };
  }

  /** What a signal is, for people. */
  public static String noun(Name name) {
    return switch (name) {
      case TRAFFIC -> "requests per second";
      case ERRORS -> "share of failed requests";
      case LATENCY -> "latency";
      case QUEUE -> "number of requests in the queue";
      case CPU -> "use of the processors";
      case THROTTLING -> "share of throttled periods";
      case MEMORY -> "share of the memory in use";
      case DISK -> "share of the disk in use";
      case RECEIVED -> "bytes received per second";
      case SENT -> "bytes sent per second";
    };
  }

  private static String summary(Name name) {
    return switch (name) {
      case ERRORS -> "Too many requests to the model's server fail.";
      case LATENCY -> "The model's server takes too long to answer.";
      case QUEUE -> "Too many requests wait in the model's server.";
      case CPU -> "What the model's server runs on has hardly any processor time left.";
      case THROTTLING -> "The container of the model's server is throttled.";
      case MEMORY -> "The model's server is about to run out of memory.";
      case DISK -> "What the model's server runs on is about to run out of disk.";
      case TRAFFIC, RECEIVED, SENT -> throw new IllegalArgumentException(name + " has no limit");
    };
  }

  /** How a signal's value is written. */
  public static ValueFormat format(Name name) {
    return switch (name) {
      case ERRORS, CPU, THROTTLING, MEMORY, DISK -> ValueFormat.SHARE;
      case LATENCY -> ValueFormat.TIME;
      case QUEUE, TRAFFIC, RECEIVED, SENT -> ValueFormat.WHOLE;
    };
  }
}
