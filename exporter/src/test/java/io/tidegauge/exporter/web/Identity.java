package io.tidegauge.exporter.web;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** A self-signed certificate for 127.0.0.1 and its key. */
record Identity(KeyStore store) {
  private static final String PASSWORD = "changeit";

  private static final ConcurrentMap<String, Identity> MADE = new ConcurrentHashMap<>();

  /** The one of that name; it is made once, since keytool takes its time. */
  static Identity of(String name) throws Exception {
    Identity made = MADE.get(name);
    if (made == null) {
      made = make(name);
      MADE.put(name, made);
    }
    return made;
  }

  private static Identity make(String name) throws Exception {
    Path folder = Files.createTempDirectory("identity");
    Path file = folder.resolve("store.p12");
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
    Files.delete(file);
    Files.delete(folder);
    return new Identity(store);
  }

  /** Writes NAME.crt and NAME.key. */
  Identity write(Path folder, String name) throws Exception {
    pem(folder.resolve(name + ".crt"), "CERTIFICATE", store.getCertificate("x").getEncoded());
    pem(
        folder.resolve(name + ".key"),
        "PRIVATE KEY",
        store.getKey("x", PASSWORD.toCharArray()).getEncoded());
    return this;
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
