/** Alerts as Prometheus rules. */
@NullMarked
package io.tidegauge.rulegen.rules;

import org.jspecify.annotations.NullMarked;
