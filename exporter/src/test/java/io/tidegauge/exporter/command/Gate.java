package io.tidegauge.exporter.command;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The way to a server: it can be silent, like a machine that has stopped, or not be there. */
final class Gate implements AutoCloseable {
  private final int port;
  private final int target;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object change = new Object();
  private volatile boolean silent;
  private volatile ServerSocket listening;

  /** A gate that nobody listens at. */
  Gate(int target) {
    this.target = target;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      this.port = free.getLocalPort();
      this.listening = free;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int port() {
    return port;
  }

  Gate open() {
    try {
      ServerSocket socket = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
      listening = socket;
      start(() -> accept(socket));
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** From now on connections are taken, and nothing passes in either direction. */
  void silence() {
    silent = true;
  }

  /** What was held back passes. */
  void speak() {
    synchronized (change) {
      silent = false;
      change.notifyAll();
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "gate");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept(ServerSocket socket) {
    while (true) {
      try {
        Socket in = socket.accept();
        Socket out = new Socket(InetAddress.getLoopbackAddress(), target);
        sockets.add(in);
        sockets.add(out);
        start(() -> pass(in, out));
        start(() -> pass(out, in));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void pass(Socket from, Socket to) {
    byte[] bytes = new byte[64 * 1024];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int read = in.read(bytes); read >= 0; read = in.read(bytes)) {
        synchronized (change) {
          while (silent) {
            change.wait();
          }
        }
        out.write(bytes, 0, read);
      }
    } catch (IOException e) {
      // One of the two is gone, and now the other.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    speak();
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
