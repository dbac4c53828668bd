package io.tidegauge.rulegen.rules;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidegauge.rulegen.text.Sha256;
import io.tidegauge.rulegen.text.YamlText;
import io.tidegauge.spec.RulegenConfig.Target;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.regex.Pattern;

/** The same rules in the form that something else than Prometheus wants. */
public final class TargetFile {
  /** A name of Kubernetes (RFC 1123), short enough for every kind of resource. */
  private static final Pattern RESOURCE = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  private static final int KEPT = 50;
  private static final int HASHED = 8;

  private TargetFile() {}

  /**
   * The text of the file.
   *
   * @param header the comment on top
   * @param name of the model, or of the file for all of them
   * @param labels of the operator's resources
   */
  public static String text(
      Target target,
      String header,
      String name,
      String group,
      List<? extends Rule> rules,
      SortedMap<String, String> labels) {
    ObjectNode plain = RuleFile.tree(group, rules);
    return header
        + YamlText.of(
            switch (target) {
              case OPERATOR -> resource(group, plain, labels);
              case THANOS -> strict(plain);
              case MIMIR -> named(name, plain);
            });
  }

  private static ObjectNode resource(
      String name, ObjectNode plain, SortedMap<String, String> labels) {
    ObjectNode resource = JsonNodeFactory.instance.objectNode();
    resource.put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
    ObjectNode metadata = resource.putObject("metadata").put("name", resourceName(name));
    if (!labels.isEmpty()) {
      ObjectNode written = metadata.putObject("labels");
      labels.forEach(written::put);
    }
    resource.set("spec", plain);
    return resource;
  }

  private static String resourceName(String name) {
    if (RESOURCE.matcher(name).matches()) {
      return name;
    }
    String plain = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9-]", "-");
    return plain.substring(0, Math.min(plain.length(), KEPT)).replaceAll("-+$", "")
        + "-"
        + Sha256.hex(name).substring(0, HASHED);
  }

  /** Of half of the stores nothing is concluded: that a series is absent least of all. */
  private static ObjectNode strict(ObjectNode plain) {
    for (JsonNode group : plain.get("groups")) {
      ((ObjectNode) group).put("partial_response_strategy", "abort");
    }
    return plain;
  }

  private static ObjectNode named(String name, ObjectNode plain) {
    ObjectNode file = JsonNodeFactory.instance.objectNode().put("namespace", name);
    file.setAll(plain);
    return file;
  }
}
