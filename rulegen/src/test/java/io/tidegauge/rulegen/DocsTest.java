package io.tidegauge.rulegen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DocsTest {
  private final StringWriter out = new StringWriter();

  private int docs(String... arguments) {
    return new CommandLine(new Docs()).setOut(new PrintWriter(out)).execute(arguments);
  }

  @Test
  void whatIsCommittedIsWhatIsGenerated() {
    int status = docs("--check", "--folder=..");

    assertThat(out.toString()).isEmpty();
    assertThat(status).isZero();
  }

  @Test
  void aFileThatDiffersIsNamed(@TempDir Path folder) throws Exception {
    for (String example : Docs.EXAMPLES) {
      Files.createDirectories(folder.resolve(example).getParent());
      Files.copy(Path.of("..").resolve(example), folder.resolve(example));
    }
    assertThat(docs("--folder=" + folder)).isZero();
    assertThat(docs("--check", "--folder=" + folder)).isZero();
    Path file = folder.resolve("docs/metrics.md");
    Files.writeString(file, Files.readString(file) + "more\n");

    assertThat(docs("--check", "--folder=" + folder)).isEqualTo(1);
    assertThat(out.toString()).contains(file + " is not what the definitions say");
  }
}
