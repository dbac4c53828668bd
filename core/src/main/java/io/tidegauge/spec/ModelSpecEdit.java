package io.tidegauge.spec;

import io.tidegauge.spec.yaml.DurationText;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.YamlEdit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** Changes the text of a model spec, and no more of it than is meant. */
public final class ModelSpecEdit {
  private ModelSpecEdit() {}

  /**
   * The text with limits of drift.
   *
   * @param file how messages name the text
   * @param text a spec without problems
   * @param limits of features that the spec has, as they are written
   * @param pending another {@code for} of the drift alert, if it is to be another
   * @throws InvalidSpecException if something stands in the way: all of it
   */
  public static String withDriftLimits(
      String file, String text, SortedMap<String, String> limits, Optional<Duration> pending) {
    Problems problems = new Problems(file);
    String changed = text;
    for (Map.Entry<String, String> limit : limits.entrySet()) {
      List<String> path = List.of("features", limit.getKey(), "drift");
      changed = set(changed, path, limit.getValue(), problems);
    }
    if (pending.isPresent()) {
      List<String> path = List.of("alerts", "drift", "for");
      changed = set(changed, path, DurationText.of(pending.get()), problems);
    }
    if (!problems.isEmpty()) {
      throw new InvalidSpecException(problems.all());
    }
    // What cannot be read would be found out when it is too late.
    ModelSpecReader.read(file, changed);
    return changed;
  }

  private static String set(String text, List<String> path, String value, Problems problems) {
    return YamlEdit.set(text, path, "type", value, problems).orElse(text);
  }
}
