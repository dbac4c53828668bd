/** How the exporter's log looks: logfmt or JSON, one line for each record, to the error stream. */
@NullMarked
package io.tidegauge.exporter.log;

import org.jspecify.annotations.NullMarked;
