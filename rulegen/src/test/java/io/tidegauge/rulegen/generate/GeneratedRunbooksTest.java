package io.tidegauge.rulegen.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.tidegauge.rulegen.Promtool;
import io.tidegauge.rulegen.Specs;
import io.tidegauge.rulegen.rules.Watchdog;
import io.tidegauge.spec.ModelSpecSchema;
import io.tidegauge.spec.PredictionKind;
import io.tidegauge.statistics.QualityMetric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every alert of whatever can be declared has a page that a person can work with. */
class GeneratedRunbooksTest {
  /** So that a page is read, and not searched. */
  private static final int LONGEST = 80;

  private static final Path RESOURCES =
      Specs.ROOT.resolve("rulegen/src/main/resources/io/tidegauge/rulegen/runbook");
  private static final Pattern SECTION = Pattern.compile("^## (.+)$", Pattern.MULTILINE);
  private static final Pattern LINK = Pattern.compile("]\\(([^)]+)\\)");
  private static final Pattern CODE = Pattern.compile("`([^`\n]+)`");
  private static final Pattern ALERT = Pattern.compile("ML(Model|Exporter)[A-Za-z0-9]+");
  private static final Pattern KEY = Pattern.compile("[a-z_]+(\\.[a-z_]+)+");

  @TempDir static Path folder;

  /** What each spec comes to, in a folder of its own: many have the same model. */
  private static final List<Workspace> WORKSPACES = new ArrayList<>();

  @BeforeAll
  static void generate() throws Exception {
    List<String> specs =
        new ArrayList<>(
            List.of(Specs.ODD, Specs.LEAST, Specs.QUICK, Specs.OBJECTIVES, Specs.SERVING));
    for (Path file : Specs.valid()) {
      String text = Files.readString(file);
      specs.add(
          file.endsWith("everything.yaml")
              ? text.replace("enabled: false", "enabled: true")
              : text);
    }
    for (PredictionKind kind : PredictionKind.values()) {
      specs.add(everyMetric(kind));
    }
    specs.add(wide());
    for (String spec : specs) {
      Workspace workspace = new Workspace(folder.resolve(Integer.toString(WORKSPACES.size())));
      workspace.generate(workspace.write("spec.yaml", spec));
      WORKSPACES.add(workspace);
    }
    Workspace examples = new Workspace(folder.resolve("examples"));
    examples.generate(Specs.examples().toArray(Path[]::new));
    WORKSPACES.add(examples);
  }

  /** A spec with a limit for every metric of quality of such a model. */
  private static String everyMetric(PredictionKind kind) {
    String limits =
        kind.metrics().stream()
            .map(metric -> metric.label() + ": 0.5")
            .collect(Collectors.joining(", "));
    return """
        model: every-metric
        database: main
        predictions: {table: log, time: at, id: id, version: v, kind: %s, score: p%s}
        features: {a: numeric}
        labels: {table: labels, id: id, value: y, time: came, mature_after: 1h}
        reference: {profile: "{version}.json"}
        alerts: {quality: {%s}}
        """
        .formatted(
            kind.name().toLowerCase(Locale.ROOT),
            switch (kind) {
              case MULTICLASS -> ", output: o";
              case RANKING -> ", ranking: {request: r}";
              default -> "";
            },
            limits);
  }

  /** A spec with more features than a statement can show. */
  private static String wide() {
    StringBuilder features = new StringBuilder();
    for (int i = 0; i < 60; i++) {
      features.append("  some_longish_number_").append(i);
      features.append(": {type: numeric, range: [0, 1], missing_values: [-999, n/a]}\n");
      features.append("  some_longish_category_").append(i);
      features.append(": {type: category, pattern: 'a*', values: [a], personal: ");
      features.append(i == 0).append("}\n");
    }
    return """
        model: wide
        database: main
        predictions:
          {table: log, time: at, id: id, version: v, kind: binary, score: p, unique: true, repeated: true}
        features:
        %sreference: {profile: "{version}.json"}
        training: {table: offline, id: id, time: at, mature_after: 1h}
        series_budget: 100000
        """
        .formatted(features);
  }

  @Test
  void everyAlertHasOneAndNothingElse() throws Exception {
    for (Workspace workspace : WORKSPACES) {
      Set<String> wanted = new TreeSet<>();
      for (Map.Entry<String, String> file : workspace.files().entrySet()) {
        if (file.getKey().endsWith(".rules.yml")) {
          String model =
              file.getKey()
                  .replace("rules/", "")
                  .replaceAll("(\\.objectives|\\.serving)?\\.rules\\.yml", "");
          for (JsonNode alert : new YAMLMapper().readTree(file.getValue()).findValues("alert")) {
            wanted.add("runbooks/" + model + "/" + alert.asText() + ".md");
          }
          // It always fires: there is nothing to be done.
          wanted.remove("runbooks/" + model + "/" + Watchdog.NAME + ".md");
        }
      }
      assertThat(pages(workspace).keySet()).containsExactlyInAnyOrderElementsOf(wanted);
    }
  }

  /** And so every alert that there is: what no spec brought would have no use for its resource. */
  @Test
  void everyResourceIsUsed() throws Exception {
    Set<String> names = new TreeSet<>();
    for (String page : allPages().values()) {
      String name = page.lines().filter(line -> line.startsWith("# ")).findFirst().orElseThrow();
      names.add(family(name.substring(2)));
    }
    try (Stream<Path> resources = Files.list(RESOURCES)) {
      assertThat(resources.map(file -> file.getFileName().toString().replace(".md", "")).toList())
          .containsExactlyInAnyOrderElementsOf(names);
    }
  }

  private static String family(String alert) {
    for (QualityMetric metric : QualityMetric.values()) {
      String name = metric.label().replace("_", "");
      for (String prefix : List.of("MLModelLow", "MLModelHigh", "MLModelExpectedLow")) {
        if (alert.equalsIgnoreCase(prefix + name)) {
          return prefix + "Quality";
        }
      }
    }
    return alert;
  }

  /** Who is paged reads the limit that was passed, not only the milder one. */
  @Test
  void everyTierIsTold(@TempDir Path other) throws Exception {
    Workspace workspace = new Workspace(other);
    workspace.generate(workspace.write("quick.yaml", Specs.QUICK));
    assertThat(workspace.files().get("runbooks/quick/MLModelMissingValues.md"))
        .contains(
            "severity **warning**, due above 5%; above 12% of `a`",
            "**critical** above 30% for 2m.");
  }

  @Test
  void everyPageHasItsSections() throws Exception {
    allPages()
        .forEach(
            (name, page) -> {
              assertThat(SECTION.matcher(page).results().map(found -> found.group(1)))
                  .as(name)
                  .containsExactly("Meaning", "Impact", "Diagnosis", "Mitigation");
              assertThat(page.split("\n## [A-Za-z]+\n", -1))
                  .as(name)
                  .allSatisfy(section -> assertThat(section.strip()).hasSizeGreaterThan(60));
              assertThat(page.lines().filter(line -> line.startsWith("<!-- Code generated by")))
                  .as(name)
                  .hasSize(1);
              assertThat(page.lines()).as(name).hasSizeLessThan(LONGEST);
              assertThat(
                      page.lines()
                          .filter(line -> line.matches("- \\*\\*(It ends|Silence)\\*\\* .*")))
                  .as(name)
                  .hasSize(2);
            });
  }

  @Test
  void nothingIsLeftToBeFilledIn() throws Exception {
    allPages()
        .forEach(
            (name, page) ->
                assertThat(page)
                    .as(name)
                    .doesNotContainPattern("\\{[A-Za-z_]+(:[A-Za-z_]*)?}")
                    .doesNotContain("METRIC", "Optional", "null,")
                    .doesNotContain("\n\n\n"));
  }

  @Test
  void linksLeadSomewhere() throws Exception {
    int links = 0;
    for (Workspace workspace : WORKSPACES) {
      for (Map.Entry<String, String> page : pages(workspace).entrySet()) {
        Path from = workspace.folder().resolve(page.getKey()).resolveSibling("");
        Matcher link = LINK.matcher(page.getValue());
        while (link.find()) {
          assertThat(from.resolve(link.group(1)).normalize()).as(page.getKey()).isRegularFile();
          links++;
        }
      }
    }
    assertThat(links).isGreaterThan(WORKSPACES.size());
  }

  @Test
  void keysOfTheSpecAreKeysOfTheSpec() throws Exception {
    JsonNode schema = new ObjectMapper().readTree(ModelSpecSchema.json());
    Set<String> keys = new TreeSet<>();
    try (Stream<Path> resources = Files.list(RESOURCES)) {
      for (Path resource : resources.toList()) {
        String text = Files.readString(resource);
        code(text.replace("{distance_key}", "psi").replace("{metric_key}", "mcc"))
            .filter(KEY.asMatchPredicate())
            .forEach(keys::add);
      }
    }
    assertThat(keys).contains("alerts.missing.above", "traffic.largest_gap");
    for (String key : keys) {
      List<JsonNode> places = List.of(schema);
      for (String part : key.split("\\.", -1)) {
        places = places.stream().flatMap(place -> place.findValues(part).stream()).toList();
      }
      assertThat(places).as(key).isNotEmpty();
    }
  }

  @Test
  void alertsThatAreNamedAreThere() throws Exception {
    Set<String> named =
        allPages().values().stream()
            .flatMap(GeneratedRunbooksTest::code)
            .filter(ALERT.asMatchPredicate())
            .collect(Collectors.toSet());
    assertThat(named).isNotEmpty();
    for (String alert : named) {
      assertThat(RESOURCES.resolve(alert + ".md")).isRegularFile();
    }
  }

  /** By Prometheus' own parser: as if each query were recorded. */
  @Test
  void prometheusReadsTheQueries(@TempDir Path other) throws Exception {
    Set<String> queries = new LinkedHashSet<>();
    for (Workspace workspace : WORKSPACES) {
      queries.addAll(RunbookQueries.promql(workspace.files()));
    }
    assertThat(queries).hasSizeGreaterThan(200);
    StringBuilder rules = new StringBuilder("groups:\n- name: queries\n  rules:\n");
    int count = 0;
    for (String query : queries) {
      rules.append("  - {record: 'query:").append(count++).append("', expr: ");
      rules.append(new ObjectMapper().writeValueAsString(query)).append("}\n");
    }
    Path file = Files.writeString(other.resolve("queries.rules.yml"), rules);
    for (Promtool promtool : Promtool.all()) {
      Promtool.Result result = promtool.checkRules(List.of(file));

      assertThat(result.status()).as(result.output()).isZero();
      assertThat(result.output()).contains(count + " rules found");
    }
  }

  /** What stands in code within the prose, not in its blocks. */
  private static Stream<String> code(String page) {
    String prose = page.replaceAll("(?ms)^```.*?^```$", "");
    return CODE.matcher(prose).results().map(found -> found.group(1));
  }

  private static SortedMap<String, String> allPages() throws Exception {
    SortedMap<String, String> all = new TreeMap<>();
    for (int i = 0; i < WORKSPACES.size(); i++) {
      for (Map.Entry<String, String> page : pages(WORKSPACES.get(i)).entrySet()) {
        all.put(i + "/" + page.getKey(), page.getValue());
      }
    }
    return all;
  }

  private static SortedMap<String, String> pages(Workspace workspace) throws Exception {
    SortedMap<String, String> pages = new TreeMap<>(workspace.files());
    pages.keySet().removeIf(file -> !file.startsWith("runbooks/"));
    return pages;
  }
}
