/**
 * Rows, counted: by time bucket, version and slice. Counts are a commutative monoid, so that a
 * window is the sum of its buckets.
 */
@NullMarked
package io.tidegauge.counts;

import org.jspecify.annotations.NullMarked;
