/** The past, scraped again: which alerts would have fired, and what Prometheus would have kept. */
@NullMarked
package io.tidegauge.exporter.backtest;

import org.jspecify.annotations.NullMarked;
