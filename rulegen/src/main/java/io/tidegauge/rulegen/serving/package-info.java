/** Rules on what the model's server, its host and its container export themselves. */
@NullMarked
package io.tidegauge.rulegen.serving;

import org.jspecify.annotations.NullMarked;
