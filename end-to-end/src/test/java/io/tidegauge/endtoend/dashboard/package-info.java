/** Generated dashboards, asked and drawn without Grafana, from a real Prometheus' answers. */
@NullMarked
package io.tidegauge.endtoend.dashboard;

import org.jspecify.annotations.NullMarked;
