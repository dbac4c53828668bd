package io.tidegauge.spec.yaml;

import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.Optional;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.ReaderException;
import org.yaml.snakeyaml.representer.Representer;

/** Reads one YAML document. What it cannot read, or could read in two ways, becomes a problem. */
public final class YamlReader {
  private static final int LARGEST_FILE = 4 << 20;
  private static final int DEEPEST = 40;

  private YamlReader() {}

  /** The document in these bytes, which must be UTF-8; empty where there is none to be had. */
  public static Optional<Tree> read(byte[] bytes, Problems problems) {
    if (bytes.length > LARGEST_FILE) {
      return refuse(problems, Position.START, "the file is larger than 4 MiB");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(ByteBuffer.wrap(bytes), text, true);
    text.flip();
    if (result.isError()) {
      return refuse(
          problems,
          positionAfter(text.toString()),
          "the file is not UTF-8 from here on; save it as UTF-8");
    }
    return read(text.toString(), problems);
  }

  /** The document in this text; empty where there is none to be had. */
  public static Optional<Tree> read(String text, Problems problems) {
    String content = text.startsWith("\uFEFF") ? text.substring(1) : text;
    try {
      return document(yaml().composeAll(new StringReader(content)).iterator(), problems);
    } catch (MarkedYAMLException e) {
      return refuse(problems, position(e), reason(e));
    } catch (ReaderException e) {
      String before =
          content.substring(0, Math.min(content.length(), Math.max(0, e.getPosition())));
      return refuse(problems, positionAfter(before), "a control character stands here; remove it");
    } catch (YAMLException e) {
      return refuse(
          problems,
          Position.START,
          "this is not YAML: " + Quote.bare(String.valueOf(e.getMessage())));
    }
  }

  private static Optional<Tree> document(Iterator<Node> documents, Problems problems) {
    if (!documents.hasNext()) {
      return refuse(problems, Position.START, "the file is empty");
    }
    Tree tree = new NodeReader(problems).read(documents.next());
    if (tree instanceof Tree.Scalar scalar && scalar.kind() == Tree.Kind.NULL) {
      return refuse(problems, Position.START, "the file is empty");
    }
    if (documents.hasNext()) {
      Position second = NodeReader.position(documents.next());
      return refuse(problems, second, "a second document begins here; keep one in each file");
    }
    return Optional.of(tree);
  }

  /** The document of a text that has been read without problems, with its marks. */
  static Node node(String text) {
    return yaml().compose(new StringReader(text));
  }

  private static Yaml yaml() {
    LoaderOptions loading = new LoaderOptions();
    loading.setCodePointLimit(LARGEST_FILE);
    loading.setNestingDepthLimit(DEEPEST);
    loading.setMaxAliasesForCollections(1000);
    DumperOptions dumping = new DumperOptions();
    return new Yaml(
        new SafeConstructor(loading),
        new Representer(dumping),
        dumping,
        loading,
        new CoreScalars());
  }

  private static Position position(MarkedYAMLException e) {
    Mark mark = e.getProblemMark();
    return mark == null ? Position.START : new Position(mark.getLine() + 1, mark.getColumn() + 1);
  }

  private static String reason(MarkedYAMLException e) {
    String context = e.getContext() == null ? "" : e.getContext() + ", ";
    // The name of an alias may be a password that begins with a star.
    String problem =
        String.valueOf(e.getProblem()).replaceAll("undefined alias.*", "unknown alias");
    if (problem.contains("(TAB)")) {
      return "a tab stands here; indent with spaces";
    }
    String reason = context.replace('\n', ' ') + problem;
    boolean bracket = context.contains("flow") && reason.matches("(?s).*but got [\\[\\]{}]");
    if (bracket) {
      return "this is not YAML: " + reason + "; quote text that holds one of , [ ] { }";
    }
    boolean colon = reason.startsWith("mapping values are not allowed");
    return "this is not YAML: " + reason + (colon ? "; quote text that holds a colon" : "");
  }

  private static Position positionAfter(String text) {
    int line = 1 + (int) text.chars().filter(c -> c == '\n').count();
    String last = text.substring(text.lastIndexOf('\n') + 1);
    return new Position(line, 1 + last.codePointCount(0, last.length()));
  }

  private static Optional<Tree> refuse(Problems problems, Position position, String message) {
    problems.addBeyondSchema(position, TreePath.ROOT, message);
    return Optional.empty();
  }
}
