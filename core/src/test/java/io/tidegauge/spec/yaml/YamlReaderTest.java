package io.tidegauge.spec.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.spec.yaml.Tree.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlReaderTest {
  @ParameterizedTest
  @ValueSource(
      strings = {"yes", "no", "on", "Off", "12:30", "1_000", "2026-01-31", "1e", ".", "-a", "0b1"})
  void textInYaml12(String text) {
    assertThat(kind(text)).isEqualTo(Kind.TEXT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "+1", "007", ".5", "1.", "1e3", "-1.5E-3"})
  void numbers(String text) {
    assertThat(kind(text)).isEqualTo(Kind.NUMBER);
  }

  @ParameterizedTest
  @CsvSource({
    "true, BOOLEAN",
    "False, BOOLEAN",
    "~, NULL",
    "null, NULL",
    "'\"1\"', TEXT",
    "'!!str 1', TEXT",
    "'!!int \"1\"', NUMBER",
    "'''true''', TEXT"
  })
  void otherScalars(String text, Kind kind) {
    assertThat(kind(text)).isEqualTo(kind);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0x1f", "0o17", ".inf", "-.INF", ".nan", "!!int a", "!!bool yes", "!x y"})
  void refusedScalars(String text) {
    assertThat(kind(text)).isNull();
  }

  @Test
  void positionsCountFromOneAndInCodePoints() {
    Problems problems = new Problems("f");
    Tree tree = YamlReader.read("\uFEFFa:\n  \"\uD83D\uDE00\": b\n", problems).orElseThrow();

    Tree.Mapping outer = (Tree.Mapping) tree;
    Tree.Mapping inner = (Tree.Mapping) outer.entries().get(0).value();
    assertThat(outer.entries().get(0).position()).isEqualTo(new Position(1, 1));
    assertThat(inner.entries().get(0).position()).isEqualTo(new Position(2, 3));
    assertThat(inner.entries().get(0).value().position()).isEqualTo(new Position(2, 8));
    assertThat(problems.isEmpty()).isTrue();
  }

  @Test
  void filesThatAreTooLargeAreNotRead() {
    Problems problems = new Problems("f");

    assertThat(YamlReader.read(new byte[(4 << 20) + 1], problems)).isEmpty();
    assertThat(problems.all()).hasToString("[f:1:1: the file is larger than 4 MiB]");
  }

  private static @org.jspecify.annotations.Nullable Kind kind(String scalar) {
    Problems problems = new Problems("f");
    Tree.Mapping tree = (Tree.Mapping) YamlReader.read("a: " + scalar, problems).orElseThrow();
    return tree.entries().get(0).value() instanceof Tree.Scalar value ? value.kind() : null;
  }
}
