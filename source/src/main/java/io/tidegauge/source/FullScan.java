package io.tidegauge.source;

import io.tidegauge.spec.TableName;

/**
 * A table of which a moment cannot be read without reading far more.
 *
 * @param table as the spec names it
 * @param column its time
 * @param cost what reading a moment comes to, such as {@code scans 96 MB of public.log}
 * @param mend what would help: SQL to be copied where there is such, else words
 */
public record FullScan(TableName table, String column, String cost, String mend) {}
