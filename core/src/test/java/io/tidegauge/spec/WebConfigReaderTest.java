package io.tidegauge.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidegauge.spec.WebConfig.ClientAuth;
import io.tidegauge.spec.WebConfig.TlsServer;
import io.tidegauge.spec.WebConfig.TlsVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WebConfigReaderTest {
  private static final String HASH = "$2y$10$" + "a".repeat(53);

  @Test
  void aWholeFileIsRead() {
    WebConfig config =
        read(
            """
            tls_server_config:
              cert_file: server.crt
              key_file: server.key
              client_auth_type: RequireAndVerifyClientCert
              client_ca_file: clients.crt
              min_version: TLS13
              cipher_suites: [TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256]
            http_server_config:
              http2: true
              headers:
                X-Frame-Options: deny
            basic_auth_users:
              anna: %s
            """
                .formatted(HASH));

    assertThat(config)
        .isEqualTo(
            new WebConfig(
                Optional.of(
                    new TlsServer(
                        "server.crt",
                        "server.key",
                        ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT,
                        Optional.of("clients.crt"),
                        TlsVersion.TLS13,
                        TlsVersion.TLS13,
                        List.of("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))),
                Map.of("X-Frame-Options", "deny"),
                true,
                Map.of("anna", HASH)));
  }

  @Test
  void everythingMayBeLeftOut() {
    assertThat(read("{}")).isEqualTo(new WebConfig(Optional.empty(), Map.of(), false, Map.of()));
    assertThat(read("tls_server_config: {cert_file: a, key_file: b}").tls())
        .hasValue(
            new TlsServer(
                "a",
                "b",
                ClientAuth.NO_CLIENT_CERT,
                Optional.empty(),
                TlsVersion.TLS12,
                TlsVersion.TLS13,
                List.of()));
  }

  @Test
  void allProblemsAreSaidWithTheirPlaces() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    tls_server_config:
                      cert_fil: server.crt
                      key_file: server.key
                      client_auth_type: VerifyClientCertIfGiven
                      min_version: TLS10
                    rate_limit: {interval: 1s}
                    basic_auth_users:
                      anna: secret
                    """))
        .isInstanceOf(InvalidSpecException.class)
        .hasMessageContaining("web.yml:2:3: tls_server_config.cert_fil: unknown key")
        .hasMessageContaining("tls_server_config.cert_file: is missing")
        .hasMessageContaining("web.yml:4:21: tls_server_config.client_auth_type: needs client_ca")
        .hasMessageContaining("web.yml:5:16: tls_server_config.min_version: unknown version of TLS")
        .hasMessageContaining("web.yml:6:1: rate_limit: is not served here")
        .hasMessageContaining("web.yml:8:9: basic_auth_users.anna: the text does not fit")
        .message()
        .doesNotContain("secret");
  }

  @Test
  void theVersionsMustFitTogether() {
    assertThatThrownBy(
            () ->
                read(
                    """
                    tls_server_config:
                      cert_file: a
                      key_file: b
                      min_version: TLS13
                      max_version: TLS12
                    """))
        .hasMessage(
            "web.yml:4:16: tls_server_config.min_version: must not be newer than max_version");
  }

  private static WebConfig read(String text) {
    return WebConfigReader.read("web.yml", text);
  }
}
