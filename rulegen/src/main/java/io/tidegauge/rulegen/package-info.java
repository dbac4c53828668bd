/** Writes what is generated and committed. */
@NullMarked
package io.tidegauge.rulegen;

import org.jspecify.annotations.NullMarked;
