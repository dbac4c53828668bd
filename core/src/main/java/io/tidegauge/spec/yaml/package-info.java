/**
 * Shapes: what a YAML file may hold, said once. From a shape come the check with line and column,
 * the defaults and the JSON Schema.
 */
@NullMarked
package io.tidegauge.spec.yaml;

import org.jspecify.annotations.NullMarked;
