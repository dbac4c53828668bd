/** Service-level objectives as rules: error budgets, and how fast they burn. */
@NullMarked
package io.tidegauge.rulegen.objective;

import org.jspecify.annotations.NullMarked;
