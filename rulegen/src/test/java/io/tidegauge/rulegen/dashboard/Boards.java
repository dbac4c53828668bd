package io.tidegauge.rulegen.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.rulegen.rules.AlertRule;
import io.tidegauge.rulegen.text.JsonText;
import io.tidegauge.spec.ModelSpec;
import io.tidegauge.spec.ModelSpecReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The dashboards of all specs that there are to try, and the fleet's, as they are written. */
final class Boards {
  private static final ObjectMapper JSON = new ObjectMapper();

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
      return json()
          .path("panels")
          .valueStream()
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

  static List<Written> all() throws IOException {
    List<Written> all = new ArrayList<>();
    all.add(fleet());
    all.add(written("operations", FleetViews.operations(List.of("Mark."))));
    all.add(written("business", FleetViews.business(List.of("Mark."))));
    for (ModelSpec spec : specs()) {
      all.add(of(spec));
      all.add(ofFeatures(spec));
    }
    return all;
  }

  static Written fleet() {
    return written("fleet", FleetBoard.of(List.of("Mark.")));
  }

  static Written of(ModelSpec spec) {
    List<AlertRule> rules = AlertRule.of(spec, Optional.empty());
    List<BoardLink> more = List.of(new BoardLink("Runbooks", "https://example.com"));
    return written(spec.name(), ModelBoard.of(spec, rules, more, List.of("Mark.")));
  }

  private static Written ofFeatures(ModelSpec spec) {
    List<AlertRule> rules = AlertRule.of(spec, Optional.empty());
    return written(spec.name() + " features", ModelBoard.ofFeatures(spec, rules, List.of("Mark.")));
  }

  private static Written written(String name, Board board) {
    return new Written(name, JsonText.of(board.json()));
  }

  static List<ModelSpec> specs() throws IOException {
    List<ModelSpec> specs = new ArrayList<>();
    Stream.of(Specs.ODD, Specs.LEAST, Specs.QUICK, Specs.OBJECTIVES, Specs.SERVING)
        .map(text -> ModelSpecReader.read("test.yaml", text))
        .forEach(specs::add);
    Stream.concat(Specs.examples().stream(), Specs.valid().stream())
        .map(ModelSpecReader::read)
        .forEach(specs::add);
    return specs;
  }
}
