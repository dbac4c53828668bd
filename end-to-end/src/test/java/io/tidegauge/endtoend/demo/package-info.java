/** The demo that the README begins with. */
@NullMarked
package io.tidegauge.endtoend.demo;

import org.jspecify.annotations.NullMarked;
