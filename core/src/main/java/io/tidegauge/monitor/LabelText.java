package io.tidegauge.monitor;

/** Values of labels as Prometheus' text formats and its query language write them. */
public final class LabelText {
  private LabelText() {}

  /** Without the quotes around it. */
  public static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /** In quotes. */
  public static String quoted(String value) {
    return '"' + escaped(value) + '"';
  }
}
