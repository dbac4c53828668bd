package io.tidegauge.rulegen.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.Arrays;
import java.util.stream.Collectors;

/** YAML for people to review: blocks, no quotes that are not needed, no line broken. */
public final class YamlText {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder()
          .disable(Feature.WRITE_DOC_START_MARKER, Feature.SPLIT_LINES)
          .enable(
              Feature.MINIMIZE_QUOTES,
              // What looks like a number is quoted: labels and annotations are strings.
              Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS,
              Feature.INDENT_ARRAYS_WITH_INDICATOR,
              Feature.LITERAL_BLOCK_STYLE)
          .build();

  private YamlText() {}

  /** Lines of comment. */
  public static String comment(String... lines) {
    return Arrays.stream(lines).map(line -> "# " + line + "\n").collect(Collectors.joining());
  }

  /** The text of a document, fields in their order. */
  public static String of(JsonNode document) {
    try {
      return MAPPER.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
