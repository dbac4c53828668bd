/** The commands of the program: its flags, its files, its exit statuses. */
@NullMarked
package io.tidegauge.exporter.command;

import org.jspecify.annotations.NullMarked;
