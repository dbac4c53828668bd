/**
 * Reads a database: connections that cannot hurt it, the statements, the drivers' differences, and
 * rows handed over one by one. The only package that knows {@code java.sql}.
 */
@NullMarked
package io.tidegauge.source;

import org.jspecify.annotations.NullMarked;
