package io.tidegauge.exporter.init;

/**
 * A column in the section of features.
 *
 * @param column the column's name
 * @param name the feature's name; empty where the column is left out
 * @param entry what the spec says of it; empty where it is left out
 * @param reason why, in words for a comment
 */
record FeatureDraft(String column, String name, String entry, String reason) {

  static FeatureDraft leftOut(ColumnFacts column, String reason) {
    return new FeatureDraft(column.name(), "", "", reason);
  }

  boolean isLeftOut() {
    return entry.isEmpty();
  }
}
