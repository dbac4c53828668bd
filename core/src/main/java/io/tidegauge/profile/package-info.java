/** The frozen reference of a version: what its current rows are compared with. */
@NullMarked
package io.tidegauge.profile;

import org.jspecify.annotations.NullMarked;
