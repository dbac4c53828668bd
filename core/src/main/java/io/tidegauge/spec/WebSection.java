package io.tidegauge.spec;

import io.tidegauge.spec.WebConfig.ClientAuth;
import io.tidegauge.spec.WebConfig.TlsServer;
import io.tidegauge.spec.WebConfig.TlsVersion;
import io.tidegauge.spec.yaml.BooleanShape;
import io.tidegauge.spec.yaml.ChoiceShape;
import io.tidegauge.spec.yaml.Cursor;
import io.tidegauge.spec.yaml.Field;
import io.tidegauge.spec.yaml.ListShape;
import io.tidegauge.spec.yaml.MapShape;
import io.tidegauge.spec.yaml.ObjectShape;
import io.tidegauge.spec.yaml.Problems;
import io.tidegauge.spec.yaml.Regex;
import io.tidegauge.spec.yaml.TextShape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The file of {@code --web.config.file}: its keys, and how they become a {@link WebConfig}. */
final class WebSection {
  private static final List<String> CLIENT_AUTH =
      Stream.of(ClientAuth.values()).map(ClientAuth::label).toList();

  private static final ChoiceShape VERSION = ChoiceShape.of("version of TLS", "TLS12", "TLS13");
  private static final TextShape HEADER =
      TextShape.of("^[\\t\\x20-\\x7E]+$", "text of one line, in ASCII");

  private static final ObjectShape TLS =
      ObjectShape.of(
              Field.required(
                  "cert_file",
                  TextShape.ANY,
                  "the server's certificate and those between it and its root, in PEM"),
              Field.required("key_file", TextShape.ANY, "the certificate's private key, in PEM"),
              Field.withDefault(
                  "client_auth_type",
                  new ChoiceShape("client_auth_type", CLIENT_AUTH),
                  "NoClientCert",
                  "whether a client must show a certificate"),
              Field.optional(
                  "client_ca_file",
                  TextShape.ANY,
                  "the roots of the clients' certificates, in PEM"),
              Field.withDefault("min_version", VERSION, "TLS12", "the oldest version spoken"),
              Field.withDefault("max_version", VERSION, "TLS13", "the newest version spoken"),
              Field.optional(
                  "cipher_suites",
                  ListShape.unique(
                      TextShape.of("^TLS_[A-Z0-9_]+$", "a name such as TLS_AES_128_GCM_SHA256"),
                      1,
                      100),
                  "the cipher suites of TLS 1.2"))
          .refusing("cert", "a certificate in the file itself is not read here; use cert_file")
          .refusing("key", "a key in the file itself is not read here; use key_file")
          .refusing(
              "client_ca", "a certificate in the file itself is not read here; use client_ca_file")
          .refusing(
              "client_allowed_sans", "the names of clients are not compared here; take it out")
          .refusing("curve_preferences", "the JVM chooses the curves; take it out")
          .refusing(
              "prefer_server_cipher_suites", "the server's order always counts here; take it out");

  private static final ObjectShape HTTP =
      ObjectShape.of(
          Field.optional(
              "http2", new BooleanShape(), "HTTP/2, which is accepted here, though not served"),
          Field.optional(
              "headers",
              ObjectShape.of(
                  header("Content-Security-Policy"),
                  header("X-Frame-Options"),
                  header("X-Content-Type-Options"),
                  header("X-XSS-Protection"),
                  header("Strict-Transport-Security")),
              "headers of each answer"));

  static final ObjectShape SHAPE =
      ObjectShape.of(
              Field.optional("tls_server_config", TLS, "certificates: with them all is HTTPS"),
              Field.optional("http_server_config", HTTP, "the answers"),
              Field.optional(
                  "basic_auth_users",
                  new MapShape(
                      new Regex("^[^:\\x00-\\x1F\\x7F]+$"),
                      "a user's name, without a colon",
                      TextShape.of(
                              "^\\$2[abxy]?\\$(0[4-9]|[12][0-9]|3[01])\\$[./A-Za-z0-9]{53}$",
                              "a bcrypt hash, as htpasswd -nBC 10 writes it")
                          .hidden(),
                      0,
                      1000),
                  "users and the bcrypt hashes of their passwords"))
          .refusing(
              "rate_limit", "is not served here; the flag --web.max-requests bounds the scrapes");

  private WebSection() {}

  static void check(Cursor root, Problems problems) {
    Optional<Cursor> tls = root.find("tls_server_config");
    if (tls.isEmpty()) {
      return;
    }
    Optional<Cursor> auth = tls.get().find("client_auth_type");
    boolean verifies = auth.filter(type -> type.text().contains("Verify")).isPresent();
    if (verifies && !tls.get().declares("client_ca_file")) {
      auth.orElseThrow().refuse(problems, "needs client_ca_file beside it");
    }
    Optional<Cursor> oldest = tls.get().find("min_version");
    Optional<Cursor> newest = tls.get().find("max_version");
    if (oldest.isPresent()
        && newest.isPresent()
        && oldest.get().text().compareTo(newest.get().text()) > 0) {
      oldest.get().refuse(problems, "must not be newer than max_version");
    }
  }

  static WebConfig bind(Cursor root) {
    return new WebConfig(
        root.find("tls_server_config").map(WebSection::tls),
        texts(root.find("http_server_config", "headers")),
        root.find("http_server_config", "http2").map(Cursor::flag).orElse(false),
        texts(root.find("basic_auth_users")));
  }

  private static TlsServer tls(Cursor tls) {
    return new TlsServer(
        tls.at("cert_file").text(),
        tls.at("key_file").text(),
        clientAuth(tls.at("client_auth_type").text()),
        tls.find("client_ca_file").map(Cursor::text),
        TlsVersion.valueOf(tls.at("min_version").text()),
        TlsVersion.valueOf(tls.at("max_version").text()),
        tls.find("cipher_suites").map(Cursor::texts).orElseGet(List::of));
  }

  private static ClientAuth clientAuth(String label) {
    return Stream.of(ClientAuth.values())
        .filter(auth -> auth.label().equals(label))
        .findFirst()
        .orElseThrow();
  }

  private static Map<String, String> texts(Optional<Cursor> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.ifPresent(found -> found.values().forEach(value -> texts.put(value.name(), value.text())));
    return texts;
  }

  private static Field header(String name) {
    return Field.optional(name, HEADER, "the header " + name);
  }
}
