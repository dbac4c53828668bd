/** From readings to the series of a scrape. */
@NullMarked
package io.tidegauge.exporter.metrics;

import org.jspecify.annotations.NullMarked;
