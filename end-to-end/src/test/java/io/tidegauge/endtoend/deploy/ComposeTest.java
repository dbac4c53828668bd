package io.tidegauge.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tidegauge.endtoend.Program;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The composed stack, as docker compose itself reads it. */
class ComposeTest {
  @TempDir private static Path folder;
  private static JsonNode config;

  @BeforeAll
  static void read() throws Exception {
    Path json = folder.resolve("compose.json");
    Program.find("docker-compose")
        .run(
            folder.resolve("log"),
            "--file=" + Program.file("docker-compose.yml"),
            "config",
            "--format=json",
            "--output=" + json);
    config = new ObjectMapper().readTree(json.toFile());
  }

  private static void eachService(BiConsumer<String, JsonNode> check) {
    assertThat(names()).hasSize(6);
    config.get("services").properties().forEach(one -> check.accept(one.getKey(), one.getValue()));
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>();
    config.get("services").fieldNames().forEachRemaining(names::add);
    return names;
  }

  @Test
  void everyServiceIsHardened() {
    eachService(
        (name, service) -> {
          assertThat(service.path("read_only").asBoolean()).as(name).isTrue();
          assertThat(service.path("cap_drop"))
              .as(name)
              .extracting(JsonNode::asText)
              .containsExactly("ALL");
          assertThat(service.path("security_opt"))
              .as(name)
              .extracting(JsonNode::asText)
              .containsExactly("no-new-privileges:true");
          assertThat(service.path("mem_limit").asLong()).as(name).isBetween(1L << 24, 1L << 30);
          assertThat(service.has("privileged")).as(name).isFalse();
        });
  }

  @Test
  void portsArePublishedToThisMachineOnly() {
    List<Integer> published = new ArrayList<>();
    eachService(
        (name, service) ->
            service
                .path("ports")
                .forEach(
                    port -> {
                      assertThat(port.path("host_ip").asText()).as(name).isEqualTo("127.0.0.1");
                      published.add(port.path("published").asInt());
                    }));
    assertThat(published).containsExactlyInAnyOrder(10049, 9090, 9093, 3000);
  }

  @Test
  void imagesArePinned() {
    eachService(
        (name, service) -> {
          if (service.has("build")) {
            String file = service.path("build").path("dockerfile").asText();
            assertThat(Program.file(file)).as(name).exists();
          } else {
            assertThat(new ImageName(service.path("image").asText()))
                .as(name)
                .matches(ImageName::isPinned);
          }
        });
  }

  @Test
  void everyFileThatIsMountedIsCommittedOrGenerated() {
    Set<Path> generated = Set.of(Program.file("rules"), Program.file("dashboards"));
    List<Path> mounted = new ArrayList<>();
    eachService(
        (name, service) ->
            service
                .path("volumes")
                .forEach(
                    volume -> {
                      assertThat(volume.path("read_only").asBoolean()).as(name).isTrue();
                      mounted.add(Path.of(volume.path("source").asText()));
                    }));
    assertThat(mounted)
        .containsAll(generated)
        .filteredOn(file -> !generated.contains(file))
        .hasSizeGreaterThan(6)
        .allSatisfy(file -> assertThat(file).exists());
  }

  @Test
  void passwordsAreFilesThatAreGivenToThoseWhoNeedThem() throws Exception {
    List<String> passwords = new ArrayList<>();
    for (JsonNode secret : config.get("secrets")) {
      passwords.add(Files.readString(Path.of(secret.get("file").asText())).strip());
    }
    assertThat(passwords).hasSize(3).doesNotHaveDuplicates();
    String services = config.get("services").toString();
    assertThat(passwords).allSatisfy(password -> assertThat(services).doesNotContain(password));
    assertThat(config.at("/services/exporter/secrets"))
        .extracting(secret -> secret.get("source").asText())
        .containsExactly("tidegauge_password");
  }

  @Test
  void whatIsWaitedForSaysWhetherItIsWell() {
    eachService(
        (name, service) ->
            service
                .path("depends_on")
                .properties()
                .forEach(
                    dependency -> {
                      assertThat(dependency.getValue().path("condition").asText())
                          .as(name)
                          .isEqualTo("service_healthy");
                      assertThat(checksItsHealth(dependency.getKey()))
                          .as(dependency.getKey())
                          .isTrue();
                    }));
  }

  private static boolean checksItsHealth(String name) {
    JsonNode service = config.get("services").get(name);
    return service.has("healthcheck")
        || Dockerfile.of(service.at("/build/dockerfile").asText()).all("HEALTHCHECK").count() == 1;
  }

  @Test
  void theExporterUnderstandsItsConfig() throws Exception {
    Path log = folder.resolve("check");

    Program.exporter()
        .run(log, "check", "--config.file=" + Program.file("examples/compose/tidegauge.yaml"));

    assertThat(Files.readString(log))
        .contains("loan-approval.yaml: loan-approval", "1 models, 1 databases: no problem found");
  }

  @Test
  void theServersUnderstandTheirConfigs() throws Exception {
    Program.find("promtool")
        .run(
            folder.resolve("promtool"),
            "check",
            "config",
            "--syntax-only",
            Program.file("examples/compose/prometheus.yml").toString());
    Program.find("amtool")
        .run(
            folder.resolve("amtool"),
            "check-config",
            Program.file("alertmanager/alertmanager.yml").toString());
  }

  @Test
  void theServersFindOneAnother() throws Exception {
    Map<String, String> addresses =
        Map.of(
            "examples/compose/prometheus.yml", "exporter:10049",
            "examples/compose/tidegauge.yaml", "postgres:5432",
            "examples/compose/grafana/provisioning/datasources/prometheus.yml", "prometheus:9090");
    for (Map.Entry<String, String> one : addresses.entrySet()) {
      assertThat(Files.readString(Program.file(one.getKey()))).contains(one.getValue());
      assertThat(names()).contains(one.getValue().split(":", 2)[0]);
    }
  }
}
