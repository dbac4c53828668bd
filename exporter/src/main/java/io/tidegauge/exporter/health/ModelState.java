package io.tidegauge.exporter.health;

import java.util.Locale;

/** How a model is, the worst first. */
public enum ModelState {
  FAILED("failed", "a monitor could not be read"),
  SILENT("silent", "no rows come"),
  DEGRADED("degraded", "a reading is over its limit"),
  WAITING("not read yet", "no scrape has read it"),
  FILLING("filling", "windows are being filled since the start"),
  NO_REFERENCE("no reference", "a version has no frozen profile to be compared with"),
  OK("ok", "every reading is within its limit");

  private final String label;
  private final String meaning;

  ModelState(String label, String meaning) {
    this.label = label;
    this.meaning = meaning;
  }

  /** Whether a person should look. */
  public boolean isBad() {
    return this == FAILED || this == SILENT || this == DEGRADED;
  }

  /** The state in a word or two. */
  public String label() {
    return label;
  }

  /** The value of the label {@code state}: the state in snake case. */
  public String labelValue() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What it means, in a line. */
  public String meaning() {
    return meaning;
  }
}
