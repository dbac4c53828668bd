package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.rules.Traffic;
import io.tidegauge.rulegen.text.JsonText;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The dashboards of all specs that there are to try, and the fleet's, as they are written. */
final class Boards {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern SPEC = Pattern.compile("(?m)^\"?model\"?:");
  private static final Path VALID = Path.of("../core/src/test/resources/specs/valid");

  private static final String ODD =
      """
      model: Odd.one_with-a.name-that-is_longer.than-a.uid-may_be.OK
      database: d.b-1
      predictions: {table: t, time: ts, version: v, kind: regression}
      features:
        income.net-of_tax: {type: numeric, expr: "x ->> '$.a\\"b'"}
        _x: {type: numeric, range: [-1, 1], missing: 100%}
        very_long_name_of_a_feature_that_nobody_can_read_at_once_but_that_is_there: category
      alerts: {missing: {enabled: false}}
      """;

  /** A dashboard, written and read again. */
  record Written(String name, String text) {
    JsonNode json() {
      try {
        return JSON.readTree(text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The panels that ask something. */
    List<JsonNode> panels() {
      return Stream.of(json().path("panels"))
          .flatMap(panels -> panels.valueStream())
          .filter(panel -> !panel.path("type").asText().equals("row"))
          .toList();
    }

    List<String> expressions() {
      return panels().stream()
          .flatMap(panel -> panel.path("targets").valueStream())
          .map(target -> target.path("expr").asText())
          .toList();
    }

    @Override
    public String toString() {
      return name;
    }
  }

  private Boards() {}

  static List<Written> all() {
    List<Written> all = new ArrayList<>();
    all.add(new Written("fleet", JsonText.of(FleetBoard.of(List.of("Mark.")).json())));
    for (ModelSpec spec : specs()) {
      all.add(of(spec));
    }
    return all;
  }

  static Written of(ModelSpec spec) {
    List<AlertRule> rules = AlertRule.of(spec, Traffic.UNKNOWN);
    return new Written(
        spec.name() + " (" + spec.features().size() + " features)",
        JsonText.of(ModelBoard.of(spec, rules, List.of("Mark.")).json()));
  }

  /** The examples', the valid ones of the spec's tests, and an odd one. */
  static List<ModelSpec> specs() {
    List<ModelSpec> specs = new ArrayList<>();
    specs.add(ModelSpecReader.read("odd.yaml", ODD));
    try (Stream<Path> examples = Files.walk(Path.of("../examples"), 4);
        Stream<Path> valid = Files.list(VALID)) {
      Stream.concat(examples, valid)
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .filter(Boards::isSpec)
          .forEach(file -> specs.add(ModelSpecReader.read(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return specs;
  }

  private static boolean isSpec(Path file) {
    try {
      return file.startsWith(VALID) || SPEC.matcher(Files.readString(file)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
