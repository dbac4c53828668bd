/** Unit tests of the generated rules, for promtool. */
@NullMarked
package io.tidegauge.rulegen.ruletest;

import org.jspecify.annotations.NullMarked;
