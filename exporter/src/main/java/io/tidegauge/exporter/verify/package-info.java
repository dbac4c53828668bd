/** Whether all is quiet since a moment: the end of an incident, or the gate of a new version. */
@NullMarked
package io.tidegauge.exporter.verify;

import org.jspecify.annotations.NullMarked;
