package io.tidegauge.endtoend.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.kubernetes.client.common.KubernetesObject;
import io.kubernetes.client.custom.IntOrString;
import io.kubernetes.client.openapi.models.V1ConfigMap;
import io.kubernetes.client.openapi.models.V1Container;
import io.kubernetes.client.openapi.models.V1ContainerPort;
import io.kubernetes.client.openapi.models.V1Deployment;
import io.kubernetes.client.openapi.models.V1HTTPGetAction;
import io.kubernetes.client.openapi.models.V1KeyToPath;
import io.kubernetes.client.openapi.models.V1NetworkPolicy;
import io.kubernetes.client.openapi.models.V1PodSpec;
import io.kubernetes.client.openapi.models.V1Service;
import io.kubernetes.client.openapi.models.V1Volume;
import io.kubernetes.client.openapi.models.V1VolumeMount;
import io.kubernetes.client.util.Yaml;
import io.tidegauge.endtoend.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The manifests of Kubernetes, read by its own client, which refuses what it does not know. */
class KubernetesTest {
  private static final String EXPORTER = "exporter.yaml";
  private static final String SIDECAR = "sidecar.yaml";

  /** What the exporter answers to without a password. */
  private static final Set<String> PROBES = Set.of("/-/healthy", "/-/ready");

  @TempDir private Path folder;

  private static Path manifest(String name) {
    return Program.file("examples/kubernetes").resolve(name);
  }

  private static List<KubernetesObject> read(String name) {
    try {
      return Yaml.loadAll(manifest(name).toFile()).stream()
          .map(KubernetesObject.class::cast)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <T> T only(String file, Class<T> kind) {
    List<T> found = read(file).stream().filter(kind::isInstance).map(kind::cast).toList();
    assertThat(found).as(kind.getSimpleName()).hasSize(1);
    return found.get(0);
  }

  private static V1PodSpec pod(String file) {
    return only(file, V1Deployment.class).getSpec().getTemplate().getSpec();
  }

  private static V1Container exporter(String file) {
    return pod(file).getContainers().stream()
        .filter(container -> container.getName().equals("exporter"))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void whatKubernetesDoesNotKnowWouldBeSeen() throws IOException {
    String text = Files.readString(manifest(EXPORTER));

    assertThatThrownBy(() -> Yaml.loadAll(text.replace("readOnlyRootFilesystem", "readOnlyRoot")))
        .hasStackTraceContaining("readOnlyRoot");
  }

  @Test
  void everyManifestIsRead() throws IOException {
    try (Stream<Path> files = Files.list(manifest(""))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder(
              "README.md",
              "config.yaml",
              EXPORTER,
              SIDECAR,
              "network-policy.yaml",
              "service-monitor.yaml");
    }
    assertThat(only("config.yaml", V1ConfigMap.class).getMetadata().getName())
        .isEqualTo("tidegauge");
    assertThat(read(EXPORTER)).hasSize(2);
    assertThat(read(SIDECAR)).hasSize(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, SIDECAR})
  void containersMayDoNothingThatTheyNeedNot(String file) {
    V1PodSpec pod = pod(file);
    assertThat(pod.getAutomountServiceAccountToken()).isFalse();
    assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
    assertThat(
            pod.getSecurityContext().getRunAsUser()
                + ":"
                + pod.getSecurityContext().getRunAsGroup())
        .isEqualTo(Dockerfile.of("exporter/Dockerfile").lastStage().only("USER"));
    assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    assertThat(pod.getContainers())
        .allSatisfy(
            container -> {
              assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
              assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
              assertThat(container.getSecurityContext().getCapabilities().getDrop())
                  .containsExactly("ALL");
              assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
              assertThat(container.getResources().getLimits()).containsKey("memory");
              assertThat(new ImageName(container.getImage())).matches(ImageName::isPinned);
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, SIDECAR})
  void theExporterIsAskedWhereItAnswers(String file) {
    V1Container exporter = exporter(file);
    List<V1HTTPGetAction> probes =
        Stream.of(
                exporter.getStartupProbe(),
                exporter.getLivenessProbe(),
                exporter.getReadinessProbe())
            .filter(probe -> probe != null)
            .map(probe -> probe.getHttpGet())
            .toList();

    assertThat(probes)
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            probe -> {
              assertThat(probe.getPath()).isIn(PROBES);
              assertThat(probe.getPort()).isEqualTo(new IntOrString("metrics"));
            });
    assertThat(exporter.getLivenessProbe().getHttpGet().getPath())
        .as("a database that is down must not end the process")
        .isEqualTo("/-/healthy");
    assertThat(exporter.getPorts())
        .extracting(V1ContainerPort::getName, V1ContainerPort::getContainerPort)
        .containsExactly(
            tuple(
                "metrics",
                Integer.parseInt(Dockerfile.of("exporter/Dockerfile").lastStage().only("EXPOSE"))));
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, SIDECAR})
  void theServiceLeadsToItsPods(String file) {
    V1Deployment deployment = only(file, V1Deployment.class);
    V1Service service = only(file, V1Service.class);
    Map<String, String> labels = deployment.getSpec().getTemplate().getMetadata().getLabels();

    assertThat(labels)
        .containsAllEntriesOf(service.getSpec().getSelector())
        .containsAllEntriesOf(deployment.getSpec().getSelector().getMatchLabels());
    List<String> ports =
        pod(file).getContainers().stream()
            .flatMap(container -> container.getPorts().stream())
            .map(V1ContainerPort::getName)
            .toList();
    assertThat(service.getSpec().getPorts())
        .isNotEmpty()
        .allSatisfy(port -> assertThat(port.getTargetPort().getStrValue()).isIn(ports));
  }

  @ParameterizedTest
  @ValueSource(strings = {EXPORTER, SIDECAR})
  void whatIsMountedIsThere(String file) {
    List<String> volumes = pod(file).getVolumes().stream().map(V1Volume::getName).toList();

    assertThat(pod(file).getContainers())
        .flatExtracting(V1Container::getVolumeMounts)
        .extracting(V1VolumeMount::getName)
        .isSubsetOf(volumes)
        .containsAll(volumes);
    assertThat(exporter(file).getVolumeMounts())
        .filteredOn(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
        .extracting(V1VolumeMount::getMountPath)
        .containsExactly("/tmp");
  }

  @Test
  void thePasswordIsAFileOfASecret() throws IOException {
    V1Volume password =
        pod(EXPORTER).getVolumes().stream()
            .filter(volume -> volume.getSecret() != null)
            .findFirst()
            .orElseThrow();
    String mountedAt =
        exporter(EXPORTER).getVolumeMounts().stream()
            .filter(mount -> mount.getName().equals(password.getName()))
            .findFirst()
            .orElseThrow()
            .getMountPath();

    assertThat(only("config.yaml", V1ConfigMap.class).getData().get("tidegauge.yaml"))
        .contains("password_file: " + mountedAt + "/password");
    assertThat(password.getSecret().getDefaultMode()).isEqualTo(0440);
    assertThat(Files.readString(manifest("README.md")))
        .contains("create secret generic " + password.getSecret().getSecretName());
    assertThat(List.of(EXPORTER, SIDECAR))
        .allSatisfy(
            file ->
                assertThat(pod(file).getContainers())
                    .allSatisfy(
                        container -> {
                          assertThat(container.getEnv()).isNullOrEmpty();
                          assertThat(container.getEnvFrom()).isNullOrEmpty();
                        }));
  }

  @Test
  void theExporterUnderstandsTheConfigs() throws Exception {
    check(
        only("config.yaml", V1ConfigMap.class),
        pod(EXPORTER).getVolumes().get(0).getConfigMap().getItems());
    check(
        only(SIDECAR, V1ConfigMap.class),
        pod(SIDECAR)
            .getVolumes()
            .get(0)
            .getProjected()
            .getSources()
            .get(0)
            .getConfigMap()
            .getItems());
  }

  /** Lays the files where Kubernetes would, and has the exporter check them. */
  private void check(V1ConfigMap config, List<V1KeyToPath> items) throws Exception {
    Path root = Files.createDirectory(folder.resolve(config.getMetadata().getName()));
    for (V1KeyToPath item : items) {
      Path file = root.resolve(item.getPath());
      Files.createDirectories(file.getParent());
      Files.writeString(file, config.getData().get(item.getKey()));
    }
    assertThat(items).hasSameSizeAs(config.getData().keySet());
    Path log = folder.resolve("log");
    Program.exporter().run(log, "check", "--config.file=" + root.resolve("tidegauge.yaml"));
    assertThat(Files.readString(log)).contains("1 models, 1 databases: no problem found");
  }

  @Test
  void onlyPrometheusMayAskAndOnlyTheDatabaseIsAsked() {
    V1NetworkPolicy policy = only("network-policy.yaml", V1NetworkPolicy.class);

    assertThat(only(EXPORTER, V1Deployment.class).getSpec().getTemplate().getMetadata().getLabels())
        .containsAllEntriesOf(policy.getSpec().getPodSelector().getMatchLabels());
    assertThat(policy.getSpec().getPolicyTypes()).containsExactly("Ingress", "Egress");
    assertThat(policy.getSpec().getIngress())
        .singleElement()
        .satisfies(
            rule -> {
              assertThat(rule.getFrom()).isNotEmpty();
              assertThat(rule.getPorts())
                  .extracting(port -> port.getPort())
                  .containsExactly(new IntOrString("metrics"));
            });
    assertThat(policy.getSpec().getEgress())
        .allSatisfy(
            rule -> {
              assertThat(rule.getTo()).isNotEmpty();
              assertThat(rule.getPorts())
                  .extracting(port -> port.getPort())
                  .isSubsetOf(new IntOrString(5432), new IntOrString(53));
            });
  }

  @Test
  void theServiceMonitorFindsBothServices() throws IOException {
    ServiceMonitor monitor = ServiceMonitor.read(manifest("service-monitor.yaml"));

    assertThat(monitor.apiVersion()).isEqualTo("monitoring.coreos.com/v1");
    assertThat(monitor.kind()).isEqualTo("ServiceMonitor");
    assertThat(monitor.spec().endpoints()).hasSize(1);
    String port = monitor.spec().endpoints().get(0).port();
    for (String file : List.of(EXPORTER, SIDECAR)) {
      V1Service service = only(file, V1Service.class);
      assertThat(service.getMetadata().getLabels())
          .containsAllEntriesOf(monitor.spec().selector().matchLabels());
      assertThat(service.getSpec().getPorts())
          .anySatisfy(found -> assertThat(found.getName()).isEqualTo(port));
    }
  }
}
