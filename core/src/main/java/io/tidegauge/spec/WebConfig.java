package io.tidegauge.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who may read the exporter's pages, and how: the file of {@code --web.config.file}, in the format
 * of the Prometheus exporters.
 *
 * @param headers sent with each answer
 * @param http2 whether the file asks for HTTP/2, which is not served
 * @param users name to bcrypt hash; empty where no password is needed
 */
public record WebConfig(
    Optional<TlsServer> tls,
    Map<String, String> headers,
    boolean http2,
    Map<String, String> users) {
  public WebConfig {
    headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    users = Collections.unmodifiableMap(new LinkedHashMap<>(users));
  }

  /** Whether a client must show a certificate, named as in Go. */
  public enum ClientAuth {
    NO_CLIENT_CERT("NoClientCert"),
    REQUEST_CLIENT_CERT("RequestClientCert"),
    REQUIRE_ANY_CLIENT_CERT("RequireAnyClientCert"),
    VERIFY_CLIENT_CERT_IF_GIVEN("VerifyClientCertIfGiven"),
    REQUIRE_AND_VERIFY_CLIENT_CERT("RequireAndVerifyClientCert");

    private final String label;

    ClientAuth(String label) {
      this.label = label;
    }

    /** The type's name in the file. */
    public String label() {
      return label;
    }
  }

  /** The versions of TLS that the JVM still speaks. */
  public enum TlsVersion {
    TLS12,
    TLS13
  }

  /**
   * Certificates and keys, as files in PEM.
   *
   * @param certFile relative to the config's folder, as the others are
   * @param cipherSuites for TLS 1.2 and above, by their IANA names; empty for the JVM's choice
   */
  public record TlsServer(
      String certFile,
      String keyFile,
      ClientAuth clientAuth,
      Optional<String> clientCaFile,
      TlsVersion minVersion,
      TlsVersion maxVersion,
      List<String> cipherSuites) {
    public TlsServer {
      cipherSuites = List.copyOf(cipherSuites);
    }
  }
}
