/** Pure functions of counts: no input or output, no clock, no logging. */
@NullMarked
package io.tidegauge.statistics;

import org.jspecify.annotations.NullMarked;
