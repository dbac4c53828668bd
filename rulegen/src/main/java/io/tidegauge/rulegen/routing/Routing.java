package io.tidegauge.rulegen.routing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.monitor.AlertLimits;
import io.tidegauge.rulegen.rules.AlertingRule;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.InvalidSpecException;
import io.tidegauge.spec.RoutingSpec;
import io.tidegauge.spec.yaml.Problem;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** The files for Alertmanager. */
public final class Routing {
  private Routing() {}

  /**
   * The texts of the files, by their names.
   *
   * @param header the comment on top of each
   * @param file the generator's config, for messages
   * @param base Alertmanager's config as the user has it
   * @param rules all that are generated but for the one that always fires
   * @throws InvalidSpecException if the base has no root route, or lacks a receiver, or an
   *     inhibition names what is not there
   */
  public static SortedMap<String, String> files(
      String header,
      String file,
      RoutingSpec routing,
      JsonNode base,
      Collection<? extends AlertingRule> rules) {
    Receivers receivers = new Receivers(routing);
    check(file, routing, base, receivers);
    checkRetrain(file, routing, rules);
    List<Inhibition> inhibitions = Inhibitions.of(rules, file, routing.inhibitions());
    ObjectNode config = new AlertmanagerConfig(receivers, inhibitions).addedTo((ObjectNode) base);
    SortedMap<String, String> files = new TreeMap<>();
    files.put("alertmanager.yml", header + YamlText.of(config));
    files.put("routes.test.sh", RouteTests.text(header, receivers, rules));
    return files;
  }

  private static void check(String file, RoutingSpec routing, JsonNode base, Receivers receivers) {
    List<Problem> problems = new ArrayList<>();
    if (!base.path("route").isObject()) {
      problems.add(problem(file, "routing.base", routing.base() + " has no root route"));
    }
    SortedSet<String> there =
        StreamSupport.stream(base.path("receivers").spliterator(), false)
            .map(receiver -> receiver.path("name").asText())
            .collect(Collectors.toCollection(TreeSet::new));
    receivers
        .named()
        .forEach(
            (name, key) -> {
              if (!there.contains(name)) {
                problems.add(
                    problem(
                        file,
                        key,
                        routing.base()
                            + " has no receiver "
                            + name
                            + "; it has "
                            + (there.isEmpty() ? "none" : String.join(", ", there))));
              }
            });
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems);
    }
  }

  /** An alert that is to start a training, and starts none, would be waited for. */
  private static void checkRetrain(
      String file, RoutingSpec routing, Collection<? extends AlertingRule> rules) {
    if (routing.retrain().isEmpty()) {
      rules.stream()
          .filter(rule -> rule.labels().containsKey(AlertLimits.RETRAIN))
          .findFirst()
          .ifPresent(
              rule -> {
                throw new InvalidSpecException(
                    List.of(
                        problem(
                            file,
                            "routing.retrain",
                            "is missing, and "
                                + rule.name()
                                + " asks for a training; name the receiver that starts one")));
              });
    }
  }

  private static Problem problem(String file, String path, String message) {
    return new Problem(file, 1, 1, path, message);
  }
}
