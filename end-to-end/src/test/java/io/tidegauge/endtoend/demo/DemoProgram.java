package io.tidegauge.endtoend.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidegauge.endtoend.Program;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** The demo as its users run it: a program of its own, with the exporter as its child. */
final class DemoProgram implements AutoCloseable {
  private final Process process;
  private final Path log;

  private DemoProgram(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static DemoProgram start(Path folder, int port, String... options) throws IOException {
    List<String> arguments = new ArrayList<>();
    arguments.addAll(
        List.of(
            "--folder=" + folder,
            "--port=" + port,
            "--exporter=" + Program.built(Program.EXPORTER)));
    arguments.addAll(List.of(options));
    Path log = folder.resolve("demo.log");
    return new DemoProgram(Program.demo().start(log, arguments), log);
  }

  /** What it and its children said so far. */
  String log() throws IOException {
    return Files.readString(log);
  }

  boolean isAlive() {
    return process.isAlive();
  }

  List<ProcessHandle> children() {
    return process.descendants().toList();
  }

  /** Asks it to end, as Ctrl-C or an init system does. */
  void terminate() {
    process.destroy();
  }

  int awaitEnd(Duration patience) throws InterruptedException, IOException {
    boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
    assertThat(ended).as("ended within %s; it said%n%s", patience, log()).isTrue();
    return process.exitValue();
  }

  /** Waits until something holds, for as long as the program runs. */
  void await(String what, BooleanSupplier condition) throws IOException, InterruptedException {
    long end = System.nanoTime() + Duration.ofMinutes(2).toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(isAlive() && System.nanoTime() < end)
          .as("%s; the demo said%n%s", what, log())
          .isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
  }

  boolean hasSaid(String text) {
    try {
      return log().contains(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    List<ProcessHandle> children = children();
    process.destroyForcibly();
    children.forEach(ProcessHandle::destroyForcibly);
  }
}
