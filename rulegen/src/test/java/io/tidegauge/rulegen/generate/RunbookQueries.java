package io.tidegauge.rulegen.generate;

import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The queries that generated runbooks have, found in their text. */
final class RunbookQueries {
  private static final Pattern BLOCK =
      Pattern.compile("^```(\\w+)\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

  private RunbookQueries() {}

  /** Every query for Prometheus, each a line. */
  static List<String> promql(Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().startsWith("runbooks/"))
        .flatMap(file -> blocks(file.getValue(), "promql"))
        .flatMap(String::lines)
        .filter(line -> !line.startsWith("#"))
        .toList();
  }

  /** The code of a page in this language. */
  static Stream<String> blocks(String page, String language) {
    return BLOCK
        .matcher(page)
        .results()
        .filter(block -> block.group(1).equals(language))
        .map((MatchResult block) -> block.group(2));
  }
}
