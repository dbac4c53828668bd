package io.tidegauge.exporter.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import at.favre.lib.crypto.bcrypt.BCrypt;
import com.sun.net.httpserver.HttpHandler;
import io.tidegauge.spec.WebConfig;
import io.tidegauge.spec.WebConfig.ClientAuth;
import io.tidegauge.spec.WebConfig.TlsServer;
import io.tidegauge.spec.WebConfig.TlsVersion;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class WebSecurityTest {
  private static final WebConfig NOTHING =
      new WebConfig(Optional.empty(), Map.of(), false, Map.of());

  @TempDir Path folder;

  private final AtomicReference<WebConfig> config = new AtomicReference<>(NOTHING);
  private Path file = Path.of("");

  @SuppressWarnings("NullAway.Init")
  private WebServer server;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("web.yml"), "1");
  }

  @AfterEach
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  void passwordsAreCompared() throws Exception {
    config.set(users(Map.of("anna", bcrypt("right", 6))));
    start();

    assertThat(get("/metrics", "anna:right").statusCode()).isEqualTo(200);
    for (String wrong : List.of("anna:wrong", "anna:", "bert:right", ":right", "anna", "")) {
      HttpResponse<String> refused = get("/metrics", wrong);
      assertThat(refused.statusCode()).as(wrong).isEqualTo(401);
      assertThat(refused.headers().firstValue("WWW-Authenticate"))
          .hasValue("Basic realm=\"tidegauge\"");
    }
    assertThat(get("/", "").statusCode()).isEqualTo(401);
    assertThat(get("/-/ready", "").statusCode()).isEqualTo(401);
    assertThat(get("/nothing", "").statusCode()).isEqualTo(401);
  }

  @Test
  void healthNeedsNoPassword() throws Exception {
    config.set(users(Map.of("anna", bcrypt("right", 6))));
    start();

    assertThat(get("/-/healthy", "").statusCode()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"Bearer x", "Basic", "Basic !!!", "Basic /w==", "Basic"})
  void oddCredentialsAreRefused(String header) throws Exception {
    config.set(users(Map.of("anna", bcrypt("right", 6))));
    start();

    HttpRequest request =
        HttpRequest.newBuilder(uri("/metrics")).header("Authorization", header).build();
    assertThat(HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).statusCode())
        .isEqualTo(401);
  }

  /** The prefix $2y$ is what htpasswd writes. */
  @Test
  void hashesOfHtpasswdAreUnderstood() {
    String hash = bcrypt("right", 4);
    assertThat(hash).startsWith("$2a$");
    for (String version : List.of("$2a$", "$2b$", "$2y$")) {
      BasicAuth auth = new BasicAuth(Map.of("anna", version + hash.substring(4)));
      assertThat(auth.judge(List.of(basic("anna:right")))).isEqualTo(BasicAuth.Verdict.RIGHT);
      assertThat(auth.judge(List.of(basic("anna:left")))).isEqualTo(BasicAuth.Verdict.WRONG);
    }
  }

  @Test
  void aRightPasswordIsComparedOnce() {
    BasicAuth auth = new BasicAuth(Map.of("anna", bcrypt("right", 10)));
    List<String> header = List.of(basic("anna:right"));
    assertThat(auth.judge(header)).isEqualTo(BasicAuth.Verdict.RIGHT);

    long start = System.nanoTime();
    for (int i = 0; i < 200; i++) {
      assertThat(auth.judge(header)).isEqualTo(BasicAuth.Verdict.RIGHT);
    }
    assertThat(System.nanoTime() - start).as("not 200 times 50 ms").isLessThan(2_000_000_000L);
  }

  @Test
  void aPasswordThatIsNoHashIsAProblem() {
    config.set(users(Map.of("anna", "secret")));

    assertThatThrownBy(() -> WebSecurity.from(file, this::read, Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessage("basic_auth_users: the password of anna is not a bcrypt hash");
  }

  @Test
  void theFileIsReadInTheFormatOfTheOtherExporters() throws Exception {
    Files.writeString(file, "basic_auth_users: {anna: \"" + bcrypt("right", 4) + "\"}");
    start(WebSecurity.of(file));

    assertThat(get("/metrics", "anna:right").statusCode()).isEqualTo(200);
    assertThat(get("/metrics", "anna:wrong").statusCode()).isEqualTo(401);
  }

  @Test
  void headersOfTheConfigAreSent() throws Exception {
    config.set(
        new WebConfig(Optional.empty(), Map.of("X-Frame-Options", "SAMEORIGIN"), false, Map.of()));
    start();

    assertThat(get("/metrics", "").headers().allValues("X-Frame-Options"))
        .containsExactly("SAMEORIGIN");
  }

  @Test
  void aChangedFileIsReadAgain() throws Exception {
    config.set(users(Map.of("anna", bcrypt("old", 4))));
    start();
    assertThat(get("/metrics", "anna:old").statusCode()).isEqualTo(200);

    config.set(users(Map.of("anna", bcrypt("new", 4))));
    Files.writeString(file, "changed");
    TimeUnit.MILLISECONDS.sleep(20);

    assertThat(get("/metrics", "anna:old").statusCode()).isEqualTo(401);
    assertThat(get("/metrics", "anna:new").statusCode()).isEqualTo(200);
  }

  @Test
  void aBrokenFileLeavesWhatWasBefore() throws Exception {
    config.set(users(Map.of("anna", bcrypt("old", 4))));
    start();

    config.set(users(Map.of("anna", "no hash")));
    Files.writeString(file, "changed");
    TimeUnit.MILLISECONDS.sleep(20);

    assertThat(get("/metrics", "anna:old").statusCode()).isEqualTo(200);
  }

  @Test
  void metricsAreServedOverTls() throws Exception {
    Identity identity = Identity.of("identity").write(folder, "server");
    config.set(tls(ClientAuth.NO_CLIENT_CERT, Optional.empty()));
    start();

    HttpResponse<String> response =
        client(identity, Optional.empty())
            .send(HttpRequest.newBuilder(uri("/metrics")).build(), BodyHandlers.ofString());

    assertThat(uri("/").getScheme()).isEqualTo("https");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
  }

  @Test
  void aNewCertificateIsServedWithoutARestart() throws Exception {
    Identity first = Identity.of("first").write(folder, "server");
    config.set(tls(ClientAuth.NO_CLIENT_CERT, Optional.empty()));
    start();
    assertThat(answers(client(first, Optional.empty()))).isTrue();

    Identity second = Identity.of("second").write(folder, "server");
    TimeUnit.MILLISECONDS.sleep(20);
    answers(client(second, Optional.empty())); // may be the connection that notices

    assertThat(answers(client(second, Optional.empty()))).isTrue();
    assertThat(answers(client(first, Optional.empty()))).isFalse();
  }

  @ParameterizedTest
  @EnumSource(ClientAuth.class)
  void clientsShowCertificatesWhereTheyMust(ClientAuth auth) throws Exception {
    Identity identity = Identity.of("identity").write(folder, "server");
    Identity known = Identity.of("known").write(folder, "known");
    Identity stranger = Identity.of("stranger").write(folder, "stranger");
    config.set(tls(auth, Optional.of("known.crt")));
    start();

    boolean withNone = answers(client(identity, Optional.empty()));
    boolean withKnown = answers(client(identity, Optional.of(known)));
    boolean withStranger = answers(client(identity, Optional.of(stranger)));

    assertThat(withKnown).isTrue();
    assertThat(withNone)
        .isEqualTo(
            auth != ClientAuth.REQUIRE_ANY_CLIENT_CERT
                && auth != ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT);
    // a client whose certificates the server does not name may choose to show none
    if (auth == ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT) {
      assertThat(withStranger).isFalse();
    }
  }

  @Test
  void whatIsWrongWithTlsIsSaid() throws Exception {
    config.set(tls(ClientAuth.NO_CLIENT_CERT, Optional.empty()));
    assertThatThrownBy(() -> WebSecurity.from(file, this::read, Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("tls_server_config.cert_file: can't read")
        .hasMessageContaining("server.crt");

    Files.writeString(folder.resolve("server.crt"), "nonsense");
    Files.writeString(folder.resolve("server.key"), "nonsense");
    assertThatThrownBy(() -> WebSecurity.from(file, this::read, Duration.ZERO))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("are not a certificate and its key");
  }

  @Test
  void aCipherSuiteThatIsNotThereIsSaid() throws Exception {
    Identity.of("server").write(folder, "server");
    config.set(
        new WebConfig(
            Optional.of(
                new TlsServer(
                    "server.crt",
                    "server.key",
                    ClientAuth.NO_CLIENT_CERT,
                    Optional.empty(),
                    TlsVersion.TLS12,
                    TlsVersion.TLS13,
                    List.of("TLS_ROT13"))),
            Map.of(),
            false,
            Map.of()));

    assertThatThrownBy(() -> WebSecurity.from(file, this::read, Duration.ZERO))
        .hasMessageContaining("no cipher suite TLS_ROT13");
  }

  private void start() throws IOException {
    start(WebSecurity.from(file, this::read, Duration.ZERO));
  }

  private void start(WebSecurity security) throws IOException {
    HttpHandler metrics =
        exchange -> {
          exchange.sendResponseHeaders(200, 0);
          exchange.getResponseBody().write("ml_a 1\n".getBytes(UTF_8));
        };
    Page page = (path, query) -> "page".getBytes(UTF_8);
    server =
        WebServer.start(
            WebOptions.on(ListenAddress.parse("127.0.0.1:0")),
            new WebContent(metrics, List::of, List::of, Map.of("/", page)),
            security);
  }

  private WebConfig read(Path path) {
    return requireNonNull(config.get());
  }

  private URI uri(String path) {
    return server.urls().get(0).resolve(path);
  }

  private HttpResponse<String> get(String path, String credentials) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri(path));
    if (!credentials.isEmpty()) {
      request.header("Authorization", basic(credentials));
    }
    return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
  }

  private boolean answers(HttpClient client) throws InterruptedException {
    try {
      return client
              .send(HttpRequest.newBuilder(uri("/metrics")).build(), BodyHandlers.ofString())
              .statusCode()
          == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static HttpClient client(Identity server, Optional<Identity> own) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(
        own.isEmpty() ? new KeyManager[0] : own.get().keys(),
        new TrustManager[] {server.trust()},
        new SecureRandom());
    return HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).sslContext(context).build();
  }

  private static WebConfig users(Map<String, String> users) {
    return new WebConfig(Optional.empty(), Map.of(), false, users);
  }

  private static WebConfig tls(ClientAuth auth, Optional<String> ca) {
    return new WebConfig(
        Optional.of(
            new TlsServer(
                "server.crt",
                "server.key",
                auth,
                ca,
                TlsVersion.TLS12,
                TlsVersion.TLS13,
                List.of())),
        Map.of(),
        false,
        Map.of());
  }

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }

  private static String bcrypt(String password, int cost) {
    return BCrypt.withDefaults().hashToString(cost, password.toCharArray());
  }
}
