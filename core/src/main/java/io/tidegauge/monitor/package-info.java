/** What is watched: one file for each monitor, from which everything about it derives. */
@NullMarked
package io.tidegauge.monitor;

import org.jspecify.annotations.NullMarked;
