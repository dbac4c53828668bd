package io.tidegauge.exporter.web;

import io.tidegauge.spec.WebConfig.ClientAuth;
import io.tidegauge.spec.WebConfig.TlsServer;
import io.tidegauge.spec.WebConfig.TlsVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nl.altindag.ssl.pem.util.PemUtils;
import nl.altindag.ssl.util.TrustManagerUtils;

/** What the files of a TLS config hold. */
record TlsMaterial(
    X509ExtendedKeyManager keys, Optional<X509ExtendedTrustManager> clients, TlsServer config) {

  static TlsMaterial load(TlsServer tls, Path folder) throws IOException {
    X509ExtendedKeyManager keys;
    Path cert = readable(folder, tls.certFile(), "cert_file");
    Path key = readable(folder, tls.keyFile(), "key_file");
    try {
      keys = PemUtils.loadIdentityMaterial(cert, key);
    } catch (RuntimeException e) {
      throw new IOException(
          "tls_server_config: " + cert + " and " + key + " are not a certificate and its key", e);
    }
    return new TlsMaterial(keys, clients(tls, folder), tls);
  }

  /** The files that make up the config. */
  static List<Path> files(TlsServer tls, Path folder) {
    List<Path> files = new ArrayList<>();
    files.add(folder.resolve(tls.certFile()));
    files.add(folder.resolve(tls.keyFile()));
    tls.clientCaFile().map(folder::resolve).ifPresent(files::add);
    return files;
  }

  /** What a connection must keep to. */
  SSLParameters parameters(SSLContext context) {
    SSLParameters parameters = context.getDefaultSSLParameters();
    List<String> versions = new ArrayList<>();
    for (TlsVersion version : TlsVersion.values()) {
      if (version.compareTo(config.minVersion()) >= 0
          && version.compareTo(config.maxVersion()) <= 0) {
        versions.add(
            switch (version) {
              case TLS12 -> "TLSv1.2";
              case TLS13 -> "TLSv1.3";
            });
      }
    }
    parameters.setProtocols(versions.toArray(String[]::new));
    if (!config.cipherSuites().isEmpty()) {
      parameters.setCipherSuites(suites(versions).toArray(String[]::new));
    }
    switch (config.clientAuth()) {
      case NO_CLIENT_CERT -> parameters.setNeedClientAuth(false);
      case REQUEST_CLIENT_CERT, VERIFY_CLIENT_CERT_IF_GIVEN -> parameters.setWantClientAuth(true);
      case REQUIRE_ANY_CLIENT_CERT, REQUIRE_AND_VERIFY_CLIENT_CERT ->
          parameters.setNeedClientAuth(true);
    }
    return parameters;
  }

  /** As in Go, the suites are a choice for TLS 1.2 only; those of TLS 1.3 are always on. */
  private List<String> suites(List<String> versions) {
    List<String> suites = new ArrayList<>(config.cipherSuites());
    if (versions.contains("TLSv1.3")) {
      suites.addAll(List.of("TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384"));
    }
    return suites.stream().distinct().toList();
  }

  /** Fails where the config names what this JVM does not have. */
  void verify(SSLContext context) throws IOException {
    Set<String> known =
        Set.copyOf(Arrays.asList(context.getSupportedSSLParameters().getCipherSuites()));
    for (String suite : config.cipherSuites()) {
      if (!known.contains(suite)) {
        throw new IOException("tls_server_config: this JVM has no cipher suite " + suite);
      }
    }
    if (config.minVersion().compareTo(config.maxVersion()) > 0) {
      throw new IOException("tls_server_config: min_version is above max_version");
    }
  }

  private static Optional<X509ExtendedTrustManager> clients(TlsServer tls, Path folder)
      throws IOException {
    boolean verified =
        tls.clientAuth() == ClientAuth.VERIFY_CLIENT_CERT_IF_GIVEN
            || tls.clientAuth() == ClientAuth.REQUIRE_AND_VERIFY_CLIENT_CERT;
    if (!verified) {
      // What is only asked for is not judged: that is what these two types mean.
      return tls.clientAuth() == ClientAuth.NO_CLIENT_CERT
          ? Optional.empty()
          : Optional.of(TrustManagerUtils.createUnsafeTrustManager());
    }
    if (tls.clientCaFile().isEmpty()) {
      throw new IOException("tls_server_config: client_auth_type needs a client_ca_file");
    }
    Path file = readable(folder, tls.clientCaFile().get(), "client_ca_file");
    try {
      return Optional.of(PemUtils.loadTrustMaterial(file));
    } catch (RuntimeException e) {
      throw new IOException("tls_server_config: " + file + " holds no certificates", e);
    }
  }

  private static Path readable(Path folder, String name, String key) throws IOException {
    Path file = folder.resolve(name);
    if (!Files.isReadable(file)) {
      throw new IOException("tls_server_config." + key + ": can't read " + file);
    }
    return file;
  }
}
