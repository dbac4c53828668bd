/** Real history, replayed through the exporter's own path. */
@NullMarked
package io.tidegauge.exporter.replay;

import org.jspecify.annotations.NullMarked;
