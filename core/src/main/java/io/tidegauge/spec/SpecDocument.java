package io.tidegauge.spec;

import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Problem;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Shape;
import io.tidegauge.spec.yaml.Tree;
import io.tidegauge.spec.yaml.TreePath;
import io.tidegauge.spec.yaml.YamlReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * How a file becomes a record: shape, then rules, then, only if nothing is wrong, the record.
 *
 * @param shape what the file may hold
 * @param rules what holds between parts of the file; they step over parts that were refused
 * @param bind makes the record of a tree without problems
 */
record SpecDocument<T>(Shape shape, BiConsumer<Cursor, Problems> rules, Function<Cursor, T> bind) {

  T read(Path path) {
    try {
      return read(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  T read(String file, String text) {
    return read(file, text.getBytes(StandardCharsets.UTF_8));
  }

  T read(String file, byte[] bytes) {
    Problems problems = new Problems(file);
    return YamlReader.read(bytes, problems)
        .map(tree -> shape.read(tree, TreePath.ROOT, problems))
        .flatMap(tree -> bound(tree, problems))
        .orElseThrow(() -> new InvalidSpecException(problems.all()));
  }

  private Optional<T> bound(Tree tree, Problems problems) {
    Cursor root = Cursor.of(tree);
    rules.accept(root, problems);
    return problems.isEmpty() ? Optional.of(bind.apply(root)) : Optional.empty();
  }

  /** The problems that the JSON Schema sees too. */
  List<Problem> structuralProblems(String file, byte[] bytes) {
    Problems problems = new Problems(file);
    YamlReader.read(bytes, problems).ifPresent(tree -> shape.read(tree, TreePath.ROOT, problems));
    return problems.structural();
  }
}
