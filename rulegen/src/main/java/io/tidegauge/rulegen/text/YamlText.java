package io.tidegauge.rulegen.text;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator.Feature;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.util.StringQuotingChecker;
import java.util.Arrays;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** YAML for people to review: blocks, no quotes that are not needed, no line broken. */
public final class YamlText {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(YAMLFactory.builder().stringQuotingChecker(new Quoting()).build())
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

  /** Sees hexadecimal numbers, too, where promtool writes ten zeros as {@code 0x10}. */
  private static final class Quoting extends StringQuotingChecker.Default {
    private static final long serialVersionUID = 1L;
    private static final Pattern OTHER_BASE = Pattern.compile("[-+]?0[box][0-9a-fA-F_]+");

    @Override
    public boolean needToQuoteValue(String value) {
      return OTHER_BASE.matcher(value).matches() || super.needToQuoteValue(value);
    }
  }
}
