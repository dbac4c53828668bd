package io.tidegauge.exporter.web;

import java.util.List;
import java.util.Locale;

/** What a request's {@code Accept-Encoding} allows (RFC 9110, 12.5.3). */
final class AcceptedEncoding {
  private AcceptedEncoding() {}

  /** Whether gzip is accepted: named or by the star, and not with a weight of zero. */
  static boolean gzip(List<String> headers) {
    double named = -1;
    double star = -1;
    for (String header : headers) {
      for (String element : header.split(",", -1)) {
        String[] parts = element.split(";", -1);
        String coding = parts[0].strip().toLowerCase(Locale.ROOT);
        if (coding.equals("gzip") || coding.equals("x-gzip")) {
          named = Math.max(named, weight(parts));
        } else if (coding.equals("*")) {
          star = Math.max(star, weight(parts));
        }
      }
    }
    return named < 0 ? star > 0 : named > 0;
  }

  private static double weight(String[] parts) {
    for (int i = 1; i < parts.length; i++) {
      String parameter = parts[i].strip().toLowerCase(Locale.ROOT);
      if (parameter.startsWith("q=")) {
        String weight = parameter.substring(2).strip();
        return weight.matches("[01](\\.[0-9]{0,3})?") ? Double.parseDouble(weight) : 0;
      }
    }
    return 1;
  }
}
