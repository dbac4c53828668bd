package io.tidegauge.demo;

import io.tidegauge.demo.parquet.LogTable;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The live demo: makes up a reference, trains two versions on it, writes ten minutes of history,
 * starts the exporter, and goes on serving, with incidents, until it is stopped.
 */
public final class Main {
  private static final List<String> VERSIONS = List.of("v1", "v2");
  private static final Duration HISTORY = Duration.ofMinutes(10);
  private static final Duration KEPT = Duration.ofHours(1);
  private static final Duration FORGET_EVERY = Duration.ofMinutes(15);
  private static final Duration TICK = Duration.ofSeconds(2);

  private final DemoOptions options;
  private final PrintStream out;
  private final Instant start = Instant.now().truncatedTo(ChronoUnit.MILLIS);

  private Main(DemoOptions options, PrintStream out) {
    this.options = options;
    this.out = out;
  }

  /** Runs the demo; exit status 2 for a wrong command line, 1 if the demo cannot run. */
  public static void main(String[] args) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DemoOptions options;
    try {
      options = DemoOptions.parse(args);
      IncidentSchedule.parse(options.incidents(), options.cycle(), Instant.EPOCH);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage() + "\n" + DemoOptions.USAGE);
      System.exit(2);
      return;
    }
    System.exit(new Main(options, out).run());
  }

  private int run() throws IOException, InterruptedException {
    if (options.exporter().isPresent() && !Files.exists(options.exporter().get())) {
      System.err.println("There is no " + options.exporter().get() + "; run mvn package first.");
      return 1;
    }
    if (options.exporter().isPresent() && portIsTaken()) {
      System.err.printf(
          "Port %d is taken, by another demo perhaps; choose another: make demo PORT=%d%n",
          options.port(), options.port() + 1);
      return 1;
    }
    WorkFolder folder = WorkFolder.prepare(options.folder());
    Reference reference = new Reference(options.seed());
    reference.write(folder.path().resolve("staging/reference.part"), reference(folder.path()));
    say("two versions trained on 20,000 rows each");
    IncidentSchedule schedule = IncidentSchedule.parse(options.incidents(), options.cycle(), start);
    folder.describe(
        "%s answers %s requests a second, %s in its shadow; the demo makes all of them up.%n%n%s"
            .formatted(
                reference.champion().version(),
                BigDecimal.valueOf(options.perSecond()).stripTrailingZeros().toPlainString(),
                reference.shadow().version(),
                schedule.toParagraphs()));
    CreditService service =
        new CreditService(
            folder.path(),
            List.of(reference.champion(), reference.shadow()),
            schedule,
            options.perSecond(),
            options.seed() + 1,
            start.minus(HISTORY));
    if (options.exporter().isEmpty()) {
      writeHistory(service, folder, schedule);
      return live(service, folder, schedule, () -> true);
    }
    return beside(options.exporter().get(), service, folder, schedule);
  }

  private int beside(Path jar, CreditService service, WorkFolder folder, IncidentSchedule schedule)
      throws IOException, InterruptedException {
    try (ExporterProgram exporter = new ExporterProgram(jar, folder.config(), options.port())) {
      Runtime.getRuntime().addShutdownHook(new Thread(exporter::close, "stop"));
      Process profiles = exporter.startProfiles(VERSIONS);
      writeHistory(service, folder, schedule);
      if (profiles.waitFor() != 0) {
        System.err.println("The profiles could not be made; why is said above.");
        return 1;
      }
      say("profiles of both versions made");
      Process server = exporter.startServer();
      Thread watcher = new Thread(() -> watch(exporter, server), "first readings");
      watcher.setDaemon(true);
      watcher.start();
      int status = live(service, folder, schedule, server::isAlive);
      if (status != 0) {
        System.err.printf(
            "The exporter ended by itself, with status %d; why is said above.%n", server.waitFor());
      }
      return status;
    }
  }

  private void writeHistory(CreditService service, WorkFolder folder, IncidentSchedule schedule)
      throws IOException {
    new Registry(folder.path(), start).write(false);
    writeIncidents(folder, schedule, start);
    Instant last = start.minus(HISTORY);
    while (last.isBefore(start)) {
      Instant minute = last.plusSeconds(60);
      last = minute.isBefore(start) ? minute : start;
      service.advance(last);
    }
    say("%,d requests of history written".formatted(service.requests()));
    out.println(schedule.toTable(ZoneId.systemDefault()));
  }

  private static void writeIncidents(WorkFolder folder, IncidentSchedule schedule, Instant now)
      throws IOException {
    LogTable.replace(
        folder.path().resolve("staging/incidents.part"),
        folder.path().resolve("incidents.json"),
        schedule.toJson(now).getBytes(StandardCharsets.UTF_8));
  }

  private int live(
      CreditService service, WorkFolder folder, IncidentSchedule schedule, Condition goOn)
      throws IOException, InterruptedException {
    Registry registry = new Registry(folder.path(), start);
    Instant forgotten = start;
    Instant end = options.duration().map(start::plus).orElse(Instant.MAX);
    for (Instant now = Instant.now(); now.isBefore(end) && goOn.holds(); now = Instant.now()) {
      service.advance(now);
      registry.write(schedule.at(now).contains(Incident.STALE_MODEL));
      writeIncidents(folder, schedule, now);
      if (Duration.between(forgotten, now).compareTo(FORGET_EVERY) > 0) {
        service.forget(now.minus(KEPT));
        forgotten = now;
      }
      TimeUnit.MILLISECONDS.sleep(TICK.toMillis());
    }
    say("%,d requests served".formatted(service.requests()));
    return goOn.holds() ? 0 : 1;
  }

  private void watch(ExporterProgram exporter, Process server) {
    try {
      if (!exporter.awaitReadings(server)) {
        return;
      }
      say("first readings");
      out.printf(
          """

          The page of the models:  http://127.0.0.1:%1$d/
          For Prometheus:          http://127.0.0.1:%1$d/metrics
          What goes wrong now:     %2$s
          Ctrl-C ends it%3$s.

          """,
          options.port(),
          options.folder().resolve("incidents.json"),
          options
              .duration()
              .map(length -> ", or it ends by itself after " + length.toSeconds() + " s")
              .orElse(""));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean portIsTaken() {
    try (ServerSocket socket =
        new ServerSocket(options.port(), 1, InetAddress.getLoopbackAddress())) {
      return !socket.isBound();
    } catch (IOException e) {
      return true;
    }
  }

  private static Path reference(Path folder) throws IOException {
    return Files.createDirectories(folder.resolve("reference")).resolve("reference.parquet");
  }

  private void say(String what) {
    Duration elapsed = Duration.between(start, Instant.now());
    out.printf("%5.1f s  %s%n", elapsed.toMillis() / 1e3, what);
  }

  /** Something that holds or not. */
  private interface Condition {
    boolean holds();
  }
}
