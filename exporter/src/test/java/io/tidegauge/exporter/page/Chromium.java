package io.tidegauge.exporter.page;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real Chromium without a window, driven by its own debugging protocol. */
final class Chromium implements AutoCloseable {
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome", "google-chrome-stable");
  private static final Pattern PAGE =
      Pattern.compile(
          "\"type\": \"page\".*?\"webSocketDebuggerUrl\": \"(ws://[^\"]+)\"", Pattern.DOTALL);
  private static final Pattern ID = Pattern.compile("^\\{\"id\":(\\d+),");
  private static final Pattern VALUE =
      Pattern.compile("\"type\":\"string\",\"value\":\"(.*?)\"\\}");
  private static final Pattern DATA = Pattern.compile("\"data\":\"([^\"]+)\"");

  private final Process process;
  private final WebSocket socket;
  private final AtomicInteger lastId = new AtomicInteger();
  private final Map<Integer, CompletableFuture<String>> answers = new ConcurrentHashMap<>();
  private final List<String> events = new CopyOnWriteArrayList<>();
  private volatile CompletableFuture<Void> loaded = new CompletableFuture<>();

  private Chromium(Process process, URI page) {
    this.process = process;
    this.socket =
        HttpClient.newHttpClient().newWebSocketBuilder().buildAsync(page, new Frames()).join();
  }

  /** Where a Chromium is installed. */
  static Optional<Path> find() {
    String path = System.getenv().getOrDefault("PATH", "");
    return Stream.of(path.split(Pattern.quote(File.pathSeparator)))
        .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts one with a profile of its own in an empty folder. */
  static Chromium start(Path executable, Path profile) throws Exception {
    Process process =
        new ProcessBuilder(
                executable.toString(),
                "--headless=new",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--hide-scrollbars",
                "--no-first-run",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "about:blank")
            .redirectErrorStream(true)
            .start();
    try {
      int port = port(process);
      HttpRequest list =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
      String targets =
          HttpClient.newHttpClient().send(list, HttpResponse.BodyHandlers.ofString()).body();
      Matcher page = PAGE.matcher(targets);
      if (!page.find()) {
        throw new IOException("Chromium has no page: " + targets);
      }
      Chromium chromium = new Chromium(process, URI.create(page.group(1)));
      for (String domain : List.of("Page", "Runtime", "Log")) {
        chromium.call(domain + ".enable", "");
      }
      return chromium;
    } catch (Exception e) {
      end(process);
      throw e;
    }
  }

  private static int port(Process process) throws IOException {
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    Pattern listening = Pattern.compile("DevTools listening on ws://127\\.0\\.0\\.1:(\\d+)/");
    StringBuilder said = new StringBuilder();
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      said.append(line).append('\n');
      Matcher matcher = listening.matcher(line);
      if (matcher.find()) {
        drain(output);
        return Integer.parseInt(matcher.group(1));
      }
    }
    throw new IOException("Chromium did not start:\n" + said);
  }

  private static void drain(BufferedReader output) {
    Thread thread = new Thread(() -> output.lines().forEach(line -> {}), "chromium-output");
    thread.setDaemon(true);
    thread.start();
  }

  /** Opens a page and waits until it is loaded. */
  void open(URI address, int width, boolean dark) throws Exception {
    call(
        "Emulation.setDeviceMetricsOverride",
        "\"width\":%d,\"height\":900,\"deviceScaleFactor\":1,\"mobile\":false".formatted(width));
    call(
        "Emulation.setEmulatedMedia",
        "\"features\":[{\"name\":\"prefers-color-scheme\",\"value\":\"%s\"}]"
            .formatted(dark ? "dark" : "light"));
    loaded = new CompletableFuture<>();
    call("Page.navigate", "\"url\":\"" + address + "\"");
    loaded.get(30, TimeUnit.SECONDS);
  }

  /** The value of an expression that is a string without quotes in it. */
  String evaluate(String expression) throws Exception {
    String escaped = expression.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    String answer =
        call("Runtime.evaluate", "\"returnByValue\":true,\"expression\":\"" + escaped + "\"");
    Matcher value = VALUE.matcher(answer);
    if (!value.find()) {
      throw new IllegalStateException("no string: " + answer);
    }
    return value.group(1);
  }

  /** A picture of the whole page. */
  byte[] screenshot() throws Exception {
    String answer =
        call("Page.captureScreenshot", "\"format\":\"png\",\"captureBeyondViewport\":true");
    Matcher data = DATA.matcher(answer);
    if (!data.find()) {
      throw new IllegalStateException("no picture: " + answer);
    }
    return Base64.getDecoder().decode(data.group(1));
  }

  /** What the browser complained of: errors, warnings, refused resources, scripts' output. */
  List<String> complaints() {
    return events.stream()
        .filter(
            event ->
                event.contains("\"Log.entryAdded\"")
                    || event.contains("\"Runtime.consoleAPICalled\"")
                    || event.contains("\"Runtime.exceptionThrown\""))
        .toList();
  }

  private String call(String method, String parameters) throws Exception {
    int id = lastId.incrementAndGet();
    CompletableFuture<String> answer = new CompletableFuture<>();
    answers.put(id, answer);
    socket
        .sendText(
            "{\"id\":%d,\"method\":\"%s\",\"params\":{%s}}".formatted(id, method, parameters), true)
        .join();
    return answer.get(30, TimeUnit.SECONDS);
  }

  private void received(String message) {
    Matcher id = ID.matcher(message);
    if (id.find()) {
      CompletableFuture<String> answer = answers.remove(Integer.parseInt(id.group(1)));
      if (answer != null) {
        answer.complete(message);
      }
      return;
    }
    events.add(message);
    if (message.contains("\"Page.loadEventFired\"")) {
      loaded.complete(null);
    }
  }

  @Override
  public void close() {
    socket.abort();
    end(process);
  }

  private static void end(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  private final class Frames implements WebSocket.Listener {
    private final StringBuilder message = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      message.append(data);
      if (last) {
        received(message.toString());
        message.setLength(0);
      }
      from.request(1);
      return CompletableFuture.completedStage(null);
    }
  }
}
