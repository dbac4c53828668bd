package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reader and the JSON Schema give the same verdict on the structure of any tree. */
class SchemaAgreementTest {
  private static final int MUTANTS_PER_FILE = 200;

  @ParameterizedTest
  @MethodSource("io.tidegauge.spec.Kind#all")
  void onMutantsOfValidFiles(Kind kind) throws IOException {
    int refused = 0;
    int accepted = 0;
    for (Path file : kind.files("valid")) {
      JsonNode tree = CoreSchemaJson.of(Files.readString(file));
      for (int seed = 0; seed < MUTANTS_PER_FILE; seed++) {
        // JSON is YAML, so the mutant needs no other writer.
        String mutant = mutant(tree, seed);
        boolean fits = kind.structuralProblems(mutant).isEmpty();
        assertThat(fits)
            .as("%s, seed %s: %s", file, seed, mutant)
            .isEqualTo(kind.schemaProblems(mutant).isEmpty());
        // Nor does any tree make the reader fail in another way than with problems.
        byte[] bytes = mutant.getBytes(StandardCharsets.UTF_8);
        assertThat(kind.problems("mutant.yaml", bytes).isEmpty() && !fits).isFalse();
        refused += fits ? 0 : 1;
        accepted += fits ? 1 : 0;
      }
    }
    assertThat(refused).isGreaterThan(MUTANTS_PER_FILE);
    assertThat(accepted).isGreaterThan(MUTANTS_PER_FILE / 4);
  }

  private static String mutant(JsonNode tree, int seed) {
    Mutants mutants = new Mutants(new Random(seed));
    JsonNode mutant = mutants.mutate(tree);
    return seed % 3 == 0 ? mutants.mutate(mutant).toString() : mutant.toString();
  }
}
