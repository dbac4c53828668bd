/**
 * What is known of a model's rows: which of them are counted, what a scrape still has to read, and
 * the windows that follow from it.
 */
@NullMarked
package io.tidegauge.exporter.rows;

import org.jspecify.annotations.NullMarked;
