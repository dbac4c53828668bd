/** The exporter: serves the readings of models to Prometheus. */
@NullMarked
package io.tidegauge.exporter;

import org.jspecify.annotations.NullMarked;
