/**
 * The description of a model and of the exporter's databases, as immutable records, and their
 * reader.
 */
@NullMarked
package io.tidegauge.spec;

import org.jspecify.annotations.NullMarked;
