package io.tidegauge.rulegen.rules;

/** The template language of Go, in which Prometheus reads labels and annotations of rules. */
final class GoTemplate {
  private GoTemplate() {}

  /** A template that comes to this text. */
  static String of(String text) {
    return text.replace("{{", "{{ \"{{\" }}");
  }
}
