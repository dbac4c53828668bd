/** Which limits keep to a budget of false alarms, by the readings of a history. */
@NullMarked
package io.tidegauge.calibration;

import org.jspecify.annotations.NullMarked;
