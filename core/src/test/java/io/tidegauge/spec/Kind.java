package io.tidegauge.spec;

import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.tidegauge.spec.yaml.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** One of the two kinds of files, with its reader, its schema and its examples. */
record Kind(
    Path folder,
    BiFunction<String, byte[], Object> reader,
    BiFunction<String, byte[], List<Problem>> structure,
    JsonSchema schema) {

  static List<Kind> all() {
    return List.of(
        of(
            "specs",
            ModelSpecReader::read,
            ModelSpecReader::structuralProblems,
            ModelSpecSchema.json()),
        of(
            "configs",
            ExporterConfigReader::read,
            ExporterConfigReader::structuralProblems,
            ExporterConfigSchema.json()));
  }

  private static Kind of(
      String folder,
      BiFunction<String, byte[], Object> reader,
      BiFunction<String, byte[], List<Problem>> structure,
      String schema) {
    return new Kind(
        Path.of("src/test/resources", folder),
        reader,
        structure,
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema));
  }

  @Override
  public String toString() {
    return folder.getFileName().toString();
  }

  List<Path> files(String subfolder) {
    try (Stream<Path> files = Files.list(folder.resolve(subfolder))) {
      return files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Object read(String file, byte[] bytes) {
    return reader.apply(file, bytes);
  }

  /** The problems' lines; empty where the file is read. */
  List<String> problems(String file, byte[] bytes) {
    try {
      read(file, bytes);
      return List.of();
    } catch (InvalidSpecException e) {
      return e.problems().stream().map(Problem::toString).toList();
    }
  }

  List<Problem> structuralProblems(String text) {
    return structure.apply("test.yaml", text.getBytes(StandardCharsets.UTF_8));
  }

  List<String> schemaProblems(String text) {
    return schema.validate(CoreSchemaJson.of(text)).stream().map(Object::toString).toList();
  }
}
