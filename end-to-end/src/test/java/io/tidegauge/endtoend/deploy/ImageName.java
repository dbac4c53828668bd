package io.tidegauge.endtoend.deploy;

import java.util.regex.Pattern;

/** The name of an image, as Docker and Kubernetes write it. */
record ImageName(String text) {
  private static final Pattern VERSION =
      Pattern.compile("[^@]+:v?[0-9]+[.][0-9]+[A-Za-z0-9._-]*|.+@sha256:[0-9a-f]{64}");

  /** Whether it names one version, today and tomorrow. */
  boolean isPinned() {
    return VERSION.matcher(text).matches();
  }
}
