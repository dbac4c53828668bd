package io.tidegauge.exporter.web;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import io.tidegauge.spec.WebConfig;
import io.tidegauge.spec.WebConfigReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.util.KeyManagerUtils;
import nl.altindag.ssl.util.SSLSessionUtils;
import nl.altindag.ssl.util.TrustManagerUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may see what, over which wire. Its files are read again when they change; where they are
 * wrong then, what was right before stays.
 */
public final class WebSecurity {
  private static final Logger LOG = LoggerFactory.getLogger(WebSecurity.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final Optional<Source> source;
  private final Optional<Wire> wire;
  private final Duration lookEvery;
  private final AtomicLong lastLook = new AtomicLong(System.nanoTime());
  private volatile State state;

  private record Source(Path file, Function<Path, WebConfig> reader) {
    Path folder() {
      return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    }
  }

  private record Wire(
      SSLContext context, X509ExtendedKeyManager keys, X509ExtendedTrustManager clients) {}

  private record State(
      WebConfig config, BasicAuth auth, Optional<TlsMaterial> tls, WatchedFiles files) {}

  private WebSecurity(
      Optional<Source> source, State state, Optional<Wire> wire, Duration lookEvery) {
    this.source = source;
    this.state = state;
    this.wire = wire;
    this.lookEvery = lookEvery;
  }

  /** Everybody may see everything, in the clear. */
  public static WebSecurity none() {
    WebConfig config = new WebConfig(Optional.empty(), Map.of(), false, Map.of());
    State state =
        new State(config, new BasicAuth(Map.of()), Optional.empty(), WatchedFiles.at(List.of()));
    return new WebSecurity(Optional.empty(), state, Optional.empty(), LOOK_EVERY);
  }

  /**
   * As the file says, now and after each change of it.
   *
   * @throws io.tidegauge.spec.InvalidSpecException where the file is wrong
   * @throws UncheckedIOException with a message for the user, where it or what it names is not to
   *     be had
   */
  public static WebSecurity of(Path file) {
    try {
      return from(file, WebConfigReader::read, LOOK_EVERY);
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  static WebSecurity from(Path file, Function<Path, WebConfig> reader, Duration lookEvery)
      throws IOException {
    Source source = new Source(file, reader);
    State state = load(source);
    Optional<Wire> wire = state.tls().isEmpty() ? Optional.empty() : wire(state.tls().get());
    if (state.config().http2()) {
      LOG.warn("{} asks for HTTP/2, which is not served: HTTP/1.1 is", file);
    }
    return new WebSecurity(Optional.of(source), state, wire, lookEvery);
  }

  boolean encrypted() {
    return wire.isPresent();
  }

  Map<String, String> headers() {
    return state.config().headers();
  }

  /** The answer to a request that may not go on; null for one that may. */
  @Nullable Reply refusal(HttpExchange exchange) {
    look();
    BasicAuth auth = state.auth();
    if (!auth.required()) {
      return null;
    }
    List<String> headers = exchange.getRequestHeaders().get("Authorization");
    return switch (headers == null ? BasicAuth.Verdict.WRONG : auth.judge(headers)) {
      case RIGHT -> null;
      case WRONG ->
          Reply.text(401, "Unauthorized").with("WWW-Authenticate", "Basic realm=\"tidegauge\"");
      case BUSY -> Reply.text(503, "Too many logins at once.").with("Retry-After", "1");
    };
  }

  HttpsConfigurator configurator() {
    SSLContext context = wire.orElseThrow().context();
    return new HttpsConfigurator(context) {
      @Override
      public void configure(HttpsParameters parameters) {
        look();
        state.tls().ifPresent(tls -> parameters.setSSLParameters(tls.parameters(context)));
      }
    };
  }

  /** Reads the files again if it is time to look and they have changed. */
  private void look() {
    long last = lastLook.get();
    long now = System.nanoTime();
    if (source.isEmpty()
        || now - last < lookEvery.toNanos()
        || !lastLook.compareAndSet(last, now)
        || !state.files().changed()) {
      return;
    }
    reload(source.get());
  }

  private synchronized void reload(Source from) {
    WatchedFiles seen = WatchedFiles.at(state.files().files());
    try {
      State fresh = load(from);
      if (fresh.tls().isPresent() != wire.isPresent()) {
        throw new IOException("turning TLS on or off needs a restart");
      }
      wire.ifPresent(open -> fresh.tls().ifPresent(tls -> swap(open, tls)));
      state = fresh;
      LOG.info("read {} again, since it or a file that it names has changed", from.file());
    } catch (IOException | RuntimeException e) {
      LOG.error("{} has changed, but what was read before stays in use", from.file(), e);
      // not again until the next change
      State old = state;
      state = new State(old.config(), old.auth(), old.tls(), seen);
    }
  }

  private static State load(Source source) throws IOException {
    List<Path> files = new ArrayList<>(List.of(source.file()));
    WatchedFiles before = WatchedFiles.at(files);
    WebConfig config = source.reader().apply(source.file());
    Optional<TlsMaterial> tls = Optional.empty();
    if (config.tls().isPresent()) {
      files.addAll(TlsMaterial.files(config.tls().get(), source.folder()));
      before = WatchedFiles.at(files);
      tls = Optional.of(TlsMaterial.load(config.tls().get(), source.folder()));
      tls.get().verify(defaultContext());
    }
    try {
      return new State(config, new BasicAuth(config.users()), tls, before);
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private static Optional<Wire> wire(TlsMaterial tls) throws IOException {
    X509ExtendedKeyManager keys = KeyManagerUtils.createSwappableKeyManager(tls.keys());
    X509ExtendedTrustManager clients =
        TrustManagerUtils.createSwappableTrustManager(tls.clients().orElse(new TrustsNobody()));
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(new KeyManager[] {keys}, new TrustManager[] {clients}, null);
      return Optional.of(new Wire(context, keys, clients));
    } catch (GeneralSecurityException e) {
      throw new IOException("tls_server_config: " + e.getMessage(), e);
    }
  }

  private static void swap(Wire wire, TlsMaterial tls) {
    KeyManagerUtils.swapKeyManager(wire.keys(), tls.keys());
    TrustManagerUtils.swapTrustManager(wire.clients(), tls.clients().orElse(new TrustsNobody()));
    SSLSessionUtils.invalidateCaches(wire.context()); // or an old session would outlive its CA
  }

  private static SSLContext defaultContext() throws IOException {
    try {
      return SSLContext.getDefault();
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
