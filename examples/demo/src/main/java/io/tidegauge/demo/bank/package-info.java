/** Makes the tables of the bank example from the official archive's CSV. */
@NullMarked
package io.tidegauge.demo.bank;

import org.jspecify.annotations.NullMarked;
