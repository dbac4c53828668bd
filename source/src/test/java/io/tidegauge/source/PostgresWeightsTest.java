package io.tidegauge.source;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;

@TestInstance(Lifecycle.PER_CLASS)
final class PostgresWeightsTest extends WeightsContractTest {
  private PostgresEngine engine;

  @BeforeAll
  void start() {
    engine = new PostgresEngine();
  }

  @AfterAll
  void stop() {
    engine.close();
  }

  @Override
  Engine engine() {
    return engine;
  }
}
