/** When alerts are due by readings, and when they fire: what Prometheus does with the rules. */
@NullMarked
package io.tidegauge.alert;

import org.jspecify.annotations.NullMarked;
