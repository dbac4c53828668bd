package io.tidegauge.source;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbFilesCountReaderTest extends CountReaderTest {
  @TempDir private Path folder;
  private DuckDbEngine engine;

  @BeforeEach
  void start() {
    engine = new DuckDbEngine(folder, "parquet");
  }

  /** Each table is written to a file first. */
  @Override
  int seeds() {
    return 30;
  }

  @Override
  Engine engine() {
    return engine;
  }
}
