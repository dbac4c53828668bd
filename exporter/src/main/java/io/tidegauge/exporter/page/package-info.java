/** The page for people at {@code /}: rendered here, without scripts. */
@NullMarked
package io.tidegauge.exporter.page;

import org.jspecify.annotations.NullMarked;
