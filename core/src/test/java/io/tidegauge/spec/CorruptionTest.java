package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bytes that went wrong give problems with a place in the file, and nothing else. */
class CorruptionTest {
  private static final int FILES = 6000;

  @ParameterizedTest
  @MethodSource("io.tidegauge.spec.Kind#all")
  void onlyProblemsAreThrown(Kind kind) throws IOException {
    for (Path file : kind.files("valid")) {
      byte[] bytes = Files.readAllBytes(file);
      for (int seed = 0; seed < FILES / kind.files("valid").size(); seed++) {
        byte[] corrupt = corrupt(bytes, new Random(seed));
        for (String problem : kind.problems("c.yaml", corrupt)) {
          assertThat(problem).matches("(?s)c\\.yaml:[1-9][0-9]*:[1-9][0-9]*: .+");
        }
      }
    }
  }

  private static byte[] corrupt(byte[] bytes, Random random) {
    byte[] corrupt = Arrays.copyOf(bytes, bytes.length - random.nextInt(bytes.length / 8));
    String marks = "\t\n :{}[]&*!|>'\"%@`#,-?<~0a";
    for (int i = random.nextInt(4); i >= 0; i--) {
      boolean mark = random.nextInt(4) > 0;
      int value = mark ? marks.charAt(random.nextInt(marks.length())) : random.nextInt(256);
      corrupt[random.nextInt(corrupt.length)] = (byte) value;
    }
    return corrupt;
  }
}
