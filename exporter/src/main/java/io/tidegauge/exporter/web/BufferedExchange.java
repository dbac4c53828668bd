package io.tidegauge.exporter.web;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpContext;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpPrincipal;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exchange whose answer is kept until its handler is done.
 *
 * <p>The handler of client_java writes compressed answers straight to the socket: where it fails
 * half-way, the client gets a well-formed 200 whose last sample is cut short. So the handler is
 * given this exchange, without the request's {@code Accept-Encoding}, and the answer is compressed
 * and sent when it is whole.
 */
final class BufferedExchange extends HttpExchange {
  private static final int FIRST_BUFFER = 64 * 1024;

  private final HttpExchange exchange;
  private final Headers requestHeaders = new Headers();
  private final Headers responseHeaders = new Headers();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream(FIRST_BUFFER);
  private int status = -1;

  BufferedExchange(HttpExchange exchange) {
    this.exchange = exchange;
    exchange.getRequestHeaders().forEach(requestHeaders::put);
    requestHeaders.remove("Accept-Encoding");
  }

  /**
   * What the handler answered; a failure of its own, or no answer at all, is left to the caller.
   */
  Reply reply() {
    Map<String, String> headers = new HashMap<>();
    responseHeaders.forEach((name, values) -> headers.put(name, String.join(", ", values)));
    headers.remove("Content-length"); // as Headers spells it
    return Reply.of(status, headers, body.toByteArray());
  }

  boolean failed() {
    return status < 0 || status >= 500;
  }

  @Override
  public Headers getRequestHeaders() {
    return requestHeaders;
  }

  @Override
  public Headers getResponseHeaders() {
    return responseHeaders;
  }

  @Override
  public URI getRequestURI() {
    return exchange.getRequestURI();
  }

  /** Always GET: the answer to HEAD has the length that the answer to GET would have. */
  @Override
  public String getRequestMethod() {
    return "GET";
  }

  @Override
  public HttpContext getHttpContext() {
    return exchange.getHttpContext();
  }

  @Override
  public void close() {
    // The caller sends the answer and closes the exchange.
  }

  @Override
  public InputStream getRequestBody() {
    return InputStream.nullInputStream();
  }

  @Override
  public OutputStream getResponseBody() {
    return body;
  }

  @Override
  public void sendResponseHeaders(int code, long length) {
    status = code;
  }

  @Override
  public InetSocketAddress getRemoteAddress() {
    return exchange.getRemoteAddress();
  }

  @Override
  public int getResponseCode() {
    return status;
  }

  @Override
  public InetSocketAddress getLocalAddress() {
    return exchange.getLocalAddress();
  }

  @Override
  public String getProtocol() {
    return exchange.getProtocol();
  }

  @Override
  public @Nullable Object getAttribute(String name) {
    return exchange.getAttribute(name);
  }

  @Override
  public void setAttribute(String name, @Nullable Object value) {
    exchange.setAttribute(name, value);
  }

  @Override
  public void setStreams(@Nullable InputStream in, @Nullable OutputStream out) {
    throw new UnsupportedOperationException("the answer is buffered");
  }

  @Override
  public @Nullable HttpPrincipal getPrincipal() {
    return exchange.getPrincipal();
  }
}
