package io.tidegauge.spec.yaml;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.Optional;

/**
 * A number.
 *
 * @param integral whether it has no fraction
 * @param least the least that is allowed
 * @param most the most that is allowed
 * @param above what the number must exceed
 */
public record NumberShape(
    boolean integral,
    Optional<BigDecimal> least,
    Optional<BigDecimal> most,
    Optional<BigDecimal> above)
    implements Shape {

  /** Any finite number. */
  public static final NumberShape ANY =
      new NumberShape(false, Optional.empty(), Optional.empty(), Optional.empty());

  /** A number greater than zero. */
  public static final NumberShape POSITIVE =
      new NumberShape(false, Optional.empty(), Optional.empty(), Optional.of(BigDecimal.ZERO));

  /** A number that is not less than zero. */
  public static final NumberShape NOT_NEGATIVE =
      new NumberShape(false, Optional.of(BigDecimal.ZERO), Optional.empty(), Optional.empty());

  /** A number between two others, themselves included. */
  public static NumberShape between(String least, String most) {
    return new NumberShape(false, decimal(least), decimal(most), Optional.empty());
  }

  /** A whole number between two others, themselves included. */
  public static NumberShape integer(int least, int most) {
    return new NumberShape(
        true,
        Optional.of(BigDecimal.valueOf(least)),
        Optional.of(BigDecimal.valueOf(most)),
        Optional.empty());
  }

  private static Optional<BigDecimal> decimal(String text) {
    return Optional.of(new BigDecimal(text));
  }

  @Override
  public Tree read(Tree tree, TreePath path, Problems problems) {
    if (!(tree instanceof Tree.Scalar scalar) || scalar.kind() != Tree.Kind.NUMBER) {
      return isQuoted(tree)
          ? Shape.refuse(tree, path, problems, noun() + " is wanted; take the quotes away")
          : refuseKind(tree, path, problems);
    }
    BigDecimal number = scalar.number();
    boolean within =
        least.stream().allMatch(bound -> number.compareTo(bound) >= 0)
            && most.stream().allMatch(bound -> number.compareTo(bound) <= 0)
            && above.stream().allMatch(bound -> number.compareTo(bound) > 0)
            && (!integral || number.stripTrailingZeros().scale() <= 0);
    if (!within) {
      return Shape.refuse(
          tree, path, problems, "must be " + wanted() + ", was " + Quote.bare(scalar.text()));
    }
    return tree;
  }

  private static boolean isQuoted(Tree tree) {
    return tree instanceof Tree.Scalar scalar
        && scalar.kind() == Tree.Kind.TEXT
        && CoreScalars.isDecimal(scalar.text());
  }

  private String wanted() {
    if (least.isPresent() && most.isPresent()) {
      String from = least.get().toPlainString();
      return noun() + " from " + from + " to " + most.get().toPlainString();
    }
    String bounds =
        least.map(bound -> ", at least " + bound.toPlainString()).orElse("")
            + above.map(bound -> ", greater than " + bound.toPlainString()).orElse("")
            + most.map(bound -> ", at most " + bound.toPlainString()).orElse("");
    return noun() + bounds;
  }

  @Override
  public ObjectNode schema() {
    ObjectNode schema = Shape.ofType(integral ? "integer" : "number");
    least.ifPresent(bound -> schema.put("minimum", bound));
    above.ifPresent(bound -> schema.put("exclusiveMinimum", bound));
    most.ifPresent(bound -> schema.put("maximum", bound));
    return schema;
  }

  @Override
  public String noun() {
    return integral ? "a whole number" : "a number";
  }

  @Override
  public boolean fits(Tree tree) {
    return tree instanceof Tree.Scalar;
  }
}
