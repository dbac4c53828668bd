/** The programs as users run them, with a real database, Prometheus and Alertmanager. */
@NullMarked
package io.tidegauge.endtoend;

import org.jspecify.annotations.NullMarked;
