package io.tidegauge.endtoend.deploy;

import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The kind of the Prometheus operator, which Kubernetes' own client does not know: as much of it as
 * the examples use. What is not here is refused.
 */
record ServiceMonitor(String apiVersion, String kind, Metadata metadata, Spec spec) {
  record Metadata(String name, Map<String, String> labels) {}

  record Spec(Selector selector, List<Endpoint> endpoints) {}

  record Selector(Map<String, String> matchLabels) {}

  record Endpoint(String port, String path, String interval, String scrapeTimeout) {}

  static ServiceMonitor read(Path file) throws IOException {
    return new YAMLMapper().readValue(file.toFile(), ServiceMonitor.class);
  }
}
