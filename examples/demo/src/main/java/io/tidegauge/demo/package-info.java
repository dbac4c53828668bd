/**
 * A live credit-risk service, made up and seeded: a population, a model really trained on it, a
 * writer that appends to log tables while one watches, and incidents on a schedule.
 */
@NullMarked
package io.tidegauge.demo;

import org.jspecify.annotations.NullMarked;
