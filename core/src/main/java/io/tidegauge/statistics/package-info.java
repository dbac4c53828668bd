/**
 * Pure functions of counts: no input or output, no clock, no logging.
 *
 * <p>Logarithms and exponentials are commons-math's {@code FastMath}: unlike {@code Math}, whose
 * intrinsics may differ in the last bit, it gives the same bits on every machine and JDK, so that a
 * profile made twice is the same file.
 */
@NullMarked
package io.tidegauge.statistics;

import org.jspecify.annotations.NullMarked;
