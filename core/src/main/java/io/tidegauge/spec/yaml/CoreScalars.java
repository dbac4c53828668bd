package io.tidegauge.spec.yaml;

import java.util.regex.Pattern;
import org.yaml.snakeyaml.nodes.NodeId;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.resolver.Resolver;

/**
 * Tells text from numbers as the core schema of YAML 1.2 does: {@code no} and {@code 12:30} are
 * text, {@code 007} is a number.
 */
final class CoreScalars extends Resolver {
  private static final Pattern NULL = Pattern.compile("|~|null|Null|NULL");
  private static final Pattern BOOLEAN = Pattern.compile("true|True|TRUE|false|False|FALSE");
  private static final Pattern DECIMAL =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern OTHER_BASE = Pattern.compile("0o[0-7]+|0x[0-9a-fA-F]+");
  private static final Pattern NOT_FINITE =
      Pattern.compile("[-+]?\\.(inf|Inf|INF)|\\.nan|\\.NaN|\\.NAN");

  @Override
  public Tag resolve(NodeId kind, String value, boolean implicit) {
    if (kind != NodeId.scalar) {
      return kind == NodeId.sequence ? Tag.SEQ : Tag.MAP;
    }
    if (!implicit) {
      return Tag.STR;
    }
    if (NULL.matcher(value).matches()) {
      return Tag.NULL;
    }
    if (BOOLEAN.matcher(value).matches()) {
      return Tag.BOOL;
    }
    boolean number = isDecimal(value) || isOtherBase(value) || isNotFinite(value);
    return number ? Tag.FLOAT : Tag.STR;
  }

  static boolean isNull(String text) {
    return NULL.matcher(text).matches();
  }

  static boolean isBoolean(String text) {
    return BOOLEAN.matcher(text).matches();
  }

  static boolean isDecimal(String text) {
    return DECIMAL.matcher(text).matches();
  }

  /** Octal and hexadecimal numbers. */
  static boolean isOtherBase(String text) {
    return OTHER_BASE.matcher(text).matches();
  }

  static boolean isNotFinite(String text) {
    return NOT_FINITE.matcher(text).matches();
  }
}
