package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.function.Function;

/**
 * Text.
 *
 * @param regex what the text looks like
 * @param wanted what the pattern asks for, in words
 * @param secret whether the text may hold something that no message may show
 * @param rule a check that no pattern can say: what is wrong with the text and the mend, or empty
 */
public record TextShape(
    Regex regex, String wanted, boolean secret, Function<String, Optional<String>> rule)
    implements Shape {

  /** Any text that is not blank. */
  public static final TextShape ANY = of("^[\\s\\S]*\\S[\\s\\S]*$", "text that is not blank");

  /** Text of that pattern. */
  public static TextShape of(String regex, String wanted) {
    return new TextShape(new Regex(regex), wanted, false, text -> Optional.empty());
  }

  /** The same, with a rule that no pattern can say. */
  public TextShape where(Function<String, Optional<String>> newRule) {
    return new TextShape(regex, wanted, secret, newRule);
  }

  /** The same, never shown in a message. */
  public TextShape hidden() {
    return new TextShape(regex, wanted, true, rule);
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.kind() == Tree.Kind.NULL) {
      return refuseKind(tree, path, problems);
    }
    String text = scalar.text();
    if (scalar.kind() != Tree.Kind.TEXT) {
      return Shape.refuse(tree, path, problems, unquoted(scalar));
    }
    if (!regex.matches(text)) {
      String shown = secret ? "the text" : Quote.of(text);
      return Shape.refuse(tree, path, problems, shown + " does not fit; wanted is " + wanted);
    }
    Optional<String> message = rule.apply(text);
    return message.isEmpty() ? tree : Shape.refuseBeyondSchema(tree, path, problems, message.get());
  }

  private String unquoted(Tree.Scalar scalar) {
    if (secret) {
      return "text is wanted, this is " + scalar.noun() + "; quote it";
    }
    String shown = Quote.bare(scalar.text());
    return shown + " is " + scalar.noun() + ", text is wanted; quote it: \"" + shown + '"';
  }

  @Override
  public ObjectNode schema() {
    return Shape.ofType("string").put("pattern", regex.source());
  }

  @Override
  public String noun() {
    return "text";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
