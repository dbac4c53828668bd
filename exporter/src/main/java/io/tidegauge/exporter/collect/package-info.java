/** From rows to readings, on each scrape and in the background. */
@NullMarked
package io.tidegauge.exporter.collect;

import org.jspecify.annotations.NullMarked;
