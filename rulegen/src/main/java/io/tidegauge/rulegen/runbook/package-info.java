/** Runbooks: what to do when an alert fires, one page for each alert of a model. */
@NullMarked
package io.tidegauge.rulegen.runbook;

import org.jspecify.annotations.NullMarked;
