/** PromQL, built from metric definitions. */
@NullMarked
package io.tidegauge.rulegen.promql;

import org.jspecify.annotations.NullMarked;
