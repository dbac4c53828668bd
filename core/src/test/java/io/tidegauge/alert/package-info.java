@NullMarked
package io.tidegauge.alert;

import org.jspecify.annotations.NullMarked;
