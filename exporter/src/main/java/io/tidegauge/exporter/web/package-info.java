/** The web server: what is answered on which path, to whom, and what a scrape may cost. */
@NullMarked
package io.tidegauge.exporter.web;

import org.jspecify.annotations.NullMarked;
