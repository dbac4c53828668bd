/** Who is told of alerts, and of which not: Alertmanager's config, and tests of it. */
@NullMarked
package io.tidegauge.rulegen.routing;

import org.jspecify.annotations.NullMarked;
