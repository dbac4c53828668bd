/** The formats that are written: the same bytes on every machine. */
@NullMarked
package io.tidegauge.rulegen.text;

import org.jspecify.annotations.NullMarked;
