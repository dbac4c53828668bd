/**
 * Just enough Parquet to write a log table that grows while others read it.
 *
 * <p>A reader may open a file, read its footer, and open it again for the rows (DuckDB does). So a
 * file that is replaced by a newer one must still make sense under the older one's footer: the
 * newer one begins with all bytes of the older one's rows. Writers that encode a whole file anew do
 * not promise that; {@link io.tidegauge.demo.parquet.GrowingFile} does.
 */
@NullMarked
package io.tidegauge.demo.parquet;

import org.jspecify.annotations.NullMarked;
