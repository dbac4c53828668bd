package io.tidegauge.source;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

final class DuckDbFilesWeightsTest extends WeightsContractTest {
  @TempDir private Path folder;
  private DuckDbEngine engine;

  @BeforeEach
  void start() {
    engine = new DuckDbEngine(folder, "parquet");
  }

  @Override
  Engine engine() {
    return engine;
  }
}
