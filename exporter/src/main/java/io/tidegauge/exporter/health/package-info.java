/** What is wrong with a model, decided from its readings and its spec's thresholds. */
@NullMarked
package io.tidegauge.exporter.health;

import org.jspecify.annotations.NullMarked;
