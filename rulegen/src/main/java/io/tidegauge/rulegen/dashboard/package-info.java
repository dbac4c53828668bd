/** Grafana dashboards in the classic form, as Grafana itself would save them. */
@NullMarked
package io.tidegauge.rulegen.dashboard;

import org.jspecify.annotations.NullMarked;
