/** Explains an alert: what is judged, since when, what moved, and which rows to look at. */
@NullMarked
package io.tidegauge.exporter.explain;

import org.jspecify.annotations.NullMarked;
