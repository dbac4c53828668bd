@NullMarked
package io.tidegauge.calibration;

import org.jspecify.annotations.NullMarked;
