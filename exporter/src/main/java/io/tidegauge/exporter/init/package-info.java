/** Guesses a model's spec from its table, and writes it with the reasons. */
@NullMarked
package io.tidegauge.exporter.init;

import org.jspecify.annotations.NullMarked;
