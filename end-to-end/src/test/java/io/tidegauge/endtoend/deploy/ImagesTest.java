package io.tidegauge.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.Program;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the Dockerfiles promise. That they build is seen where images can be built. */
class ImagesTest {
  private static final String EXPORTER = "exporter/Dockerfile";
  private static final String RULEGEN = "rulegen/Dockerfile";

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, RULEGEN})
  void basesArePinnedAndCanBeOthers(String file) {
    Dockerfile image = Dockerfile.of(file);

    assertThat(image.all("FROM").map(from -> from.split(" ", 2)[0]))
        .containsExactly("${BUILD_IMAGE}", "${RUNTIME_IMAGE}");
    assertThat(List.of("BUILD_IMAGE", "RUNTIME_IMAGE"))
        .allSatisfy(
            base ->
                assertThat(new ImageName(image.defaults().getOrDefault(base, "")))
                    .matches(ImageName::isPinned)
                    .matches(name -> !name.text().contains("alpine"), "is of glibc"));
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, RULEGEN})
  void runsAsNobodyInParticular(String file) {
    Dockerfile image = Dockerfile.of(file).lastStage();

    assertThat(image.only("USER")).isEqualTo("10001:10001");
    assertThat(image.steps().stream().map(Dockerfile.Step::instruction).toList())
        .as("nothing is made as that user, who may write nowhere")
        .satisfies(all -> assertThat(all.lastIndexOf("RUN")).isLessThan(all.lastIndexOf("USER")));
    assertThat(image.only("LABEL"))
        .contains(
            "org.opencontainers.image.title=",
            "org.opencontainers.image.licenses=\"Apache-2.0\"",
            "org.opencontainers.image.revision=\"${REVISION}\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, RULEGEN})
  void theArchiveThatIsMadeIsUsed(String file) {
    Dockerfile image = Dockerfile.of(file).lastStage();
    String archive = "/app/tidegauge-" + file.split("/", 2)[0] + ".jsa";

    assertThat(image.only("RUN")).contains(archive);
    assertThat(image.only("ENTRYPOINT")).contains("\"-XX:SharedArchiveFile=" + archive + "\"");
  }

  @Test
  void theFlagsAreThoseThatWereMeasuredAndCanBeSetAnew() throws IOException {
    String makefile = Files.readString(Program.file("Makefile"));
    String flags =
        makefile
            .lines()
            .filter(line -> line.startsWith("JAVA_FLAGS ?= "))
            .map(line -> line.substring("JAVA_FLAGS ?= ".length()))
            .findFirst()
            .orElseThrow();
    Dockerfile image = Dockerfile.of(EXPORTER).lastStage();

    assertThat(image.only("ENV")).isEqualTo("JAVA_TOOL_OPTIONS=\"" + flags + "\"");
    assertThat(image.only("ENTRYPOINT")).doesNotContain("-Xm", "GC");
  }

  @Test
  void healthIsAskedForWhereItIsServed() {
    Dockerfile image = Dockerfile.of(EXPORTER).lastStage();

    assertThat(image.only("EXPOSE")).isEqualTo("10049");
    assertThat(image.only("HEALTHCHECK"))
        .contains("/dev/tcp/127.0.0.1/10049", "GET /-/healthy ")
        .doesNotContain("curl", "wget");
    assertThat(image.only("CMD")).isEqualTo("[\"serve\"]");
  }

  @Test
  void onlyWhatIsCopiedMustBeThere() throws IOException {
    List<String> sent = Files.readAllLines(Program.file(".dockerignore"));

    assertThat(sent).contains("*", "!pom.xml", "!.mvn", "**/target");
    assertThat(sent.stream().filter(line -> line.startsWith("!")).map(line -> line.substring(1)))
        .allSatisfy(name -> assertThat(Program.file(name)).exists());
    assertThat(modules())
        .as("Maven wants the pom of every module")
        .allSatisfy(
            module -> assertThat(sent).containsAnyOf("!" + module, "!" + module + "/pom.xml"));
  }

  private static Stream<String> modules() throws IOException {
    return Files.readString(Program.file("pom.xml"))
        .lines()
        .map(String::strip)
        .filter(line -> line.startsWith("<module>"))
        .map(line -> line.replaceAll("</?module>", ""));
  }

  @Test
  void theArchiveIsOfARunThatScraped() throws Exception {
    Path archive = folder.resolve("exporter.jsa");

    Program.find("bash")
        .run(
            folder.resolve("log"),
            Program.file("exporter/container/archive-classes").toString(),
            Program.built(Program.EXPORTER).toString(),
            archive.toString(),
            String.valueOf(freePort()));

    assertThat(archive).isNotEmptyFile();
    assertThat(Files.size(archive)).isGreaterThan(5_000_000);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
