package io.tidegauge.exporter.web;

import java.net.InetSocketAddress;

/**
 * An address to listen on, as Prometheus writes it: {@code :10049}, {@code 127.0.0.1:10049}, {@code
 * [::1]:0}.
 *
 * @param host empty for all addresses
 * @param port 0 for any that is free
 */
public record ListenAddress(String host, int port) {
  public ListenAddress {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("not a port: " + port);
    }
  }

  /**
   * Reads an address.
   *
   * @throws IllegalArgumentException with a message for the user
   */
  public static ListenAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has no port: write \":10049\" or \"127.0.0.1:10049\"");
    }
    String host = text.substring(0, colon);
    boolean bracketed = host.startsWith("[") && host.endsWith("]");
    if (!bracketed && (host.indexOf(':') >= 0 || host.indexOf('[') >= 0)) {
      throw new IllegalArgumentException(
          "\"" + text + "\" is not an address: an IPv6 host stands in brackets, as in \"[::1]:0\"");
    }
    String port = text.substring(colon + 1);
    if (!port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65_535) {
      throw new IllegalArgumentException(
          "\"" + text + "\" has no port from 0 to 65535 after its last colon");
    }
    return new ListenAddress(
        bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
  }

  InetSocketAddress resolve() {
    return host.isEmpty() ? new InetSocketAddress(port) : new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
