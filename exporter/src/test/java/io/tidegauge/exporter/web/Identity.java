package io.tidegauge.exporter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A self-signed certificate for 127.0.0.1, as NAME.crt and NAME.key in a folder. */
record Identity(KeyStore store) {
  private static final String PASSWORD = "changeit";

  static Identity make(Path folder, String name) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Files.deleteIfExists(file);
    keytool(
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-genkeypair",
            "-keystore",
            file.toString(),
            "-storetype",
            "PKCS12",
            "-storepass",
            PASSWORD,
            "-alias",
            "x",
            "-dname",
            "CN=" + name,
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-ext",
            "san=ip:127.0.0.1",
            "-validity",
            "2"));
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(in, PASSWORD.toCharArray());
    }
    pem(folder.resolve(name + ".crt"), "CERTIFICATE", store.getCertificate("x").getEncoded());
    pem(
        folder.resolve(name + ".key"),
        "PRIVATE KEY",
        store.getKey("x", PASSWORD.toCharArray()).getEncoded());
    return new Identity(store);
  }

  KeyManager[] keys() throws Exception {
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD.toCharArray());
    return factory.getKeyManagers();
  }

  X509TrustManager trust() throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, null);
    trusted.setCertificateEntry("x", store.getCertificate("x"));
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(trusted);
    return (X509TrustManager) factory.getTrustManagers()[0];
  }

  private static void pem(Path file, String kind, byte[] der) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    Files.writeString(
        file, "-----BEGIN " + kind + "-----\n" + body + "\n-----END " + kind + "-----\n", US_ASCII);
  }

  private static void keytool(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(output);
    }
  }
}
