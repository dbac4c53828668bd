/** The commands that write, and check, what is generated from specs. */
@NullMarked
package io.tidegauge.rulegen.generate;

import org.jspecify.annotations.NullMarked;
