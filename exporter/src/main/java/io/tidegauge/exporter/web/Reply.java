package io.tidegauge.exporter.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/** A whole answer. It is complete before its first byte is sent, and says how long it is. */
final class Reply {
  private static final String PLAIN = "text/plain; charset=utf-8";

  private final int status;
  private final Map<String, String> headers;
  private final byte[] body;

  private Reply(int status, Map<String, String> headers, byte[] body) {
    this.status = status;
    this.headers = Map.copyOf(headers);
    this.body = body;
  }

  static Reply text(int status, String line) {
    return new Reply(
        status, Map.of("Content-Type", PLAIN), (line + "\n").getBytes(StandardCharsets.UTF_8));
  }

  static Reply of(int status, Map<String, String> headers, byte[] body) {
    return new Reply(status, headers, body);
  }

  Reply with(String header, String value) {
    Map<String, String> more = new HashMap<>(headers);
    more.put(header, value);
    return new Reply(status, more, body);
  }

  /** Sends the answer and ends the exchange. */
  void send(HttpExchange exchange) throws IOException {
    byte[] sent = body;
    Headers out = exchange.getResponseHeaders();
    headers.forEach(out::set);
    if (status == 200) {
      out.set("Vary", "Accept-Encoding");
      List<String> accepted = exchange.getRequestHeaders().get("Accept-Encoding");
      if (accepted != null && AcceptedEncoding.gzip(accepted)) {
        out.set("Content-Encoding", "gzip");
        sent = zip(body);
      }
    }
    if (exchange.getRequestMethod().equals("HEAD")) {
      out.set("Content-Length", String.valueOf(sent.length));
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, sent.length == 0 ? -1 : sent.length);
    try (OutputStream stream = exchange.getResponseBody()) {
      stream.write(sent);
    }
  }

  private static byte[] zip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 8 + 64);
    try (GZIPOutputStream gzip = new GZIPOutputStream(out, 8192)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }
}
